import type { DatabaseSync } from 'node:sqlite';
import type { CancelDecision, Clock, Order, UnitOfOrder } from '@penstock/core';
import { assert, closeGraceMs, decideCancel } from '@penstock/core';
import type { ChangeWriter } from './change-outbox.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { OrderRow } from './order-rows.ts';
import { orderOf, orderSelect } from './order-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { isCapturableSql, paymentOf, paymentSelect } from './payment-rows.ts';
import { all, didChange, one } from './query.ts';

export type OrderEnder = {
  cancel(orderId: string, buyerId: string): { readonly decision: CancelDecision; readonly order: Order } | undefined;
  expireDue(limit: number): { readonly expired: number; readonly nextDueAtMs: number | undefined };
};

type EndPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly journal: JournalWriter;
  readonly changes: ChangeWriter;
};

type UnitRow = Pick<OrderRow, 'order_no' | 'order_id' | 'sale_no' | 'variant_no' | 'sku' | 'unit'>;

/** Ends unpaid orders: the order, its hold, its journal and the word to the gate change in one transaction. */
export function createOrderEnder(database: DatabaseSync, ports: EndPorts): OrderEnder {
  const selectOfBuyer = database.prepare(`${orderSelect} where o.order_id = ? and o.buyer_id = ?`);
  // One whose payment the provider may still capture waits for the provider's word, but not for ever.
  const capturable = `select 1 from payments p where p.order_no = o.order_no and ${isCapturableSql}`;
  const selectDue = database.prepare(`
    ${orderSelect} where o.status = 'awaiting_payment' and o.pay_by <= ?1
      and (o.pay_by <= ?1 - ${closeGraceMs} or not exists (${capturable}))
    order by o.pay_by limit ?2`);
  // Those that wait for the provider come up again by its word, or once the grace is over.
  const selectNextDue = database.prepare(`
    select o.pay_by from orders o where o.status = 'awaiting_payment'
      and (o.pay_by > ?1 or o.pay_by <= ?1 - ${closeGraceMs} or not exists (${capturable}))
    order by o.pay_by limit 1`);
  const selectPayments = database.prepare(`${paymentSelect} where p.order_no = ?`);
  const cancelOrder = database.prepare(`
    update orders set status = 'cancelled', ended_at = ?
    where order_no = ? and buyer_id = ? and status = 'awaiting_payment'`);
  const expireOrder = database.prepare(`
    update orders set status = 'expired', ended_at = ?1
    where order_no = ?2 and status = 'awaiting_payment' and pay_by <= ?1`);
  const deleteHold = database.prepare(`
    delete from holds where sale_no = ? and variant_no = ? and unit = ? and order_no = ? and state = 'held'`);

  const giveUnitBack = (row: UnitRow, atMs: number, to: 'expired' | 'cancelled'): UnitOfOrder => {
    const isFreed = didChange(deleteHold, row.sale_no, row.variant_no, row.unit, row.order_no);
    assert(isFreed, 'an unpaid order has its unit');
    const { sale_no: saleNo, order_no: orderNo } = row;
    ports.journal.write({ saleNo, orderNo, atMs, from: 'awaiting_payment', to, cause: to });
    return { orderId: row.order_id, sku: row.sku, unit: row.unit };
  };

  return {
    cancel(orderId, buyerId) {
      const row = one<OrderRow>(selectOfBuyer, orderId, buyerId);
      if (row === undefined) return undefined;
      const before = orderOf(row);
      const decision = decideCancel(before, all<PaymentRow>(selectPayments, row.order_no).map(paymentOf));
      if (decision.kind !== 'cancel') return { decision, order: before };
      const nowMs = ports.clock.nowMs();
      assert(didChange(cancelOrder, nowMs, row.order_no, buyerId), 'an order that was just read is as it was');
      ports.changes.addReleased(row.sale_no, [giveUnitBack(row, nowMs, 'cancelled')]);
      return { decision, order: { ...before, status: 'cancelled', endedAtMs: nowMs } };
    },
    expireDue(limit) {
      const nowMs = ports.clock.nowMs();
      const released = new Map<number, UnitOfOrder[]>();
      let expired = 0;
      for (const row of all<UnitRow>(selectDue, nowMs, limit)) {
        if (!didChange(expireOrder, nowMs, row.order_no)) continue;
        expired += 1;
        const unit = giveUnitBack(row, nowMs, 'expired');
        const ofSale = released.get(row.sale_no);
        if (ofSale === undefined) released.set(row.sale_no, [unit]);
        else ofSale.push(unit);
      }
      for (const [saleNo, units] of released) ports.changes.addReleased(saleNo, units);
      const nextDueAtMs = one<{ readonly pay_by: number }>(selectNextDue, nowMs)?.pay_by;
      return { expired, nextDueAtMs };
    },
  };
}
