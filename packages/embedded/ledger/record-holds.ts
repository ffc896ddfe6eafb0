import type { Clock, Order, RefusalReason, Sale, Settlement } from '@penstock/core';
import { assert } from '@penstock/core';
import { cell } from './columns.ts';
import type { HoldAnswer, HoldBatch } from './hold-batch.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { NewOrder, OrderWriter } from './order-writer.ts';
import type { StoredSale } from './sale-rows.ts';
import { variantNoOf } from './sale-rows.ts';

export type RecordPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly orders: OrderWriter;
  readonly journal: JournalWriter;
  readonly findSale: (saleId: string) => StoredSale | undefined;
  readonly findOrder: (orderId: string) => Order | undefined;
  /** Writes down that the shop must hear of the orders with these numbers that are promised. */
  readonly tellPromised: (orders: OrderNos, atMs: number) => void;
};

/** The numbers of the orders of one batch, which follow each other. */
export type OrderNos = { readonly first: number; readonly last: number };

/**
 * Records what the gate gave; the caller's transaction commits it. An order id that is known changes nothing. The
 * ledger never chooses a unit: one that is taken is refused, and so is whatever a gate of another epoch gave.
 */
export function recordHolds(ports: RecordPorts, batch: HoldBatch): HoldAnswer {
  const stored = ports.findSale(batch.saleId);
  assert(stored !== undefined, 'a gate gives units of a sale of the ledger');
  const { sale } = stored;
  const nowMs = ports.clock.nowMs();
  const exceptions: HoldAnswer['exceptions'][number][] = [];
  const inserted = { first: Number.MAX_SAFE_INTEGER, last: 0 };
  for (let at = 0; at < batch.orderIds.length; at += 1) {
    const exception = recordOrder(ports, sale, orderAt(batch, at, stored, nowMs), inserted);
    if (exception !== undefined) exceptions.push({ at, settlement: exception });
  }
  if (inserted.last > 0) ports.tellPromised(inserted, nowMs);
  const prices = sale.variants.map(({ sku, priceMinor, currency }) => ({ sku, priceMinor, currency }));
  return { promisedAtMs: nowMs, payByMs: nowMs + sale.paymentWindowMs, prices, exceptions };
}

// Answers `undefined` for an order that is promised, which is the usual.
function recordOrder(
  ports: RecordPorts,
  sale: Sale,
  order: NewOrder,
  inserted: { first: number; last: number },
): Settlement | undefined {
  const { orderId, saleNo, promisedAtMs: nowMs } = order;
  const orderNo = ports.orders.insert(order);
  if (orderNo === undefined) return known(ports, orderId);
  inserted.first = Math.min(inserted.first, orderNo);
  inserted.last = Math.max(inserted.last, orderNo);
  const reason = refusalOf(ports, sale, orderNo, order);
  const move = { saleNo, orderNo, atMs: nowMs, from: 'reserved' } as const;
  if (reason === undefined) {
    ports.journal.write({ ...move, to: 'awaiting_payment', cause: 'recorded' });
    return undefined;
  }
  ports.orders.refuse(orderNo, reason, nowMs);
  ports.journal.write({ ...move, to: 'refused', cause: reason });
  return { kind: 'refused', orderId, reason };
}

function refusalOf(ports: RecordPorts, sale: Sale, orderNo: number, order: NewOrder): RefusalReason | undefined {
  if (order.epoch !== sale.epoch) return 'gate-rebuilt';
  // A gate in order gives neither; the ledger promises nothing that the sale does not have or allow.
  if (order.unit > (sale.variants[order.variantNo - 1]?.unitLast ?? 0)) return 'unit-taken';
  if (order.slot >= sale.perBuyer) return 'duplicate';
  const held = ports.orders.hold(orderNo, order);
  return held === 'held' ? undefined : held;
}

function known(ports: RecordPorts, orderId: string): Settlement {
  const order = ports.findOrder(orderId);
  assert(order !== undefined, 'an order id that is in the way names an order');
  return { kind: 'known', order };
}

function orderAt(batch: HoldBatch, at: number, { saleNo, sale }: StoredSale, nowMs: number): NewOrder {
  const sku = cell(batch.skus, at);
  const variantNo = variantNoOf(sale, sku);
  const variant = sale.variants[variantNo - 1];
  assert(variant !== undefined, 'a gate gives units of a variant of the sale');
  return {
    orderId: cell(batch.orderIds, at),
    saleNo,
    variantNo,
    unit: cell(batch.units, at),
    buyerId: cell(batch.buyerIds, at),
    slot: cell(batch.slots, at),
    priceMinor: variant.priceMinor,
    currency: variant.currency,
    key: cell(batch.keys, at),
    epoch: batch.epoch,
    placedAtMs: cell(batch.placedAtMs, at),
    promisedAtMs: nowMs,
    payByMs: nowMs + sale.paymentWindowMs,
  };
}
