import type { Delivery, DeliveryState, HookFault, ToldStatus } from '@penstock/core';
import { deliveryIdOf } from '@penstock/core';

/** A delivery as `deliverySelect` reads it. */
export type DeliveryRow = {
  readonly delivery_no: number;
  readonly order_no: number;
  readonly order_id: string;
  readonly status: ToldStatus;
  readonly state: DeliveryState;
  readonly at: number;
  readonly attempts: number;
  readonly next_at: number | null;
  readonly delivered_at: number | null;
  readonly last_error: string | null;
  readonly last_error_coded: string | null;
};

/** Reads deliveries as `d` with their orders as `o`; a condition and an order follow. */
export const deliverySelect = `
  select d.delivery_no, d.order_no, o.order_id, d.status, d.state, d.at, d.attempts, d.next_at, d.delivered_at, d.last_error,
    d.last_error_coded
  from deliveries d join orders o using (order_no)`;

export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    deliveryId: deliveryIdOf(row.order_id, row.status),
    orderId: row.order_id,
    status: row.status,
    state: row.state,
    attempts: row.attempts,
    atMs: row.at,
    ...(row.next_at === null ? {} : { nextAttemptAtMs: row.next_at }),
    ...(row.delivered_at === null ? {} : { deliveredAtMs: row.delivered_at }),
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
    ...(row.last_error_coded === null ? {} : { lastFault: JSON.parse(row.last_error_coded) as HookFault }),
  };
}
