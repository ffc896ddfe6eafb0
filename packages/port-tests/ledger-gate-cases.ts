import assert from 'node:assert/strict';
import type { ChangeRow, GateChunk, GateOrder } from '@penstock/core';
import { orderStatuses } from '@penstock/core';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import { adjustmentOf, changeText, createSale, entryOf, orderOf, record, saleId, windowMs } from './ledger-case.ts';

export const ledgerGateCases: readonly LedgerCase[] = [
  [
    'changes come in the order they were made, as many as asked for, until they are marked as told',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1', 'bob-1 cap 1');
      await ledger.cancel('ann-1', 'ann');
      await ledger.act(saleId, 'pause');
      await ledger.cancel('bob-1', 'bob');
      const all = await ledger.pendingChanges(100);
      const texts = ['published', 'released ann-1:tee:1', 'rules 2', 'released bob-1:cap:1'];
      assert.deepEqual(all.map(rowText), texts);
      assert.deepEqual(
        all,
        all.toSorted((a, b) => a.seq - b.seq),
      );
      assert.deepEqual(await ledger.pendingChanges(2), all.slice(0, 2));
      assert.equal((await ledger.places(saleId))?.changesPending, 4);
      const told = all.slice(0, 2).map((row) => row.seq);
      for (const _ of [1, 2]) await ledger.markTold(told);
      assert.deepEqual(await ledger.pendingChanges(100), all.slice(2));
      assert.equal((await ledger.places(saleId))?.changesPending, 2);
      await ledger.markTold([]);
      await ledger.markTold(all.map((row) => row.seq));
      assert.deepEqual(await ledger.pendingChanges(100), []);
    },
  ],
  [
    'a mark that comes late marks nothing that was written since',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      const told = (await ledger.pendingChanges(10)).map((row) => row.seq);
      await ledger.markTold(told);
      await ledger.act(saleId, 'pause');
      await ledger.markTold(told);
      assert.deepEqual((await ledger.pendingChanges(10)).map(rowText), ['rules 2']);
    },
  ],
  [
    'what is pending of some sales can be left out, so that a full batch of theirs hides no other sale',
    async (under) => {
      const { ledger } = under;
      for (const id of [saleId, 'sale-2', 'sale-3']) await createSale(under, { saleId: id });
      await ledger.act(saleId, 'pause');
      const textsWithout = async (...leftOut: string[]) =>
        (await ledger.pendingChanges(2, leftOut)).map((row) => `${row.saleId} ${rowText(row)}`);
      assert.deepEqual(await textsWithout(), [`${saleId} published`, 'sale-2 published']);
      assert.deepEqual(await textsWithout('sale-2'), [`${saleId} published`, 'sale-3 published']);
      assert.deepEqual(await textsWithout('sale-2', saleId), ['sale-3 published']);
      assert.deepEqual(await textsWithout('sale-2', saleId, 'sale-3', 'none'), []);
    },
  ],
  [
    'what is pending is counted by sale',
    async (under) => {
      await createSale(under);
      await createSale(under, { saleId: 'sale-2' });
      await under.ledger.act('sale-2', 'pause');
      assert.equal((await under.ledger.places(saleId))?.changesPending, 1);
      assert.equal((await under.ledger.places('sale-2'))?.changesPending, 2);
    },
  ],
  [
    'places: every unit by number, and every status counted',
    async (under) => {
      await playLife(under);
      const places = await under.ledger.places(saleId);
      assert.deepEqual(Object.keys(places?.ordersByStatus ?? {}).toSorted(), [...orderStatuses].toSorted());
      const { awaiting_payment, expired, cancelled, refused, reserved, paid } = places?.ordersByStatus ?? {};
      assert.deepEqual([awaiting_payment, expired, cancelled, refused, reserved, paid], [3, 1, 2, 2, 0, 0]);
    },
  ],
  [
    'places: whether the sale is at a gate at all',
    async (under) => {
      await createSale(under, { draft: true });
      const states = [(await under.ledger.places(saleId))?.state];
      for (const act of ['publish', 'withdraw'] as const) {
        await under.ledger.act(saleId, act);
        states.push((await under.ledger.places(saleId))?.state);
      }
      assert.deepEqual(states, ['draft', 'published', 'withdrawn']);
    },
  ],
  [
    'a gate is loaded with exactly what the places are, skus first',
    async (under) => {
      await playLife(under);
      await checkChunks(under, await chunksOf(under));
    },
  ],
  [
    'a gate is loaded with one unmoving snapshot, whatever happens while it is read',
    async (under) => {
      await playLife(under);
      const chunks: GateChunk[] = [];
      const expected = await expectedFree(under);
      for await (const chunk of under.ledger.gateChunks(saleId)) {
        if (chunks.length === 0) {
          await under.ledger.cancel('cid-1', 'cid');
          await record(under, 'eve-1 tee 1');
        }
        chunks.push(chunk);
      }
      const { free, orders } = foldChunks(chunks);
      assert.deepEqual(free, expected);
      assert.equal(orders.get('cid-1')?.stage, 'promised');
      assert.equal(orders.has('eve-1'), false);
    },
  ],
  [
    'what a gate must remember: live orders as they are, and ended ones that a key names',
    async (under) => {
      await playLife(under);
      const { orders } = foldChunks(await chunksOf(under));
      const cid = await orderOf(under, 'cid-1');
      assert.deepEqual(orders.get('cid-1'), {
        ...{ orderId: 'cid-1', buyerId: 'cid', sku: 'tee', unit: 3, slot: 1, key: 'k3', stage: 'promised' },
        ...{ placedAtMs: cid.placedAtMs, payByMs: cid.payByMs },
      });
      const named = ['ann-1', 'cid-1', 'dan-1'].map(
        (orderId) => `${orders.get(orderId)?.key} ${orders.get(orderId)?.stage}`,
      );
      assert.deepEqual(named, ['k1 done', 'k3 promised', 'k4 done']);
      const ofCid = [...orders.values()].filter((order) => order.buyerId === 'cid').map((order) => order.orderId);
      assert.deepEqual(ofCid, ['cid-1', 'cid-2'], "a buyer's oldest first, so that the newest is known as such");
    },
  ],
  [
    'a sale without an order has its skus, all free',
    async (under) => {
      await createSale(under);
      const { free, orders } = foldChunks(await chunksOf(under));
      assert.deepEqual(free, { tee: [1, 2, 3, 4, 5], cap: [1, 2] });
      assert.equal(orders.size, 0);
    },
  ],
  [
    'a sale of which nothing is left has its skus, none free',
    async (under) => {
      await createSale(under);
      await under.ledger.withdrawUnits(adjustmentOf('a1', 'tee', -5), [1, 2, 3, 4, 5]);
      await under.ledger.withdrawUnits(adjustmentOf('a2', 'cap', -2), [1, 2]);
      assert.deepEqual(foldChunks(await chunksOf(under)).free, { tee: [], cap: [] });
    },
  ],
];

