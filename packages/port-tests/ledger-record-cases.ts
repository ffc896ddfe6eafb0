import assert from 'node:assert/strict';
import { holdBatchMax } from '@penstock/core';
import type { LedgerCase } from './ledger-case.ts';
import { createSale, entryOf, orderOf, pathText, placesText, record, settlementText, windowMs } from './ledger-case.ts';

export const ledgerRecordCases: readonly LedgerCase[] = [
  [
    "a promise: the price is the ledger's, and payBy is its own clock and the sale's window",
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      const entry = entryOf(under, ['ann-1 tee 1 key k1', 'bob-1 cap 2']);
      const beforeMs = ledger.nowMs();
      const settlements = await ledger.record(entry);
      const afterMs = ledger.nowMs();
      assert.equal(settlementText(settlements), 'ann-1 promised; bob-1 promised');
      const ann = await orderOf(under, 'ann-1');
      const { promisedAtMs = 0 } = ann;
      assert.ok(promisedAtMs >= beforeMs && promisedAtMs <= afterMs);
      assert.deepEqual(ann, {
        ...{ orderId: 'ann-1', saleId: 'sale-1', sku: 'tee', unit: 1, buyerId: 'ann', status: 'awaiting_payment' },
        ...{ priceMinor: 990, currency: 'CNY', placedAtMs: entry.orders[0]?.placedAtMs, idempotencyKey: 'k1' },
        ...{ promisedAtMs, payByMs: promisedAtMs + windowMs },
      });
      const bob = await orderOf(under, 'bob-1');
      assert.deepEqual([bob.priceMinor, bob.currency, bob.idempotencyKey], [450, 'EUR', undefined]);
      assert.deepEqual(settlements, [
        { kind: 'promised', order: ann },
        { kind: 'promised', order: bob },
      ]);
      assert.equal(
        await placesText(under),
        'tee: held 1, sold -, withdrawn - of 5/5; cap: held 2, sold -, withdrawn - of 2/2',
      );
    },
  ],
  [
    'the same entry again is known, and changes nothing',
    async (under) => {
      await createSale(under);
      const entry = entryOf(under, ['ann-1 tee 1', 'bob-1 tee 2']);
      await under.ledger.record(entry);
      const before = [await orderOf(under, 'ann-1'), await placesText(under), await pathText(under, 'ann-1')];
      await under.advance(5);
      const again = await under.ledger.record(entry);
      assert.equal(settlementText(again), 'ann-1 known awaiting_payment; bob-1 known awaiting_payment');
      assert.deepEqual(
        [await orderOf(under, 'ann-1'), await placesText(under), await pathText(under, 'ann-1')],
        before,
      );
    },
  ],
  [
    'two at once with the same entry: one promises, the other knows',
    async (under) => {
      await createSale(under);
      const entry = entryOf(under, ['ann-1 tee 1']);
      const both = await Promise.all([under.ledger.record(entry), under.ledger.record(entry)]);
      assert.deepEqual(both.map(settlementText).sort(), ['ann-1 known awaiting_payment', 'ann-1 promised']);
    },
  ],
  [
    'what is known is answered as it stands now, beside what is new',
    async (under) => {
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      await under.ledger.cancel('ann-1', 'ann');
      assert.equal(
        await record(under, 'bob-1 tee 2', 'ann-1 tee 1', 'cid-1 tee 3'),
        'bob-1 promised; ann-1 known cancelled; cid-1 promised',
      );
      assert.equal((await placesText(under)).split(';')[0], 'tee: held 2 3, sold -, withdrawn - of 5/5');
    },
  ],
  [
    'refused, unit-taken: the ledger never chooses a unit; the others of the entry are promised',
    async (under) => {
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      assert.equal(
        await record(under, 'bob-1 tee 2', 'cid-1 tee 1', 'dan-1 tee 3'),
        'bob-1 promised; cid-1 refused unit-taken; dan-1 promised',
      );
      const cid = await orderOf(under, 'cid-1');
      assert.deepEqual(
        [cid.status, cid.reason, cid.payByMs, cid.promisedAtMs],
        ['refused', 'unit-taken', undefined, undefined],
      );
      assert.ok(cid.endedAtMs !== undefined);
      assert.equal(await record(under, 'cid-1 tee 1'), 'cid-1 known refused');
      assert.equal(await record(under, 'cid-2 tee 4'), 'cid-2 promised');
    },
  ],
  [
    'refused, unit-taken: twice in one entry',
    async (under) => {
      await createSale(under);
      assert.equal(await record(under, 'ann-1 tee 1', 'bob-1 tee 1'), 'ann-1 promised; bob-1 refused unit-taken');
    },
  ],
  [
    'the same number of another sku, or of another sale, is another unit',
    async (under) => {
      await createSale(under);
      await createSale(under, { saleId: 'sale-2' });
      assert.equal(await record(under, 'ann-1 tee 1', 'bob-1 cap 1'), 'ann-1 promised; bob-1 promised');
      const other = await under.ledger.record(entryOf(under, ['ann-9 tee 1'], 1, 'sale-2'));
      assert.equal(settlementText(other), 'ann-9 promised');
    },
  ],
  [
    'refused, duplicate: a buyer has one live order in a slot, and may have another slot',
    async (under) => {
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      assert.equal(await record(under, 'ann-2 tee 2', 'ann-3 cap 1 slot 1'), 'ann-2 refused duplicate; ann-3 promised');
      assert.equal(
        await placesText(under),
        'tee: held 1, sold -, withdrawn - of 5/5; cap: held 1, sold -, withdrawn - of 2/2',
      );
    },
  ],
  [
    'a unit and a slot that came back are given again',
    async (under) => {
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      await under.ledger.cancel('ann-1', 'ann');
      assert.equal(await record(under, 'ann-2 tee 1'), 'ann-2 promised');
    },
  ],
  [
    'refused, gate-rebuilt: nothing of an older epoch is recorded as live, and what was known stays known',
    async (under) => {
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      await under.ledger.raiseEpoch('sale-1');
      assert.equal(
        await record(under, 'bob-1 tee 2', 'ann-1 tee 1'),
        'bob-1 refused gate-rebuilt; ann-1 known awaiting_payment',
      );
      const renewed = await under.ledger.record(entryOf(under, ['bob-2 tee 2'], 2));
      assert.equal(settlementText(renewed), 'bob-2 promised');
      assert.equal((await orderOf(under, 'bob-1')).reason, 'gate-rebuilt');
    },
  ],
  [
    'refused, gate-rebuilt: what a gate gives that has not heard that the sale was taken off',
    async (under) => {
      await createSale(under);
      await under.ledger.act('sale-1', 'withdraw');
      assert.equal(await record(under, 'ann-1 tee 1'), 'ann-1 refused gate-rebuilt');
    },
  ],
  [
    `an entry of ${holdBatchMax} orders is one transaction, answered in its order`,
    async (under) => {
      await createSale(under, {
        variants: [{ sku: 'tee', title: 'Tee', priceMinor: 1, currency: 'CNY', units: holdBatchMax }],
      });
      const held = Array.from({ length: holdBatchMax }, (_, index) => `b${index}-1 tee ${holdBatchMax - index}`);
      const settlements = await under.ledger.record(entryOf(under, held));
      assert.equal(settlementText(settlements), held.map((text) => `${text.split(' ')[0]} promised`).join('; '));
    },
  ],
  [
    'many entries at once: each is answered for its own orders',
    async (under) => {
      await createSale(under, { perBuyer: 1 });
      const entries = [1, 2, 3, 4, 5].map((unit) =>
        entryOf(under, [`b${unit}-1 tee ${unit}`, `c${unit}-1 tee ${unit}`]),
      );
      const all = await Promise.all(entries.map((entry) => under.ledger.record(entry)));
      assert.deepEqual(
        all.map(settlementText),
        [1, 2, 3, 4, 5].map((unit) => `b${unit}-1 promised; c${unit}-1 refused unit-taken`),
      );
    },
  ],
  [
    'an order that did not arrive is refused as lost, once; an entry that comes late finds the "no"',
    async (under) => {
      await createSale(under);
      const lost = { orderId: 'ann-1', saleId: 'sale-1', sku: 'tee', buyerId: 'ann', placedAtMs: 5 };
      const order = await under.ledger.refuseLost(lost);
      assert.deepEqual(order, {
        ...{ ...lost, unit: 0, status: 'refused', reason: 'lost', priceMinor: 990, currency: 'CNY' },
        endedAtMs: order?.endedAtMs,
      });
      await under.advance(5);
      assert.deepEqual(await under.ledger.refuseLost(lost), order);
      assert.equal(await record(under, 'ann-1 tee 1', 'bob-1 tee 1'), 'ann-1 known refused; bob-1 promised');
      assert.equal(await pathText(under, 'ann-1'), 'reserved>refused');
    },
  ],
  [
    'an order that did arrive is not refused by whoever thinks it lost',
    async (under) => {
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      const lost = { orderId: 'ann-1', saleId: 'sale-1', sku: 'tee', buyerId: 'ann', placedAtMs: 5 };
      assert.deepEqual(await under.ledger.refuseLost(lost), await orderOf(under, 'ann-1'));
      assert.equal(await under.ledger.refuseLost({ ...lost, orderId: 'ann-2', sku: 'hat' }), undefined);
      assert.equal(await under.ledger.refuseLost({ ...lost, orderId: 'ann-2', saleId: 'other' }), undefined);
    },
  ],
  [
    "the journal folds to each order's status, the gate's step by the gate's clock",
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 1');
      assert.equal(await pathText(under, 'ann-1'), 'reserved>awaiting_payment');
      assert.equal(await pathText(under, 'bob-1'), 'reserved>refused');
      const { rows } = await ledger.journal('sale-1', { orderId: 'ann-1', limit: 10 });
      const ann = await orderOf(under, 'ann-1');
      assert.deepEqual(
        rows.map(({ clock, atMs, orderId, sku, unit }) => [clock, atMs, orderId, sku, unit]),
        [
          ['gate', ann.placedAtMs, 'ann-1', 'tee', 1],
          ['ledger', ann.promisedAtMs, 'ann-1', 'tee', 1],
        ],
      );
      assert.ok(rows.every((row) => row.cause !== ''));
    },
  ],
];
