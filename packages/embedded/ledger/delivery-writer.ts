import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Delivery, DeliveryDecision, DueDelivery } from '@penstock/core';
import { assert, deliveryErrorLengthMax, isTold, orderAsItWas, readDeliveryId } from '@penstock/core';
import type { DeliveryRow } from './delivery-rows.ts';
import { deliveryOf, deliverySelect } from './delivery-rows.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { OrderRow } from './order-rows.ts';
import { orderOf, orderSelect } from './order-rows.ts';
import { all, one } from './query.ts';
import type { OrderNos } from './record-holds.ts';

export type DeliveryWriter = {
  takeDeliveries(limit: number, untilMs: number): readonly DueDelivery[];
  settleDelivery(deliveryId: string, decision: DeliveryDecision): void;
  resendDelivery(deliveryId: string): Delivery | undefined;
  pruneDeliveries(beforeMs: number, limit: number): number;
};

/**
 * A journal that also writes down, in the same transaction, what the shop must hear of. Rows that wait have no limit of
 * their own: an order makes four at the most, and to drop one would be money in silence.
 */
export function tellShopOf(journal: JournalWriter, database: DatabaseSync): JournalWriter {
  const insert = database.prepare('insert into deliveries (order_no, status, at, next_at) values (?1, ?2, ?3, ?3)');
  return {
    write(move) {
      journal.write(move);
      if (isTold(move.to)) insert.run(move.orderNo, move.to, move.atMs);
    },
    forget: journal.forget,
  };
}

/** Writes down that the shop must hear of promised orders: one statement for a batch, since this is the path of a rush. */
export function createPromiseTeller(database: DatabaseSync): (orders: OrderNos, atMs: number) => void {
  const insert = database.prepare(`
    insert into deliveries (order_no, status, at, next_at)
    select order_no, status, ?3, ?3 from orders
    where order_no between ?1 and ?2 and status = 'awaiting_payment' order by order_no`);
  return ({ first, last }, atMs) => void insert.run(first, last, atMs);
}

export function createDeliveryWriter(database: DatabaseSync, clock: Pick<Clock, 'nowMs'>): DeliveryWriter {
  const selectDue = database.prepare(`
    ${deliverySelect} where d.state = 'pending' and d.next_at <= ? order by d.next_at, d.delivery_no limit ?`);
  const take = database.prepare('update deliveries set attempts = attempts + 1, next_at = ? where delivery_no = ?');
  const selectOrder = database.prepare(`${orderSelect} where o.order_no = ?`);
  const selectOne = database.prepare(`${deliverySelect} where o.order_id = ? and d.status = ?`);
  const deliver = database.prepare(`
    update deliveries set state = 'delivered', delivered_at = ?, next_at = null, last_error = null, last_error_coded = null
    where delivery_no = ?`);
  const again = database.prepare(`
    update deliveries set next_at = ?, last_error = ?, last_error_coded = ? where delivery_no = ?`);
  const fail = database.prepare(`
    update deliveries set state = 'failed', next_at = null, last_error = ?, last_error_coded = ? where delivery_no = ?`);
  const resend = database.prepare(`
    update deliveries set state = 'pending', attempts = 0, next_at = ?, delivered_at = null where delivery_no = ?`);
  const prune = database.prepare(`
    delete from deliveries where delivery_no in (
      select delivery_no from deliveries where state <> 'pending' and at < ? order by at limit ?)`);

  const rowOf = (deliveryId: string): DeliveryRow | undefined => {
    const named = readDeliveryId(deliveryId);
    return named && one<DeliveryRow>(selectOne, named.orderId, named.status);
  };
  return {
    takeDeliveries(limit, untilMs) {
      return all<DeliveryRow>(selectDue, clock.nowMs(), limit).map((row) => {
        take.run(untilMs, row.delivery_no);
        const order = one<OrderRow>(selectOrder, row.order_no);
        assert(order !== undefined, 'a delivery is of an order');
        const taken = { ...row, attempts: row.attempts + 1, next_at: untilMs };
        return { ...deliveryOf(taken), order: orderAsItWas(orderOf(order), row.status) };
      });
    },
    settleDelivery(deliveryId, decision) {
      const row = rowOf(deliveryId);
      // One that is over stays as it is: only an operator makes it pending again.
      if (row?.state !== 'pending') return;
      if (decision.kind === 'delivered') deliver.run(clock.nowMs(), row.delivery_no);
      else if (decision.kind === 'again') again.run(decision.atMs, ...errorOf(decision), row.delivery_no);
      else fail.run(...errorOf(decision), row.delivery_no);
    },
    resendDelivery(deliveryId) {
      const row = rowOf(deliveryId);
      if (row === undefined) return undefined;
      resend.run(clock.nowMs(), row.delivery_no);
      const after = rowOf(deliveryId);
      return after && deliveryOf(after);
    },
    pruneDeliveries: (beforeMs, limit) => Number(prune.run(beforeMs, limit).changes),
  };
}

/** The sentence and the code of what went wrong. */
function errorOf({ error, fault }: Exclude<DeliveryDecision, { readonly kind: 'delivered' }>): [string, string] {
  return [error.slice(0, deliveryErrorLengthMax), JSON.stringify(fault)];
}
