import type { DatabaseSync } from 'node:sqlite';
import type { BeginOutcome, Payment, PaymentCheck, ReceivedEvent, TakenEvent } from '@penstock/core';
import { assert, decideBegin, decideEvent, nextCheckAtMs, paymentIdOf } from '@penstock/core';
import type { OrderRow } from './order-rows.ts';
import { orderOf, orderSelect } from './order-rows.ts';
import type { MoneyPorts } from './payment-moves.ts';
import { createPaymentMoves } from './payment-moves.ts';
import type { PaymentRow } from './payment-rows.ts';
import {
  isCapturableSql,
  isUndecidedSql,
  paymentColumns,
  paymentOf,
  paymentSelect,
  paymentTables,
} from './payment-rows.ts';
import { all, one } from './query.ts';

export type PaymentWriter = {
  beginPayment(about: {
    readonly orderId: string;
    readonly buyerId: string;
    readonly provider: string;
  }): BeginOutcome | undefined;
  paymentOpened(paymentId: string, url: string): Payment | undefined;
  paymentClosed(paymentId: string): void;
  takeEvent(event: ReceivedEvent): TakenEvent;
  claimChecks(limit: number): readonly PaymentCheck[];
  paymentRefunded(paymentId: string, refundedMinor: number): void;
  refundFailed(paymentId: string, retryAtMs: number): void;
};

/** Keeps the money's story. Order, hold, journal, payment and the word to the gate change in one transaction. */
export function createPaymentWriter(database: DatabaseSync, ports: MoneyPorts): PaymentWriter {
  return {
    beginPayment: beginner(database, ports),
    ...provided(database, ports),
    ...taken(database, ports),
  };
}

/** Writes an attempt down, or finds the one that is undecided. */
function beginner(database: DatabaseSync, { clock }: MoneyPorts): PaymentWriter['beginPayment'] {
  const selectOrder = database.prepare(`${orderSelect} where o.order_id = ? and o.buyer_id = ?`);
  const selectAttempts = database.prepare(`${paymentSelect} where p.order_no = ?`);
  const select = database.prepare(`${paymentSelect} where p.payment_id = ?`);
  const insert = database.prepare(`
    insert into payments (payment_id, order_no, sale_no, provider, status, amount_minor, currency, expires_at,
      opened_at, changed_at, check_at)
    values (?, ?, ?, ?, 'opening', ?, ?, ?, ?, ?, ?)`);
  return ({ orderId, buyerId, provider }) => {
    const row = one<OrderRow>(selectOrder, orderId, buyerId);
    if (row === undefined) return undefined;
    const order = orderOf(row);
    const nowMs = clock.nowMs();
    const attempts = all<PaymentRow>(selectAttempts, row.order_no).map(paymentOf);
    const decision = decideBegin(order, attempts, nowMs);
    if (decision.kind === 'not-payable') return { kind: 'not-payable', order };
    if (decision.kind === 'same') return { kind: 'payment', payment: decision.payment };
    assert(order.payByMs !== undefined, 'a payable order has a payBy');
    const paymentId = paymentIdOf(orderId, attempts.length + 1);
    const checkAtMs = nextCheckAtMs({ openedAtMs: nowMs, expiresAtMs: order.payByMs }, nowMs);
    const terms = [order.priceMinor, order.currency, order.payByMs, nowMs, nowMs, checkAtMs] as const;
    insert.run(paymentId, row.order_no, row.sale_no, provider, ...terms);
    const begun = one<PaymentRow>(select, paymentId);
    assert(begun !== undefined, 'a payment that was just written is there');
    return { kind: 'payment', payment: paymentOf(begun) };
  };
}

type CheckRow = PaymentRow & { readonly is_over: 0 | 1 };

