import assert from 'node:assert/strict';
import type { GateChunk, GateOrder, GatePart, GateRules, GateSale, HeldOrder } from '@penstock/core';
import { armSale, decideAsk, fenceSale, isFailure, loadPart, newGateSale } from '@penstock/core';
import type { RedisGate } from '@penstock/redis';

/** A fault that lies on the real gate: under it a call may fail, and must then have done nothing. */
export type Fault = { readonly name: string; lift(): Promise<void> };

/** A sale of the pure functions: the model. */
export type Model = {
  readonly sale: GateSale;
  /** The outbox entries that are not settled, in order. */
  readonly inFlight: { readonly epoch: number; readonly orders: HeldOrder[] }[];
  /** The gate's clock when it last said it. */
  nowMs: number;
  /** Where the sale is on a server that it was not loaded on: whether it is armed once it is back. */
  away: { isArmedAtHome: boolean } | undefined;
  fault: Fault | undefined;
  /** Numbers for new order ids and rules. */
  made: number;
  steps: number;
  /** Refusals of the node's memory that were compared. */
  refusals: number;
};

/** The same sale on Redis. */
export type Real = { readonly redis: RedisGate; readonly saleId: string };

export const skuNames: readonly string[] = ['red', 'blue'];

export function rulesOfPair(saleId: string, nowMs: number): GateRules {
  return {
    ...{ saleId, opensAtMs: nowMs - 3_600_000, closesAtMs: nowMs + 3_600_000, perBuyer: 1, paymentWindowMs: 1_800_000 },
    ...{ paused: false, epoch: 1, version: 1 },
  };
}

/** Makes the same sale on both sides. */
export async function openPair(redis: RedisGate, saleId: string, units: number): Promise<{ model: Model; real: Real }> {
  const nowMs = redis.view.nowMs();
  const rules = rulesOfPair(saleId, nowMs);
  const sale = newGateSale(rules);
  const model: Model = {
    sale,
    inFlight: [],
    nowMs,
    away: undefined,
    fault: undefined,
    made: 0,
    steps: 0,
    refusals: 0,
  };
  const free = Array.from({ length: units }, (_, index) => index + 1);
  const chunk = { skus: skuNames.map((sku) => ({ sku, unitLast: units, free })) };
  await rebuildPair(model, { redis, saleId }, { rules, chunk, partSize: 1_000, isTwice: false });
  return { model, real: { redis, saleId } };
}

type Rebuild = {
  readonly rules: GateRules;
  readonly chunk: GateChunk;
  readonly partSize: number;
  /** Whether each part is sent twice, as after a lost answer. */
  readonly isTwice: boolean;
};

/** Fences, loads and arms both sides alike. */
export async function rebuildPair(model: Model, { redis, saleId }: Real, rebuild: Rebuild): Promise<void> {
  const { rules, chunk, partSize, isTwice } = rebuild;
  assert.ok(fenceSale(model.sale, rules));
  await redis.gate.fence(rules);
  for (const [number, piece] of pieces(chunk, partSize).entries()) {
    const part: GatePart = { ...piece, number };
    assert.ok(loadPart(model.sale, rules.epoch, structuredClone(part)));
    for (const _ of isTwice ? [1, 2] : [1]) await redis.gate.load(saleId, rules.epoch, part);
  }
  assert.ok(armSale(model.sale, rules.epoch));
  await redis.gate.arm(saleId, rules.epoch);
  model.away = undefined;
}

function pieces({ skus = [], orders = [] }: GateChunk, size: number): GateChunk[] {
  const found: GateChunk[] = skus.flatMap(({ sku, unitLast, free }) =>
    slices(free, size).map((piece) => ({ skus: [{ sku, unitLast, free: piece }] })),
  );
  return orders.length === 0 ? found : [...found, ...slices(orders, size).map((piece) => ({ orders: piece }))];
}

function slices<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** What a ledger that agrees with the model would load a gate with. */
export function chunkOf(sale: GateSale): GateChunk {
  const skus = [...sale.skus.values()].map(({ sku, unitLast, free }) => {
    return { sku, unitLast, free: [...free].sort((a, b) => a - b) };
  });
  return { skus, orders: structuredClone([...sale.orders.values()]) };
}

/** Calls the real gate. `undefined`: it said that it cannot answer. */
export async function tryReal<Answer>(call: () => Promise<Answer>): Promise<{ readonly answer: Answer } | undefined> {
  try {
    return { answer: await call() };
  } catch (error) {
    if (isFailure(error, 'GATE_UNAVAILABLE') || isFailure(error, 'GATE_SILENT')) return undefined;
    throw error;
  }
}

/** Both sides have the same units in the same order, the same counts, and the same in flight. */
export async function checkSame(model: Model, { redis, saleId }: Real): Promise<void> {
  if (model.fault !== undefined) return;
  const units = await redis.gate.units(saleId);
  const pulse = await redis.gate.pulse(saleId);
  const bySku = [...(units ?? [])].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const expected = [...model.sale.skus.values()].map(({ sku, free, held, sold }) => ({ sku, free, held, sold }));
  assert.deepEqual(
    bySku,
    expected.sort((a, b) => (a.sku < b.sku ? -1 : 1)),
  );
  assert.equal(pulse?.armed, model.sale.armed);
  assert.equal(pulse?.inFlight, model.inFlight.flatMap((entry) => entry.orders).length);
  // A node may lag behind by half a second: what it says is compared when it has every change.
  const isHeard = redis.view.counts(saleId)?.changes === pulse?.changes;
  if (pulse?.armed === true && isHeard) checkView(model, { redis, saleId });
}

/** What a node refuses from memory the gate would refuse with the same words. It may always say that it must ask. */
function checkView(model: Model, { redis, saleId }: Real): void {
  for (const sku of [...skuNames, 'hat']) {
    for (const buyerId of ['buyer-0', 'buyer-1', 'buyer-2', 'a stranger']) {
      const wish = { buyerId, sku, key: undefined };
      const refusal = redis.view.refusal(saleId, wish);
      if (refusal === undefined) continue;
      assert.deepEqual(refusal, decideAsk(model.sale, wish, model.nowMs));
      model.refusals += 1;
    }
  }
}

/** Every order that the model remembers is remembered alike, field by field: a resend is answered with it. */
export async function checkOrders(model: Model, { redis, saleId }: Real): Promise<void> {
  if (!model.sale.armed) return;
  const orders = [...model.sale.orders.values()];
  const asks = orders.map(({ orderId, buyerId, sku, key }) => ({ orderId, buyerId, sku, key }));
  const outcomes = await redis.gate.hold(saleId, asks);
  const found = outcomes.map((outcome): GateOrder | string => ('order' in outcome ? outcome.order : outcome.kind));
  assert.deepEqual(found, orders);
}
