import assert from 'node:assert/strict';
import { unitLastMax } from '@penstock/core';
import type { LedgerCase } from './ledger-case.ts';
import { adjustmentOf, changesText, createSale, placesText, record, saleId } from './ledger-case.ts';

export const ledgerStockCases: readonly LedgerCase[] = [
  [
    'added units are numbered on, told to the gate, and remembered under their adjustment',
    async (under) => {
      const before = await createSale(under);
      await changesText(under);
      const adjustment = adjustmentOf('a1', 'tee', 2);
      const decision = await under.ledger.addUnits(adjustment);
      assert.ok(decision?.kind === 'add');
      assert.deepEqual(decision.range, { firstUnit: 6, lastUnit: 7 });
      const [tee, cap] = before.variants;
      assert.deepEqual(decision.sale, { ...before, version: 2, variants: [{ ...tee, units: 7, unitLast: 7 }, cap] });
      assert.deepEqual(await under.ledger.sale(saleId), decision.sale);
      assert.deepEqual(await under.ledger.adjustment('a1'), adjustment);
      assert.match(await changesText(under), /^added tee 6-7(; rules 2)?$/);
      assert.equal(await record(under, 'ann-1 tee 7'), 'ann-1 promised');
    },
  ],
  [
    'added once: the same adjustment again, alone or at once, adds nothing more',
    async (under) => {
      await createSale(under);
      await changesText(under);
      const adjustment = adjustmentOf('a1', 'tee', 2);
      await Promise.all([1, 2, 3].map(() => under.ledger.addUnits(adjustment)));
      await under.ledger.addUnits(adjustment);
      assert.equal((await placesText(under)).split(';')[0], 'tee: held -, sold -, withdrawn - of 7/7');
      assert.equal((await changesText(under)).match(/added/g)?.length, 1);
    },
  ],
  [
    'what cannot be added is not remembered',
    async (under) => {
      await createSale(under);
      await changesText(under);
      assert.equal(await under.ledger.addUnits({ ...adjustmentOf('a0', 'tee', 1), saleId: 'none' }), undefined);
      assert.equal((await under.ledger.addUnits(adjustmentOf('a1', 'hat', 1)))?.kind, 'unknown-sku');
      assert.equal((await under.ledger.addUnits(adjustmentOf('a2', 'tee', unitLastMax)))?.kind, 'too-many');
      await under.ledger.act(saleId, 'withdraw');
      assert.equal((await under.ledger.addUnits(adjustmentOf('a3', 'tee', 1)))?.kind, 'not-possible');
      for (const id of ['a0', 'a1', 'a2', 'a3']) assert.equal(await under.ledger.adjustment(id), undefined, id);
      assert.equal(await changesText(under), 'dropped');
    },
  ],
  [
    "withdrawn units belong to the sale no more, by number, and are nobody's to have",
    async (under) => {
      await createSale(under);
      await changesText(under);
      const adjustment = adjustmentOf('a1', 'tee', -2);
      const sale = await under.ledger.withdrawUnits(adjustment, [4, 2]);
      assert.deepEqual(sale, await under.ledger.sale(saleId));
      assert.deepEqual(await under.ledger.adjustment('a1'), adjustment);
      assert.equal((await placesText(under)).split(';')[0], 'tee: held -, sold -, withdrawn 2 4 of 3/5');
      assert.equal(await record(under, 'ann-1 tee 2', 'bob-1 tee 3'), 'ann-1 refused unit-taken; bob-1 promised');
    },
  ],
  [
    'withdrawn once: the same adjustment again, alone or at once, withdraws nothing more',
    async (under) => {
      await createSale(under);
      const adjustment = adjustmentOf('a1', 'tee', -2);
      await Promise.all([1, 2, 3].map(() => under.ledger.withdrawUnits(adjustment, [4, 5])));
      await under.ledger.withdrawUnits(adjustment, [4, 5]);
      assert.equal((await placesText(under)).split(';')[0], 'tee: held -, sold -, withdrawn 4 5 of 3/5');
    },
  ],
  [
    'a number is never used twice, also not one that was withdrawn',
    async (under) => {
      await createSale(under);
      await under.ledger.withdrawUnits(adjustmentOf('a1', 'cap', -2), [1, 2]);
      const decision = await under.ledger.addUnits(adjustmentOf('a2', 'cap', 1));
      assert.deepEqual(decision?.kind === 'add' && decision.range, { firstUnit: 3, lastUnit: 3 });
      assert.equal((await placesText(under)).split('; ')[1], 'cap: held -, sold -, withdrawn 1 2 of 1/3');
    },
  ],
  [
    'a draft gets units without a word to any gate',
    async (under) => {
      await createSale(under, { draft: true });
      assert.equal((await under.ledger.addUnits(adjustmentOf('a1', 'tee', 3)))?.kind, 'add');
      assert.equal(await changesText(under), 'none');
      await under.ledger.act(saleId, 'publish');
      assert.equal((await placesText(under)).split(';')[0], 'tee: held -, sold -, withdrawn - of 8/8');
    },
  ],
];
