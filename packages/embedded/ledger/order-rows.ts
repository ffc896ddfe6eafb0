import type { Order, OrderFlag, OrderStatus, RefusalReason } from '@penstock/core';

/** An order as `orderSelect` reads it. */
export type OrderRow = {
  readonly order_no: number;
  readonly order_id: string;
  readonly sale_no: number;
  readonly variant_no: number;
  readonly sale_id: string;
  readonly sku: string;
  readonly unit: number;
  readonly buyer_id: string;
  readonly status: OrderStatus;
  readonly price_minor: number;
  readonly currency: string;
  readonly idempotency_key: string | null;
  readonly placed_at: number;
  readonly promised_at: number | null;
  readonly pay_by: number | null;
  readonly paid_at: number | null;
  readonly ended_at: number | null;
  readonly reason: RefusalReason | null;
  readonly flag: OrderFlag | null;
};

/** Reads orders as `o`; a condition and an order follow. */
export const orderSelect = `
  select o.order_no, o.order_id, o.sale_no, o.variant_no, s.sale_id, v.sku, o.unit, o.buyer_id, o.status,
    o.price_minor, o.currency, o.idempotency_key, o.placed_at, o.promised_at, o.pay_by, o.paid_at, o.ended_at, o.reason,
    o.flag
  from orders o join sales s using (sale_no) join variants v using (sale_no, variant_no)`;

export function orderOf(row: OrderRow): Order {
  return {
    orderId: row.order_id,
    saleId: row.sale_id,
    sku: row.sku,
    // The column cannot be empty; a lost order has no unit, and nobody reads the one that stands there.
    unit: row.reason === 'lost' ? 0 : row.unit,
    buyerId: row.buyer_id,
    status: row.status,
    priceMinor: row.price_minor,
    currency: row.currency,
    placedAtMs: row.placed_at,
    ...(row.pay_by === null ? {} : { payByMs: row.pay_by }),
    ...(row.promised_at === null ? {} : { promisedAtMs: row.promised_at }),
    ...(row.paid_at === null ? {} : { paidAtMs: row.paid_at }),
    ...(row.ended_at === null ? {} : { endedAtMs: row.ended_at }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.idempotency_key === null ? {} : { idempotencyKey: row.idempotency_key }),
    ...(row.flag === null ? {} : { flag: row.flag }),
  };
}
