import type { DatabaseSync } from 'node:sqlite';
import type { RefusalReason } from '@penstock/core';
import { didChange, one } from './query.ts';

/** An order that is about to be promised, with its numbers in the file. */
export type NewOrder = {
  readonly orderId: string;
  readonly saleNo: number;
  readonly variantNo: number;
  readonly unit: number;
  readonly buyerId: string;
  readonly slot: number;
  readonly priceMinor: number;
  readonly currency: string;
  readonly key: string | undefined;
  readonly epoch: number;
  readonly placedAtMs: number;
  readonly promisedAtMs: number;
  readonly payByMs: number;
};

export type OrderWriter = {
  /** Answers the order's number, or `undefined`: this id is known, nothing was changed. */
  insert(order: NewOrder): number | undefined;
  /** Sets the unit aside for the order, or says why not: it is another's, or the buyer's place is taken. */
  hold(orderNo: number, order: NewOrder): 'held' | 'unit-taken' | 'duplicate';
  /** Turns an order that was inserted in this transaction into a refused one. */
  refuse(orderNo: number, reason: RefusalReason, nowMs: number): void;
};

export function createOrderWriter(database: DatabaseSync): OrderWriter {
  const insertOrder = database.prepare(`
    insert into orders (order_id, sale_no, variant_no, unit, buyer_id, slot, status, price_minor, currency,
      idempotency_key, epoch, placed_at, promised_at, pay_by)
    values (?, ?, ?, ?, ?, ?, 'awaiting_payment', ?, ?, ?, ?, ?, ?, ?) on conflict (order_id) do nothing`);
  const insertHold = database.prepare(`
    insert into holds (sale_no, variant_no, unit, state, order_no, buyer_id, slot) values (?, ?, ?, 'held', ?, ?, ?)
    on conflict do nothing`);
  const selectUnit = database.prepare('select 1 from holds where sale_no = ? and variant_no = ? and unit = ?');
  const refuseOrder = database.prepare(`
    update orders set status = 'refused', reason = ?, promised_at = null, pay_by = null, ended_at = ?
    where order_no = ? and status = 'awaiting_payment'`);
  return {
    insert(order) {
      const { orderId, saleNo, variantNo, unit, buyerId, slot, priceMinor, currency, key } = order;
      const terms = [priceMinor, currency, key ?? null, order.epoch] as const;
      const times = [order.placedAtMs, order.promisedAtMs, order.payByMs] as const;
      const done = insertOrder.run(orderId, saleNo, variantNo, unit, buyerId, slot, ...terms, ...times);
      return Number(done.changes) === 0 ? undefined : Number(done.lastInsertRowid);
    },
    hold(orderNo, { saleNo, variantNo, unit, buyerId, slot }) {
      if (didChange(insertHold, saleNo, variantNo, unit, orderNo, buyerId, slot)) return 'held';
      return one(selectUnit, saleNo, variantNo, unit) === undefined ? 'duplicate' : 'unit-taken';
    },
    refuse(orderNo, reason, nowMs) {
      refuseOrder.run(reason, nowMs, orderNo);
    },
  };
}
