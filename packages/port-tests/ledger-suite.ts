import { suite, test } from 'node:test';
import { ledgerAskerCases } from './ledger-asker-cases.ts';
import type { LedgerCase, MakeLedger } from './ledger-case.ts';
import { ledgerDeliveryCases } from './ledger-delivery-cases.ts';
import { ledgerEndCases } from './ledger-end-cases.ts';
import { ledgerGateCases } from './ledger-gate-cases.ts';
import { ledgerNumberCases } from './ledger-number-cases.ts';
import { ledgerOperatorCases } from './ledger-operator-cases.ts';
import { ledgerPaymentCases } from './ledger-payment-cases.ts';
import { ledgerRecordCases } from './ledger-record-cases.ts';
import { ledgerSaleCases } from './ledger-sale-cases.ts';
import { ledgerStockCases } from './ledger-stock-cases.ts';
import { ledgerStoryCases } from './ledger-story-cases.ts';

/** What every adapter of the ledger must pass, all of it. Each case gets a ledger of its own, empty, that tells the shop. */
export function ledgerSuite(name: string, make: MakeLedger): void {
  suite(`${name} records orders`, () => runCases(make, ledgerRecordCases));
  suite(`${name} ends orders`, () => runCases(make, ledgerEndCases));
  suite(`${name} keeps the money`, () => runCases(make, ledgerPaymentCases));
  suite(`${name} tells what money did`, () => runCases(make, ledgerStoryCases));
  suite(`${name} keeps sales`, () => runCases(make, ledgerSaleCases));
  suite(`${name} keeps stock`, () => runCases(make, ledgerStockCases));
  suite(`${name} tells the gate`, () => runCases(make, ledgerGateCases));
  suite(`${name} keeps operators and sessions`, () => runCases(make, ledgerOperatorCases));
  suite(`${name} answers who asks`, () => runCases(make, ledgerAskerCases));
  suite(`${name} tells the shop`, () => runCases(make, ledgerDeliveryCases));
  suite(`${name} counts`, () => runCases(make, ledgerNumberCases));
}

/** In ms. A ledger that never answers must not hold up the run. */
const caseTimeoutMs = 60_000;

function runCases(make: MakeLedger, cases: readonly LedgerCase[]): void {
  for (const [name, run] of cases) {
    test(name, { timeout: caseTimeoutMs }, async () => {
      const under = await make();
      try {
        await run(under);
      } finally {
        await under.close();
      }
    });
  }
}
