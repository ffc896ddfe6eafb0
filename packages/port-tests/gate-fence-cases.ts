import assert from 'node:assert/strict';
import type { GateOrder, GateRules } from '@penstock/core';
import type { GateCase } from './gate-case.ts';
import {
  askOf,
  assertUnavailable,
  hold,
  holdText,
  nextEntry,
  openTee,
  saleId,
  unitOf,
  unitsText,
} from './gate-case.ts';
import type { GateUnderTest } from './gate-stage.ts';
import { openSale, promised } from './gate-stage.ts';
import { clockErrorMs, rulesOfStory } from './story-rules.ts';

const someRange = { firstUnit: 2, lastUnit: 3 };

export const gateFenceCases: readonly GateCase[] = [
  [
    'a fenced sale gives nothing and takes no change, so that a relay keeps what it could not tell',
    async (under) => {
      const { gate } = under;
      const rules = await openTee(under, 2);
      await hold(under, 'ann-1');
      const [order] = (await nextEntry(under)).orders;
      assert.ok(order);
      await gate.fence(rules);
      const before = [await gate.units(saleId), (await gate.pulse(saleId))?.changes];
      assert.equal(await holdText(under, 'ann-2', 'bob-1'), 'ann not-armed; bob not-armed');
      await assertUnavailable(() => gate.release(saleId, [unitOf(order)]));
      await assertUnavailable(() => gate.paid(saleId, [unitOf(order)]));
      await assertUnavailable(() => gate.add(saleId, 'tee', someRange));
      await assertUnavailable(() => gate.withdraw(saleId, { adjustmentId: 'a1', sku: 'tee', count: 1 }));
      await assertUnavailable(() => gate.undoWithdrawal(saleId, 'tee', 'a1'));
      await assertUnavailable(() => gate.setRules(saleId, { ...rules, version: 9 }));
      assert.deepEqual([await gate.units(saleId), (await gate.pulse(saleId))?.changes], before);
    },
  ],
  [
    'a sale that the gate lacks takes no change either: it may only be lost',
    async (under) => {
      const { gate } = under;
      const given = { orderId: 'ann-1', sku: 'tee', unit: 1 };
      await assertUnavailable(() => gate.release(saleId, [given]));
      await assertUnavailable(() => gate.paid(saleId, [given]));
      await assertUnavailable(() => gate.add(saleId, 'tee', someRange));
      await assertUnavailable(() => gate.setRules(saleId, rulesOfStory(under.view.nowMs(), 1)));
    },
  ],
  [
    'a sale that was fenced before it was known is not armed, whatever is asked for',
    async (under) => {
      await under.gate.fence(rulesOfStory(under.view.nowMs(), 1));
      assert.equal(await holdText(under, 'ann-1'), 'ann not-armed');
    },
  ],
  [
    'what is in flight is still counted, handed out and settled behind a fence, so that it can drain',
    async (under) => {
      const rules = await openTee(under, 2);
      await hold(under, 'ann-1');
      await under.gate.fence(rules);
      assert.equal(await unitsText(under), '2 | held 1 sold 0 | in flight 1');
      const entry = await nextEntry(under);
      await under.outbox.settle(
        entry,
        entry.orders.map((each) => promised(each, entry)),
      );
      assert.equal(await unitsText(under), '2 | held 1 sold 0 | in flight 0');
    },
  ],
  [
    "load and arm are refused under another epoch than the fence's, and without a fence",
    async (under) => {
      const { gate } = under;
      const rules = await openTee(under, 1, { epoch: 2 });
      const part = { number: 0, skus: [{ sku: 'tee', unitLast: 9, free: [9] }] };
      await assertUnavailable(() => gate.load(saleId, 2, part));
      await assertUnavailable(() => gate.load('other', 1, part));
      await assertUnavailable(() => gate.arm('other', 1));
      await gate.fence({ ...rules, epoch: 3 });
      for (const epoch of [1, 2, 4]) {
        await assertUnavailable(() => gate.load(saleId, epoch, part));
        await assertUnavailable(() => gate.arm(saleId, epoch));
      }
      assert.equal(await holdText(under, 'ann-1'), 'ann not-armed');
      assert.equal(await unitsText(under), '1 | held 0 sold 0 | in flight 0');
    },
  ],
  [
    'a fence of an older epoch is refused: it must not stop what a later rebuild has armed',
    async (under) => {
      const rules = await openTee(under, 1, { epoch: 2 });
      await assertUnavailable(() => under.gate.fence({ ...rules, epoch: 1, version: 9, paused: true }));
      assert.equal(await holdText(under, 'ann-1'), 'ann held 1');
    },
  ],
  [
    'a fence never takes newer rules back',
    async (under) => {
      const rules = await openTee(under, 1);
      await under.gate.setRules(saleId, { ...rules, version: 2, paused: true });
      await openSale(under.gate, rules, [{ sku: 'tee', units: 1 }]);
      assert.equal(await holdText(under, 'ann-1'), 'ann sale-paused');
    },
  ],
  [
    'a rebuild forgets everything but what it loads, in any number of parts',
    async (under) => {
      const rules = await openTee(under, 3);
      await hold(under, 'old-1', 'old-2');
      await under.gate.add(saleId, 'tee', { firstUnit: 4, lastUnit: 4 });
      await reload(under, { ...rules, epoch: 2 });
      assert.equal(await holdText(under, 'old-1'), 'old held 1');
    },
  ],
  [
    'a rebuilt gate knows the orders it was loaded with, live and ended, their keys and their limits',
    async (under) => {
      const rules = await openTee(under, 1);
      await reload(under, { ...rules, epoch: 2, perBuyer: 2 });
      const asks = [
        askOf('ann-9'), // has a live order
        askOf('ann-8', 'k-ann-1'), // named by key
        askOf('bob-9'), // has paid
        askOf('cid-9', 'k-cid-1'), // ended, named by key
        askOf('dan-1'), // the order id of one that was loaded
        { ...askOf('cid-8', 'k-cid-1'), sku: 'cap' }, // its key named another sku
      ];
      const outcomes = structuredClone(await under.gate.hold(saleId, asks));
      assert.deepEqual(
        outcomes.map((outcome) => ('order' in outcome ? `${outcome.kind} ${outcome.order.orderId}` : outcome.kind)),
        [
          'already-held ann-1',
          'already-held ann-1',
          'already-held bob-1',
          'already-held cid-1',
          'held dan-1',
          'key-reused',
        ],
      );
      assert.equal(await unitsText(under), '1 6 | held 2 sold 1, none | held 0 sold 0 | in flight 0');
      assert.equal(await holdText(under, 'cid-2', 'fay-1', 'gus-1'), 'cid held 1; fay held 6; gus all-held');
    },
  ],
  [
    'the orders of a rebuilt gate are released and paid like any others',
    async (under) => {
      const rules = await openTee(under, 1);
      await reload(under, { ...rules, epoch: 2 });
      await under.gate.release(saleId, [{ orderId: 'ann-1', sku: 'tee', unit: 2 }]);
      await under.gate.paid(saleId, [{ orderId: 'dan-1', sku: 'tee', unit: 5 }]);
      assert.equal((await unitsText(under)).split(',')[0], '1 2 6 | held 0 sold 2');
      assert.equal((await hold(under, 'ann-2'))[0]?.kind, 'held');
    },
  ],
  [
    'loading a part again and arming again are harmless: a lost answer is asked for again',
    async (under) => {
      const { gate } = under;
      const rules = await openTee(under, 1);
      await gate.fence(rules);
      const parts = [
        { number: 0, skus: [{ sku: 'tee', unitLast: 3, free: [2] }] },
        { number: 1, skus: [{ sku: 'tee', unitLast: 3, free: [3] }] },
        { number: 2, orders: [loaded('ann-1', 1, 'promised')] },
      ];
      for (const part of parts) for (const _ of [1, 2]) await gate.load(saleId, 1, part);
      for (const part of parts) await gate.load(saleId, 1, part);
      for (const _ of [1, 2]) await gate.arm(saleId, 1);
      assert.equal(await unitsText(under), '2 3 | held 1 sold 0 | in flight 0');
      assert.equal(await holdText(under, 'bob-1', 'cid-1'), 'bob held 2; cid held 3');
      assert.equal(await holdText(under, 'ann-2'), 'ann already-held 1');
    },
  ],
  [
    'a part out of turn is refused: one before it was lost',
    async (under) => {
      const { gate } = under;
      const rules = await openTee(under, 1);
      await gate.fence(rules);
      const part = { skus: [{ sku: 'tee', unitLast: 2, free: [2] }] };
      await assertUnavailable(() => gate.load(saleId, 1, { number: 1, ...part }));
      await gate.load(saleId, 1, { number: 0, ...part });
      await assertUnavailable(() => gate.load(saleId, 1, { number: 2, ...part }));
      await gate.fence(rules);
      await assertUnavailable(() => gate.load(saleId, 1, { number: 1, ...part }));
    },
  ],
  [
    'whether a sale is armed can be read, and for how long nobody has touched it',
    async (under) => {
      const rules = await openTee(under, 1);
      assert.equal((await under.gate.pulse(saleId))?.armed, true);
      await under.gate.fence(rules);
      assert.equal((await under.gate.pulse(saleId))?.armed, false);
      await under.advance(100);
      assert.ok(((await under.gate.pulse(saleId))?.idleMs ?? 0) >= 100);
      const loadedMs = under.view.nowMs(saleId);
      await under.gate.load(saleId, 1, { number: 0 });
      const idleMs = (await under.gate.pulse(saleId))?.idleMs ?? 0;
      assert.ok(idleMs <= under.view.nowMs(saleId) - loadedMs + clockErrorMs);
    },
  ],
  [
    'a sale that was dropped is not found any more; dropping it again changes nothing',
    async (under) => {
      await openTee(under, 1);
      for (const _ of [1, 2]) await under.gate.drop(saleId);
      assert.equal(await holdText(under, 'ann-1'), 'ann sale-not-found');
      assert.equal(await under.gate.units(saleId), undefined);
      assert.equal(await under.gate.pulse(saleId), undefined);
      assert.equal(under.view.counts(saleId), undefined);
    },
  ],
];

/** Fences, loads in parts and arms: tee 1 and 6 are free, 2 and 5 held, 3 paid, 4 withdrawn; cid's order has ended. */
async function reload({ gate }: GateUnderTest, rules: GateRules): Promise<void> {
  await gate.fence(rules);
  const skus = [
    { sku: 'tee', unitLast: 6, free: [1, 6] },
    { sku: 'cap', unitLast: 0, free: [] },
  ];
  const orders = [
    [loaded('ann-1', 2, 'promised'), loaded('bob-1', 3, 'sold')],
    [loaded('cid-1', 1, 'done'), loaded('dan-1', 5, 'promised')],
  ];
  for (const [number, part] of [{ skus }, ...orders.map((each) => ({ orders: each }))].entries()) {
    await gate.load(saleId, rules.epoch, { ...part, number });
  }
  await gate.arm(saleId, rules.epoch);
}

function loaded(orderId: string, unit: number, stage: GateOrder['stage']): GateOrder {
  const buyerId = orderId.split('-')[0] ?? '';
  return { orderId, buyerId, sku: 'tee', unit, slot: 0, key: `k-${orderId}`, placedAtMs: 1, payByMs: 2, stage };
}
