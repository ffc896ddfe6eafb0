import type { Order as OrderJson } from '@penstock/contract';
import type { Order } from '@penstock/core';

/** Instants whose text is remembered: orders that are recorded together share theirs, and writing one costs 0.5 µs. */
const instantsRememberedMax = 256;

const instants = new Map<number, string>();

function instant(ms: number): string {
  const known = instants.get(ms);
  if (known !== undefined) return known;
  const text = new Date(ms).toISOString();
  if (instants.size >= instantsRememberedMax) instants.clear();
  instants.set(ms, text);
  return text;
}

/** An order as the contract writes it. */
export function orderJson(order: Order): OrderJson {
  const { orderId, saleId, sku, unit, buyerId, status, priceMinor, currency } = order;
  return {
    orderId,
    saleId,
    sku,
    unit,
    buyerId,
    status,
    priceMinor,
    currency,
    placedAt: instant(order.placedAtMs),
    ...(order.payByMs !== undefined && { payBy: instant(order.payByMs) }),
    ...(order.promisedAtMs !== undefined && { promisedAt: instant(order.promisedAtMs) }),
    ...(order.paidAtMs !== undefined && { paidAt: instant(order.paidAtMs) }),
    ...(order.endedAtMs !== undefined && { endedAt: instant(order.endedAtMs) }),
    ...(order.reason !== undefined && { reason: order.reason }),
    ...(order.idempotencyKey !== undefined && { idempotencyKey: order.idempotencyKey }),
    ...(order.flag !== undefined && { flag: order.flag }),
  };
}
