import assert from 'node:assert/strict';
import type { OutboxEntry, Settlement } from '@penstock/core';
import { holdBatchMax } from '@penstock/core';
import type { GateCase } from './gate-case.ts';
import { hold, holdText, nextEntry, openTee, orderIdsOf, saleId, unitsText } from './gate-case.ts';
import type { GateUnderTest } from './gate-stage.ts';
import { openSale, orderOf, promised } from './gate-stage.ts';
import { clockErrorMs, rulesOfStory } from './story-rules.ts';

export const gateOutboxCases: readonly GateCase[] = [
  [
    'every order that was given is in one entry, in the order given, under the epoch it was given in',
    async (under) => {
      await openTee(under, 3, { epoch: 7 });
      const outcomes = await hold(under, 'ann-1', 'bob-1', 'ann-2', 'cid-1', 'dan-1');
      const { orders, ...entry } = await nextEntry(under);
      assert.deepEqual([entry.saleId, entry.epoch], [saleId, 7]);
      assert.deepEqual(
        orders.map((order) => [order.orderId, order.buyerId, order.sku, order.unit, order.slot, order.key]),
        [
          ['ann-1', 'ann', 'tee', 1, 0, undefined],
          ['bob-1', 'bob', 'tee', 2, 0, undefined],
          ['cid-1', 'cid', 'tee', 3, 0, undefined],
        ],
      );
      assert.deepEqual(
        orders.map((order) => order.placedAtMs),
        outcomes.flatMap((outcome) => (outcome.kind === 'held' ? [outcome.order.placedAtMs] : [])),
      );
    },
  ],
  [
    `an entry has at most ${holdBatchMax} orders, and none is lost between two`,
    async (under) => {
      const buyers = Array.from({ length: holdBatchMax * 2 + 1 }, (_, index) => `b${index}-1`);
      await openTee(under, buyers.length);
      await hold(under, ...buyers);
      const seen: string[] = [];
      while (seen.length < buyers.length) {
        const entry = await nextEntry(under);
        assert.ok(entry.orders.length <= holdBatchMax);
        seen.push(...orderIdsOf(entry));
      }
      assert.deepEqual(seen, buyers);
    },
  ],
  [
    'how many orders are on their way can be read, and how old the oldest is',
    async (under) => {
      await openTee(under, 2);
      assert.deepEqual(await lineOf(under), { inFlight: 0, oldestAgeMs: 0 });
      const startMs = under.view.nowMs();
      await hold(under, 'ann-1');
      await under.advance(200);
      await hold(under, 'bob-1');
      const { inFlight, oldestAgeMs } = await lineOf(under);
      assert.equal(inFlight, 2);
      const pastMs = under.view.nowMs() - startMs;
      assert.ok(oldestAgeMs >= 200 && oldestAgeMs <= pastMs + clockErrorMs, `${oldestAgeMs} of ${pastMs} ms`);
      for (const _ of [1, 2]) {
        const entry = await nextEntry(under);
        await under.outbox.settle(
          entry,
          entry.orders.map((each) => promised(each, entry)),
        );
        if ((await lineOf(under)).inFlight === 0) break;
      }
      assert.deepEqual(await lineOf(under), { inFlight: 0, oldestAgeMs: 0 });
    },
  ],
  [
    'an order id that was given can be looked up, whatever became of it, and no other',
    async (under) => {
      await openTee(under, 1);
      await hold(under, 'ann-1', 'bob-1');
      const order = await under.gate.order(saleId, 'ann-1');
      assert.deepEqual([order?.buyerId, order?.unit, order?.stage], ['ann', 1, 'reserved']);
      await under.gate.release(saleId, (await nextEntry(under)).orders);
      assert.equal((await under.gate.order(saleId, 'ann-1'))?.stage, 'done');
      assert.equal(await under.gate.order(saleId, 'bob-1'), undefined);
      assert.equal(await under.gate.order('other', 'ann-1'), undefined);
    },
  ],
  [
    'a resend is in no entry again',
    async (under) => {
      await openTee(under, 2);
      await hold(under, 'ann-1');
      await hold(under, 'ann-1', 'ann-2', 'bob-1');
      assert.deepEqual(await takeOrders(under, 2), ['ann-1', 'bob-1']);
    },
  ],
  [
    'entries of two sales are apart',
    async (under) => {
      for (const id of ['s1', 's2']) {
        await openSale(under.gate, { ...rulesOfStory(under.view.nowMs(), 1), saleId: id }, [{ sku: 'tee', units: 1 }]);
        await under.gate.hold(id, [{ orderId: `ann-${id}`, buyerId: 'ann', sku: 'tee', key: undefined }]);
      }
      const entries = [await nextEntry(under), await nextEntry(under)];
      assert.deepEqual(entries.map((entry) => `${entry.saleId} ${orderIdsOf(entry)}`).sort(), [
        's1 ann-s1',
        's2 ann-s2',
      ]);
    },
  ],
  [
    'who waits for the next entry gets it when there is one, and nothing once the outbox is closed',
    async (under) => {
      await openTee(under, 2);
      const first = under.outbox.next();
      await hold(under, 'ann-1');
      assert.deepEqual(orderIdsOf((await first) as OutboxEntry), ['ann-1']);
      const second = under.outbox.next();
      await under.close();
      assert.equal(await second, undefined);
    },
  ],
  [
    'promised: whoever waits is told, and the order is known until when it may be paid',
    async (under) => {
      await openTee(under, 1);
      await hold(under, 'ann-1');
      const waiting = under.view.settled('ann-1', 5_000);
      const settlement = await settleNext(under, promised);
      assert.deepEqual(await waiting, settlement);
      const [again] = await hold(under, 'ann-2');
      assert.equal(again?.kind, 'already-held');
      assert.ok(again?.kind === 'already-held' && settlement.kind === 'promised');
      assert.equal(again.order.payByMs, settlement.order.payByMs);
      assert.equal(again.order.stage, 'promised');
      assert.equal(await unitsText(under), 'none | held 1 sold 0 | in flight 0');
    },
  ],
  [
    'refused: whoever waits is told, the unit is for sale and its buyer may ask again',
    async (under) => {
      await openTee(under, 1);
      await hold(under, 'ann-1');
      const waiting = under.view.settled('ann-1', 5_000);
      const settlement = await settleNext(under, refusedAs('duplicate'));
      assert.deepEqual(await waiting, settlement);
      assert.equal(await unitsText(under), '1 | held 0 sold 0 | in flight 0');
      assert.equal(await holdText(under, 'ann-2'), 'ann held 1');
    },
  ],
  [
    'refused because the unit is taken: the gate has gone astray and gives nothing until it is rebuilt',
    async (under) => {
      await openTee(under, 2);
      await hold(under, 'ann-1');
      await settleNext(under, refusedAs('unit-taken'));
      assert.equal(await holdText(under, 'bob-1'), 'bob not-armed');
    },
  ],
  [
    'known and awaiting payment is as good as promised',
    (under) => checkKnown(under, 'awaiting_payment', 'ann already-held 1', 'none | held 1 sold 0'),
  ],
  ['known and paid is sold', (under) => checkKnown(under, 'paid', 'ann already-held 1', 'none | held 0 sold 1')],
  ['known and expired is free', (under) => checkKnown(under, 'expired', 'ann held 1', 'none | held 1 sold 0')],
  ['known and cancelled is free', (under) => checkKnown(under, 'cancelled', 'ann held 1', 'none | held 1 sold 0')],
  ['known and refused is free', (under) => checkKnown(under, 'refused', 'ann held 1', 'none | held 1 sold 0')],
  [
    'settled twice is settled once, also after the unit went to somebody else',
    async (under) => {
      await openTee(under, 1);
      await hold(under, 'ann-1');
      const entry = await nextEntry(under);
      const settlements = entry.orders.map(refusedAs('duplicate'));
      await under.outbox.settle(entry, settlements);
      assert.equal(await holdText(under, 'bob-1'), 'bob held 1');
      await under.outbox.settle(entry, settlements);
      assert.equal(await unitsText(under), 'none | held 1 sold 0 | in flight 1');
    },
  ],
  [
    'a release that comes before the promise wins: the unit stays free',
    async (under) => {
      await openTee(under, 1);
      await hold(under, 'ann-1');
      const entry = await nextEntry(under);
      await under.gate.release(saleId, entry.orders);
      await under.outbox.settle(
        entry,
        entry.orders.map((order) => promised(order, entry)),
      );
      assert.equal(await unitsText(under), '1 | held 0 sold 0 | in flight 0');
    },
  ],
  [
    'settling an entry of an older epoch after a rebuild takes and gives nothing',
    async (under) => {
      const rules = await openTee(under, 2);
      await hold(under, 'ann-1');
      const entry = await nextEntry(under);
      await openSale(under.gate, { ...rules, epoch: 2 }, [{ sku: 'tee', units: 2 }]);
      const waiting = under.view.settled('ann-1', 5_000);
      await under.outbox.settle(entry, entry.orders.map(refusedAs('gate-rebuilt')));
      assert.equal((await waiting)?.kind, 'refused');
      assert.equal(await unitsText(under), '1 2 | held 0 sold 0 | in flight 0');
    },
  ],
];

