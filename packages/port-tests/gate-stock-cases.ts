import assert from 'node:assert/strict';
import type { GateCase } from './gate-case.ts';
import { askOf, hold, holdText, nextEntry, openTee, saleId, unitOf, unitsText } from './gate-case.ts';
import { promised } from './gate-stage.ts';
import { clockErrorMs } from './story-rules.ts';

export const gateStockCases: readonly GateCase[] = [
  [
    'a release acts once, and only where order, sku and unit all match',
    async (under) => {
      await openTee(under, 2);
      await hold(under, 'ann-1');
      const [order] = (await nextEntry(under)).orders;
      assert.ok(order);
      const given = unitOf(order);
      for (const wrong of [{ unit: 2 }, { sku: 'cap' }, { orderId: 'bob-1' }]) {
        await under.gate.release(saleId, [{ ...given, ...wrong }]);
        assert.equal(await unitsText(under), '2 | held 1 sold 0 | in flight 1');
      }
      await under.gate.release(saleId, [given, given]);
      await under.gate.release(saleId, [given]);
      assert.equal((await unitsText(under)).slice(0, 21), '1 2 | held 0 sold 0 |');
    },
  ],
  [
    'paid acts once, only where order and unit match, and never after a release',
    async (under) => {
      await openTee(under, 2);
      await hold(under, 'ann-1', 'bob-1');
      const entry = await nextEntry(under);
      await under.outbox.settle(
        entry,
        entry.orders.map((each) => promised(each, entry)),
      );
      const [ann, bob] = entry.orders.map(unitOf);
      assert.ok(ann && bob);
      await under.gate.paid(saleId, [{ ...ann, unit: 2 }]);
      await under.gate.paid(saleId, [bob, bob]);
      await under.gate.release(saleId, [ann, bob]);
      await under.gate.paid(saleId, [ann, bob]);
      assert.equal(await unitsText(under), '1 | held 0 sold 1 | in flight 0');
    },
  ],
  [
    'an unknown order is no reason to fail: a rebuilt gate may have forgotten it',
    async (under) => {
      await openTee(under, 1);
      await under.gate.release(saleId, [{ orderId: 'lost-1', sku: 'tee', unit: 1 }]);
      await under.gate.paid(saleId, [{ orderId: 'lost-1', sku: 'tee', unit: 1 }]);
      assert.equal(await unitsText(under), '1 | held 0 sold 0 | in flight 0');
    },
  ],
  [
    'units are added once, however often that is said, and later ones after them',
    async (under) => {
      await openTee(under, 1);
      for (const range of [
        { firstUnit: 2, lastUnit: 3 },
        { firstUnit: 2, lastUnit: 3 },
        { firstUnit: 4, lastUnit: 4 },
        { firstUnit: 2, lastUnit: 3 },
      ]) {
        await under.gate.add(saleId, 'tee', range);
      }
      assert.equal(await unitsText(under), '1 2 3 4 | held 0 sold 0 | in flight 0');
    },
  ],
  [
    'a withdrawal is done once: the same adjustment has the same units, also when nothing more is free',
    async (under) => {
      await openTee(under, 3);
      const withdrawal = { adjustmentId: 'a1', sku: 'tee', count: 2 };
      const first = await under.gate.withdraw(saleId, withdrawal);
      await hold(under, 'ann-1');
      assert.deepEqual(await under.gate.withdraw(saleId, withdrawal), first);
      assert.equal(await holdText(under, 'bob-1'), 'bob all-held');
      assert.equal(first.kind === 'withdrawn' && new Set(first.units).size, 2);
    },
  ],
  [
    'a withdrawal that is undone gives its units back, once; it may then be done again',
    async (under) => {
      await openTee(under, 3);
      const withdrawal = { adjustmentId: 'a1', sku: 'tee', count: 2 };
      await under.gate.withdraw(saleId, withdrawal);
      await under.gate.undoWithdrawal(saleId, 'tee', 'a1');
      await under.gate.undoWithdrawal(saleId, 'tee', 'a1');
      await under.gate.undoWithdrawal(saleId, 'tee', 'never-done');
      assert.equal(await unitsText(under), '1 2 3 | held 0 sold 0 | in flight 0');
      assert.equal((await under.gate.withdraw(saleId, withdrawal)).kind, 'withdrawn');
    },
  ],
  [
    'all or none: a withdrawal of more than is free takes nothing, and is not remembered',
    async (under) => {
      await openTee(under, 1);
      const withdrawal = { adjustmentId: 'a1', sku: 'tee', count: 2 };
      assert.deepEqual(await under.gate.withdraw(saleId, withdrawal), { kind: 'not-enough-free', available: 1 });
      await under.gate.add(saleId, 'tee', { firstUnit: 2, lastUnit: 2 });
      assert.equal((await under.gate.withdraw(saleId, withdrawal)).kind, 'withdrawn');
    },
  ],
  [
    'newer rules are taken, older ones and the same ones again change nothing',
    async (under) => {
      const rules = await openTee(under, 1);
      await under.gate.setRules(saleId, { ...rules, version: 3, paused: true });
      for (const version of [1, 2, 3]) await under.gate.setRules(saleId, { ...rules, version, paused: false });
      assert.equal(await holdText(under, 'ann-1'), 'ann sale-paused');
      await under.gate.setRules(saleId, { ...rules, version: 4, paused: false });
      assert.equal(await holdText(under, 'ann-1'), 'ann held 1');
    },
  ],
  [
    'a sale whose opening moves opens at its new moment, one whose end moves ends at it',
    async (under) => {
      const nowMs = under.view.nowMs();
      const rules = await openTee(under, 2, { opensAtMs: nowMs + 600_000, closesAtMs: nowMs + 900_000 });
      const before = await hold(under, 'ann-1');
      assert.deepEqual(before, [{ kind: 'sale-not-open', opensAtMs: nowMs + 600_000 }]);
      await under.gate.setRules(saleId, { ...rules, version: 2, opensAtMs: nowMs - clockErrorMs });
      assert.equal(await holdText(under, 'ann-1'), 'ann held 1');
      await under.gate.setRules(saleId, { ...rules, version: 3, opensAtMs: 1, closesAtMs: nowMs - clockErrorMs });
      assert.equal(await holdText(under, 'bob-1'), 'bob sale-ended');
    },
  ],
  [
    "a sale opens by itself when the gate's clock says so",
    async (under) => {
      const opensAtMs = under.view.nowMs() + 300;
      await openTee(under, 1, { opensAtMs });
      assert.equal(await holdText(under, 'ann-1'), 'ann sale-not-open');
      await under.advance(300);
      const [outcome] = await hold(under, 'ann-1');
      assert.ok(outcome?.kind === 'held');
      assert.ok(outcome.order.placedAtMs >= opensAtMs);
    },
  ],
  [
    'a sale that the gate lacks is not found',
    async (under) => {
      await openTee(under, 1);
      const [outcome] = await under.gate.hold('other', [askOf('ann-1')]);
      assert.equal(outcome?.kind, 'sale-not-found');
    },
  ],
];