/** Orders in every state that there is so far, withdrawn and added units, and a unit that came round again. */
async function playLife(under: LedgerUnderTest): Promise<void> {
  const { ledger } = under;
  await createSale(under);
  await record(under, 'ann-1 tee 1 key k1', 'bob-1 tee 2');
  await under.advance(windowMs / 2);
  await ledger.cancel('ann-1', 'ann');
  await under.advance(windowMs / 2 + 5);
  await ledger.expireDue(10);
  await record(under, 'cid-1 tee 3 slot 1 key k3', 'dan-1 tee 3 key k4', 'cid-2 cap 1');
  await ledger.withdrawUnits(adjustmentOf('a1', 'tee', -1), [4]);
  await ledger.addUnits(adjustmentOf('a2', 'tee', 2));
  await ledger.record(entryOf(under, ['bob-2 tee 2', 'fay-1 tee 5']));
  await ledger.cancel('fay-1', 'fay');
  await ledger.raiseEpoch(saleId);
  await ledger.record(entryOf(under, ['gus-1 tee 5']));
}

async function chunksOf({ ledger }: LedgerUnderTest): Promise<GateChunk[]> {
  const chunks: GateChunk[] = [];
  for await (const chunk of ledger.gateChunks(saleId)) chunks.push(chunk);
  return chunks;
}

type Loaded = { readonly free: Record<string, number[]>; readonly orders: Map<string, GateOrder> };

function foldChunks(chunks: readonly GateChunk[]): Loaded {
  const free: Record<string, number[]> = {};
  const orders = new Map<string, GateOrder>();
  for (const chunk of chunks) {
    for (const { sku, free: units } of chunk.skus ?? []) {
      assert.equal(free[sku], undefined, `${sku} is loaded once`);
      free[sku] = units.toSorted((a, b) => a - b);
    }
    for (const order of chunk.orders ?? []) {
      assert.ok(free[order.sku] !== undefined, `${order.sku} is loaded before its orders`);
      assert.ok(!orders.has(order.orderId), `${order.orderId} is loaded once`);
      orders.set(order.orderId, { ...order });
    }
  }
  return { free, orders };
}

/** Free by the ledger's places: what is neither held nor sold nor withdrawn. */
async function expectedFree({ ledger }: LedgerUnderTest): Promise<Record<string, number[]>> {
  const places = await ledger.places(saleId);
  assert.ok(places);
  const free = places.skus.map(({ sku, unitLast, held, sold, withdrawn }) => {
    const taken = new Set([...held, ...sold, ...withdrawn]);
    const all = Array.from({ length: unitLast }, (_, index) => index + 1);
    return [sku, all.filter((unit) => !taken.has(unit))] as const;
  });
  return Object.fromEntries(free);
}

async function checkChunks(under: LedgerUnderTest, chunks: readonly GateChunk[]): Promise<void> {
  const { free, orders } = foldChunks(chunks);
  assert.deepEqual(free, await expectedFree(under));
  const places = await under.ledger.places(saleId);
  const unitsIn = (sku: string, ...stages: GateOrder['stage'][]) => {
    const there = [...orders.values()].filter((order) => order.sku === sku && stages.includes(order.stage));
    return there.map((order) => order.unit).sort((a, b) => a - b);
  };
  for (const { sku, held, sold } of places?.skus ?? []) {
    assert.deepEqual(
      unitsIn(sku, 'promised', 'reserved'),
      held.toSorted((a, b) => a - b),
    );
    assert.deepEqual(
      unitsIn(sku, 'sold'),
      sold.toSorted((a, b) => a - b),
    );
  }
}

function rowText({ change }: ChangeRow): string {
  return changeText(change);
}