/** What the provider answered, and when it is asked again. */
function provided(
  database: DatabaseSync,
  { clock }: MoneyPorts,
): Pick<PaymentWriter, 'paymentOpened' | 'paymentClosed' | 'claimChecks' | 'refundFailed'> {
  const select = database.prepare(`${paymentSelect} where p.payment_id = ?`);
  const open = database.prepare(`
    update payments as p set status = 'open', url = ?, changed_at = ? where payment_id = ? and ${isUndecidedSql}`);
  const close = database.prepare(`
    update payments as p set status = 'closed', changed_at = ? where payment_id = ? and ${isCapturableSql}`);
  const selectChecks = database.prepare(`
    select ${paymentColumns}, (p.expires_at <= ?1 or o.status <> 'awaiting_payment') as is_over
    from ${paymentTables} where ${isCapturableSql} and p.check_at <= ?1 order by p.check_at limit ?2`);
  const checkLater = database.prepare('update payments set check_at = ? where payment_no = ?');
  const refundLater = database.prepare(`
    update payments set refund_at = ? where payment_id = ? and status = 'refund_due'`);
  return {
    paymentOpened(paymentId, url) {
      open.run(url, clock.nowMs(), paymentId);
      const row = one<PaymentRow>(select, paymentId);
      return row && paymentOf(row);
    },
    paymentClosed(paymentId) {
      close.run(clock.nowMs(), paymentId);
    },
    claimChecks(limit) {
      const nowMs = clock.nowMs();
      return all<CheckRow>(selectChecks, nowMs, limit).map((row) => {
        const payment = paymentOf(row);
        checkLater.run(nextCheckAtMs(payment, nowMs), row.payment_no);
        return { payment, isOver: row.is_over === 1 };
      });
    },
    refundFailed(paymentId, retryAtMs) {
      refundLater.run(retryAtMs, paymentId);
    },
  };
}

/** What the money did, and all that follows from it. */
function taken(database: DatabaseSync, ports: MoneyPorts): Pick<PaymentWriter, 'takeEvent' | 'paymentRefunded'> {
  const { clock } = ports;
  const moves = createPaymentMoves(database, ports);
  const select = database.prepare(`${paymentSelect} where p.payment_id = ?`);
  const selectOrder = database.prepare(`${orderSelect} where o.order_no = ?`);
  const selectEvent = database.prepare('select decision from payment_events where provider = ? and webhook_id = ?');
  const insertEvent = database.prepare(`
    insert into payment_events (provider, webhook_id, payment_no, type, amount_minor, currency, decision, at)
    values (?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertStray = database.prepare(`
    insert into stray_payment_events (provider, webhook_id, payment_id, type, amount_minor, currency, at)
    values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`);
  return {
    takeEvent(event) {
      const { provider, webhookId, paymentId, type, amountMinor, currency } = event;
      const row = one<PaymentRow>(select, paymentId);
      const payment = row?.provider === provider ? row : undefined;
      const orderId = payment?.order_id;
      const before = one<{ readonly decision: string }>(selectEvent, provider, webhookId);
      if (before !== undefined) {
        return { decision: { kind: before.decision === 'wrong-amount' ? 'wrong-amount' : 'seen' }, orderId };
      }
      const order = payment && one<OrderRow>(selectOrder, payment.order_no);
      const decision = decideEvent(order && orderOf(order), payment && paymentOf(payment), event);
      const nowMs = clock.nowMs();
      if (payment === undefined || order === undefined) {
        insertStray.run(provider, webhookId, paymentId, type, amountMinor, currency, nowMs);
        return { decision, orderId };
      }
      insertEvent.run(provider, webhookId, payment.payment_no, type, amountMinor, currency, decision.kind, nowMs);
      moves[decision.kind]({ payment, order, nowMs });
      return { decision, orderId };
    },
    paymentRefunded(paymentId, refundedMinor) {
      const payment = one<PaymentRow>(select, paymentId);
      if (payment?.status !== 'refund_due') return;
      const order = one<OrderRow>(selectOrder, payment.order_no);
      assert(order !== undefined, 'a payment is of an order');
      moves.refunded({ payment, order, nowMs: clock.nowMs() }, refundedMinor);
    },
  };
}
