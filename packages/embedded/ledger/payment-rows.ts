import type { Payment, PaymentStatus } from '@penstock/core';

/** A payment as `paymentSelect` reads it. */
export type PaymentRow = {
  readonly payment_no: number;
  readonly payment_id: string;
  readonly order_no: number;
  readonly order_id: string;
  readonly sale_id: string;
  readonly provider: string;
  readonly status: PaymentStatus;
  readonly amount_minor: number;
  readonly currency: string;
  readonly url: string | null;
  readonly expires_at: number;
  readonly captured_minor: number;
  readonly refunded_minor: number;
  readonly opened_at: number;
  readonly changed_at: number;
};

/** The columns of a payment, read as `p` with its order as `o`. */
export const paymentColumns = `
  p.payment_no, p.payment_id, p.order_no, o.order_id, s.sale_id, p.provider, p.status, p.amount_minor, p.currency,
  p.url, p.expires_at, p.captured_minor, p.refunded_minor, p.opened_at, p.changed_at`;

export const paymentTables = 'payments p join orders o using (order_no) join sales s on s.sale_no = p.sale_no';

/** Reads payments; a condition and an order follow. */
export const paymentSelect = `select ${paymentColumns} from ${paymentTables}`;

/** Whether nothing was heard of it yet; the same words as the index `payments_undecided`. */
export const isUndecidedSql = `p.status in ('opening', 'open')`;

/** Whether the provider may still capture it; the same words as the index `payments_to_check`. */
export const isCapturableSql = `p.status in ('opening', 'open', 'failed')`;

export function paymentOf(row: PaymentRow): Payment {
  return {
    paymentId: row.payment_id,
    orderId: row.order_id,
    saleId: row.sale_id,
    provider: row.provider,
    status: row.status,
    amountMinor: row.amount_minor,
    currency: row.currency,
    ...(row.url === null ? {} : { url: row.url }),
    expiresAtMs: row.expires_at,
    capturedMinor: row.captured_minor,
    refundedMinor: row.refunded_minor,
    openedAtMs: row.opened_at,
    changedAtMs: row.changed_at,
  };
}
