import type { HeldOrder, Order, OutboxEntry, Settlement } from '@penstock/core';
import { assert } from '@penstock/core';

/**
 * An outbox entry and its answer as they travel between threads: columns instead of objects, and of the usual answer
 * (promised) only what the asking side cannot know.
 */
export type HoldBatch = {
  readonly saleId: string;
  readonly epoch: number;
  readonly orderIds: readonly string[];
  readonly buyerIds: readonly string[];
  readonly skus: readonly string[];
  readonly units: readonly number[];
  readonly slots: readonly number[];
  readonly keys: readonly (string | undefined)[];
  readonly placedAtMs: readonly number[];
};

export type HoldAnswer = {
  readonly promisedAtMs: number;
  readonly payByMs: number;
  readonly prices: readonly { readonly sku: string; readonly priceMinor: number; readonly currency: string }[];
  /** Every order that is not simply promised, by its place in the batch. */
  readonly exceptions: readonly { readonly at: number; readonly settlement: Settlement }[];
};

export function packEntry(entry: OutboxEntry): HoldBatch {
  const { saleId, epoch, orders } = entry;
  return {
    saleId,
    epoch,
    orderIds: orders.map((order) => order.orderId),
    buyerIds: orders.map((order) => order.buyerId),
    skus: orders.map((order) => order.sku),
    units: orders.map((order) => order.unit),
    slots: orders.map((order) => order.slot),
    keys: orders.map((order) => order.key),
    placedAtMs: orders.map((order) => order.placedAtMs),
  };
}

/** One settlement for each order of the entry, in their order. */
export function unpackAnswer(entry: OutboxEntry, answer: HoldAnswer): Settlement[] {
  const exceptions = new Map(answer.exceptions.map(({ at, settlement }) => [at, settlement]));
  const prices = new Map(answer.prices.map((price) => [price.sku, price]));
  return entry.orders.map((held, at) => {
    const exception = exceptions.get(at);
    if (exception !== undefined) return exception;
    const price = prices.get(held.sku);
    assert(price !== undefined, 'the ledger names the price of every sku it promised');
    return { kind: 'promised', order: promised(entry.saleId, held, price, answer) };
  });
}

function promised(
  saleId: string,
  held: HeldOrder,
  { priceMinor, currency }: HoldAnswer['prices'][number],
  { promisedAtMs, payByMs }: HoldAnswer,
): Order {
  const { orderId, sku, unit, buyerId, placedAtMs, key } = held;
  const order: Order = {
    orderId,
    saleId,
    sku,
    unit,
    buyerId,
    status: 'awaiting_payment',
    priceMinor,
    currency,
    placedAtMs,
    payByMs,
    promisedAtMs,
  };
  return key === undefined ? order : { ...order, idempotencyKey: key };
}
