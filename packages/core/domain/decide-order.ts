import type { Order } from './order.ts';
import type { Payment } from './payment.ts';
import { isCapturable } from './payment.ts';

/** What becomes of an order that its buyer wants to give back. */
export type CancelDecision =
  | { readonly kind: 'cancel' }
  | { readonly kind: 'cancelled-before' }
  /** A payment may still be captured: it must be closed at the provider first. */
  | { readonly kind: 'close-first' }
  | { readonly kind: 'not-cancellable' };

export function decideCancel(order: Order, payments: readonly Payment[]): CancelDecision {
  if (order.status === 'cancelled') return { kind: 'cancelled-before' };
  if (order.status !== 'awaiting_payment') return { kind: 'not-cancellable' };
  return { kind: payments.some((payment) => isCapturable(payment.status)) ? 'close-first' : 'cancel' };
}

/** Whether an unpaid order has run out of time. `nowMs` is the ledger's clock; `payBy` itself is too late to pay. */
export function isDue(order: Pick<Order, 'status' | 'payByMs'>, nowMs: number): boolean {
  return order.status === 'awaiting_payment' && order.payByMs !== undefined && order.payByMs <= nowMs;
}