async function takeOrders(under: GateUnderTest, count: number): Promise<string[]> {
  const seen: string[] = [];
  while (seen.length < count) seen.push(...orderIdsOf(await nextEntry(under)));
  return seen;
}

type Word = (held: OutboxEntry['orders'][number], entry: OutboxEntry) => Settlement;

async function settleNext(under: GateUnderTest, word: Word): Promise<Settlement> {
  const entry = await nextEntry(under);
  const settlements = entry.orders.map((order) => word(order, entry));
  await under.outbox.settle(entry, settlements);
  const [first] = settlements;
  assert.ok(first);
  return first;
}

function refusedAs(reason: 'duplicate' | 'unit-taken' | 'gate-rebuilt') {
  return ({ orderId }: { readonly orderId: string }): Settlement => ({ kind: 'refused', orderId, reason });
}

async function checkKnown(
  under: GateUnderTest,
  status: 'awaiting_payment' | 'paid' | 'expired' | 'cancelled' | 'refused',
  thenAnn: string,
  thenUnits: string,
): Promise<void> {
  await openTee(under, 1);
  await hold(under, 'ann-1');
  await settleNext(under, (held, entry) => ({ kind: 'known', order: orderOf(held, entry.saleId, { status }) }));
  assert.equal(await holdText(under, 'ann-2'), thenAnn);
  assert.equal((await unitsText(under)).replace(/ \| in flight.*/, ''), thenUnits);
}

async function lineOf({ gate }: GateUnderTest) {
  const pulse = await gate.pulse(saleId);
  return { inFlight: pulse?.inFlight, oldestAgeMs: pulse?.oldestAgeMs ?? Number.NaN };
}
