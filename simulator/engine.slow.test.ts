import type { Gate, Ledger } from '@penstock/core';
import { assert } from '@penstock/core';
import { negativeControl, property } from '@penstock/port-tests';
import { rebuildScenarios, scenarios } from './action.ts';
import { runScenario } from './run-scenario.ts';
import { memoryStorage } from './storages.ts';

property('any history of the whole engine', scenarios, (scenario) => runScenario(scenario, memoryStorage), {
  runs: 30_000,
});

property('any history with many rebuilds', rebuildScenarios, (scenario) => runScenario(scenario, memoryStorage), {
  runs: 10_000,
});

negativeControl(
  'a rebuild that waits for nothing in flight and keeps the epoch',
  rebuildScenarios,
  (scenario) => runScenario(scenario, memoryStorage, { gate: neverInFlight, ledger: oneEpoch }),
  { runs: 10_000, breaks: /X1|H10|no unit and no slot twice|an audit saw/ },
);

function neverInFlight(gate: Gate): Gate {
  return {
    ...gate,
    async pulse(saleId) {
      const pulse = await gate.pulse(saleId);
      return pulse && { ...pulse, inFlight: 0 };
    },
  };
}

function oneEpoch(ledger: Ledger): Ledger {
  return {
    ...ledger,
    async raiseEpoch(saleId) {
      const sale = await ledger.sale(saleId);
      assert(sale !== undefined, 'a sale of the ledger is rebuilt');
      return sale;
    },
  };
}
