import type { DatabaseSync } from 'node:sqlite';
import type { Page, Payment } from '@penstock/core';
import type { PaymentRow } from './payment-rows.ts';
import { isCapturableSql, paymentOf, paymentSelect } from './payment-rows.ts';
import { all, one } from './query.ts';

export type PaymentReader = {
  payment(paymentId: string): Payment | undefined;
  capturablePayments(orderId: string): readonly Payment[];
  refundsDue(nowMs: number, limit: number): readonly Payment[];
  paymentsOfSale(saleId: string, after: string | undefined, limit: number): Page<Payment, string>;
};

export function createPaymentReader(database: DatabaseSync): PaymentReader {
  const selectOne = database.prepare(`${paymentSelect} where p.payment_id = ?`);
  const selectCapturable = database.prepare(`${paymentSelect} where o.order_id = ? and ${isCapturableSql}`);
  const selectRefunds = database.prepare(`
    ${paymentSelect} where p.status = 'refund_due' and p.refund_at <= ? order by p.refund_at limit ?`);
  const selectOfSale = database.prepare(`
    ${paymentSelect} where s.sale_id = ? and p.payment_id > ? order by p.payment_id limit ?`);
  return {
    payment(paymentId) {
      const row = one<PaymentRow>(selectOne, paymentId);
      return row && paymentOf(row);
    },
    capturablePayments: (orderId) => all<PaymentRow>(selectCapturable, orderId).map(paymentOf),
    refundsDue: (nowMs, limit) => all<PaymentRow>(selectRefunds, nowMs, limit).map(paymentOf),
    paymentsOfSale(saleId, after = '', limit) {
      const rows = all<PaymentRow>(selectOfSale, saleId, after, limit + 1);
      const page = rows.slice(0, limit).map(paymentOf);
      return { rows: page, next: rows.length > limit ? page.at(-1)?.paymentId : undefined };
    },
  };
}
