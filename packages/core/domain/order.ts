/**
 * The life of an order.
 *
 *   reserved ─────────► awaiting_payment ─────► paid
 *      │                    │      │
 *      ▼                    ▼      ▼
 *   refused              expired  cancelled ──► refund_due ──► refunded
 *                           └──────────────────────▲
 *
 * An order moves forwards only. `refund_due` is entered from `expired` or `cancelled` when money arrives late.
 */
export const orderStatuses = [
  'reserved',
  'awaiting_payment',
  'paid',
  'expired',
  'cancelled',
  'refused',
  'refund_due',
  'refunded',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/** Why the ledger refused an order that the gate had given. */
export const refusalReasons = ['unit-taken', 'gate-rebuilt', 'lost', 'duplicate', 'dead-letter'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What a person must look at before an order's money can be believed. */
export const orderFlags = ['wrong-amount'] as const;
export type OrderFlag = (typeof orderFlags)[number];

/** An order as the ledger knows it. Times are epoch milliseconds; money is in minor units. */
export type Order = {
  readonly orderId: string;
  readonly saleId: string;
  readonly sku: string;
  /** 0 where the gate lost the order before the ledger knew its unit. */
  readonly unit: number;
  readonly buyerId: string;
  readonly status: OrderStatus;
  readonly priceMinor: number;
  readonly currency: string;
  /** The gate's clock; all other times are the ledger's. */
  readonly placedAtMs: number;
  readonly payByMs?: number;
  readonly promisedAtMs?: number;
  readonly paidAtMs?: number;
  readonly endedAtMs?: number;
  readonly reason?: RefusalReason;
  readonly idempotencyKey?: string;
  readonly flag?: OrderFlag;
};

const moves: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  reserved: ['awaiting_payment', 'refused'],
  awaiting_payment: ['paid', 'expired', 'cancelled'],
  paid: [],
  expired: ['refund_due'],
  cancelled: ['refund_due'],
  refused: [],
  refund_due: ['refunded'],
  refunded: [],
};

/** Whether an order may go from one status to the other in one step. */
export function isMoveAllowed(move: { readonly from: OrderStatus; readonly to: OrderStatus }): boolean {
  return moves[move.from].includes(move.to);
}

/** A live order keeps its unit and counts against its buyer's limit. */
export function isLive(status: OrderStatus): boolean {
  return status === 'reserved' || status === 'awaiting_payment' || status === 'paid';
}
