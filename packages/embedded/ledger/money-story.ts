import type { DatabaseSync } from 'node:sqlite';
import type { HeardEvent, Payment } from '@penstock/core';
import type { PaymentRow } from './payment-rows.ts';
import { paymentOf, paymentSelect } from './payment-rows.ts';
import { all } from './query.ts';

export type MoneyStoryReader = {
  moneyOfOrder(orderId: string): { readonly payments: readonly Payment[]; readonly heard: readonly HeardEvent[] };
  eventsNotApplied(limit: number): readonly HeardEvent[];
};

type Row = {
  readonly provider: string;
  readonly webhook_id: string;
  readonly payment_id: string;
  readonly type: HeardEvent['type'];
  readonly amount_minor: number;
  readonly currency: string;
  readonly decision: HeardEvent['decision'];
  readonly at: number;
  readonly order_id: string | null;
  readonly sale_id: string | null;
};

export function createMoneyStoryReader(database: DatabaseSync): MoneyStoryReader {
  const heard = `
    select e.provider, e.webhook_id, p.payment_id, e.type, e.amount_minor, e.currency, e.decision, e.at,
      o.order_id, s.sale_id
    from payment_events e join payments p using (payment_no) join orders o on o.order_no = p.order_no
      join sales s on s.sale_no = p.sale_no`;
  const selectPayments = database.prepare(`${paymentSelect} where o.order_id = ? order by p.payment_no`);
  const selectHeard = database.prepare(`${heard} where o.order_id = ? order by e.at`);
  const selectNotApplied = database.prepare(`
    select * from (
      ${heard} where e.decision = 'wrong-amount'
      union all
      select provider, webhook_id, payment_id, type, amount_minor, currency, 'unknown-payment', at, null, null
      from stray_payment_events
    ) order by at desc limit ?`);
  return {
    moneyOfOrder: (orderId) => ({
      payments: all<PaymentRow>(selectPayments, orderId).map(paymentOf),
      heard: all<Row>(selectHeard, orderId).map(heardOf),
    }),
    eventsNotApplied: (limit) => all<Row>(selectNotApplied, limit).map(heardOf),
  };
}

function heardOf(row: Row): HeardEvent {
  return {
    provider: row.provider,
    webhookId: row.webhook_id,
    paymentId: row.payment_id,
    type: row.type,
    amountMinor: row.amount_minor,
    currency: row.currency,
    decision: row.decision,
    atMs: row.at,
    ...(row.order_id === null ? {} : { orderId: row.order_id }),
    ...(row.sale_id === null ? {} : { saleId: row.sale_id }),
  };
}
