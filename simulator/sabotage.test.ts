import { suite } from 'node:test';
import type { Ledger } from '@penstock/core';
import { openLedgerInline } from '@penstock/embedded';
import { negativeControl } from '@penstock/port-tests';
import { scenarios } from './action.ts';
import type { Storage } from './run-scenario.ts';
import { runScenario } from './run-scenario.ts';
import type { Sabotage } from './shop.ts';
import { memoryStorage } from './storages.ts';

/** At most: a broken part is seen long before. */
const runs = 2_000;

suite('a broken part is noticed', () => {
  const check = (name: string, breaks: RegExp, sabotage: Sabotage) =>
    negativeControl(name, scenarios, (scenario) => runScenario(scenario, memoryStorage, sabotage), { runs, breaks });

  check('a ledger that promises what it does not store', /H1/, {
    ledger: (ledger) => ({
      ...ledger,
      record: async (entry) =>
        entry.orders.map(({ key: _, slot: __, ...held }) => {
          const order = { ...held, saleId: entry.saleId, priceMinor: 1, currency: 'CNY', payByMs: held.placedAtMs + 1 };
          return { kind: 'promised', order: { ...order, status: 'awaiting_payment' } };
        }),
    }),
  });
  check('a gate that is told nothing of releases', /H10|X1/, {
    gate: (gate) => ({ ...gate, release: async () => undefined }),
  });
  check('a gate that is loaded with everything as if nothing were held', /X1/, {
    ledger: (ledger) => ({
      ...ledger,
      async *gateChunks(saleId) {
        const sale = await ledger.sale(saleId);
        const skus = (sale?.variants ?? []).map(({ sku, unitLast }) => {
          return { sku, unitLast, free: Array.from({ length: unitLast }, (_, index) => index + 1) };
        });
        yield { skus };
      },
    }),
  });
  check('a gate whose clock is ahead', /H6/, {
    gateClock: (clock) => ({ ...clock, nowMs: () => clock.nowMs() + 150 }),
  });
  check('a gate that hears of no pause', /H6/, {
    gate: (gate) => ({ ...gate, setRules: (saleId, rules) => gate.setRules(saleId, { ...rules, paused: false }) }),
  });
  check('a node that says sold out when all are held', /H7/, {
    view: (view) => ({
      ...view,
      refusal(saleId, wish) {
        const refusal = view.refusal(saleId, wish);
        return refusal?.kind === 'all-held' ? { kind: 'sold-out' } : refusal;
      },
    }),
  });
  check('a ledger in which nothing expires', /L7/, {
    ledger: (ledger) => ({ ...ledger, expireDue: async () => ({ expired: 0, nextDueAtMs: undefined }) }),
  });
  check('changes that are marked as told and never were', /H10|X1/, {
    ledger: (ledger) => ({ ...ledger, pendingChanges: (...which) => forgetReleased(ledger, which) }),
  });
  check('a withdrawal that is told and not stored', /H10/, {
    ledger: (ledger) => ({
      ...ledger,
      async withdrawUnits({ saleId }) {
        const sale = await ledger.sale(saleId);
        if (sale === undefined) throw new Error('units are withdrawn from a sale');
        return sale;
      },
    }),
  });
});

suite('a broken disk is noticed', () => {
  const forgetful: Storage = {
    ...memoryStorage,
    async afterCrash(ledger, clock) {
      const fresh = openLedgerInline({ clock });
      for (const sale of await ledger.sales()) await fresh.create({ ...sale, draft: false });
      ledger.close();
      return fresh;
    },
  };
  negativeControl('a crash that loses what was committed', scenarios, (scenario) => runScenario(scenario, forgetful), {
    ...{ runs, breaks: /H1/ },
  });
});

/** Tells everything but releases, and drops those. */
async function forgetReleased(ledger: Ledger, which: Parameters<Ledger['pendingChanges']>) {
  const rows = await ledger.pendingChanges(...which);
  await ledger.markTold(rows.filter((row) => row.change.kind === 'released').map((row) => row.seq));
  return rows.filter((row) => row.change.kind !== 'released');
}
