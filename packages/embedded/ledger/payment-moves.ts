import type { DatabaseSync } from 'node:sqlite';
import type { Clock, OrderStatus } from '@penstock/core';
import { assert } from '@penstock/core';
import type { ChangeWriter } from './change-outbox.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { OrderRow } from './order-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { isCapturableSql, isUndecidedSql } from './payment-rows.ts';
import { didChange, one } from './query.ts';

export type MoneyPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly journal: JournalWriter;
  readonly changes: ChangeWriter;
};

type About = { readonly payment: PaymentRow; readonly order: OrderRow; readonly nowMs: number };

/** What each decision writes. Every order moves by compare-and-set on the status that the decision was made on. */
export function createPaymentMoves(database: DatabaseSync, { journal, changes }: MoneyPorts) {
  const moveOrder = database.prepare(`
    update orders set status = ?, paid_at = coalesce(paid_at, ?), ended_at = ? where order_no = ? and status = ?`);
  const sellUnit = database.prepare(`update holds set state = 'sold' where order_no = ? and state = 'held'`);
  const decline = database.prepare(`
    update payments as p set status = 'failed', changed_at = ? where payment_no = ? and ${isUndecidedSql}`);
  const capture = database.prepare(`
    update payments set status = ?1, captured_minor = amount_minor, changed_at = ?2, refund_at = ?3 where payment_no = ?4`);
  const flagOrder = database.prepare(`update orders set flag = 'wrong-amount' where order_no = ?`);
  const checkNow = database.prepare(`update payments as p set check_at = ? where order_no = ? and ${isCapturableSql}`);
  const refund = database.prepare(`
    update payments set status = 'refunded', refunded_minor = ?, changed_at = ?, refund_at = null where payment_no = ?`);
  const selectRefundsLeft = database.prepare(`select 1 from payments where order_no = ? and status = 'refund_due'`);

  const move = ({ order, nowMs }: About, to: OrderStatus, cause: string) => {
    const endedAtMs = to === 'paid' ? null : (order.ended_at ?? nowMs);
    const isMoved = didChange(moveOrder, to, nowMs, endedAtMs, order.order_no, order.status);
    assert(isMoved, 'an order that was just read is as it was');
    journal.write({ saleNo: order.sale_no, orderNo: order.order_no, atMs: nowMs, from: order.status, to, cause });
  };
  const keepForRefund = ({ payment, nowMs }: About) => capture.run('refund_due', nowMs, nowMs, payment.payment_no);
  return {
    'unknown-payment': () => undefined,
    seen: () => undefined,
    'wrong-amount': ({ order, nowMs }: About) => {
      flagOrder.run(order.order_no);
      // The provider itself is asked what is true.
      checkNow.run(nowMs, order.order_no);
    },
    declined: ({ payment, nowMs }: About) => decline.run(nowMs, payment.payment_no),
    pay: (about: About) => {
      const { order, payment, nowMs } = about;
      move(about, 'paid', 'paid');
      assert(didChange(sellUnit, order.order_no), 'an unpaid order has its unit');
      capture.run('captured', nowMs, null, payment.payment_no);
      // Whatever else was opened for this order must not take money a second time.
      checkNow.run(nowMs, order.order_no);
      changes.add(order.sale_no, {
        kind: 'paid',
        orders: [{ orderId: order.order_id, sku: order.sku, unit: order.unit }],
      });
    },
    'refund-order': (about: About) => {
      keepForRefund(about);
      move(about, 'refund_due', 'paid-too-late');
    },
    'refund-payment': keepForRefund,
    refunded: (about: About, refundedMinor: number) => {
      const { payment, order, nowMs } = about;
      refund.run(refundedMinor, nowMs, payment.payment_no);
      const isLast = one(selectRefundsLeft, order.order_no) === undefined;
      if (order.status === 'refund_due' && isLast) move(about, 'refunded', 'refunded');
    },
  };
}
