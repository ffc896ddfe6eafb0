import { paymentAttemptsMax } from '../limits.ts';
import { isDue } from './decide-order.ts';
import type { Order } from './order.ts';
import type { Payment } from './payment.ts';
import { isCaptured, isUndecided } from './payment.ts';

export type BeginDecision =
  /** The undecided payment that the order has already. */
  { readonly kind: 'same'; readonly payment: Payment } | { readonly kind: 'begin' } | { readonly kind: 'not-payable' };

/** Whether a payment may be opened for an order. `payBy` itself is too late. `nowMs` is the ledger's clock. */
export function decideBegin(order: Order, payments: readonly Payment[], nowMs: number): BeginDecision {
  if (order.status !== 'awaiting_payment' || isDue(order, nowMs)) return { kind: 'not-payable' };
  const undecided = payments.find((payment) => isUndecided(payment.status));
  if (undecided !== undefined) return { kind: 'same', payment: undecided };
  return { kind: payments.length < paymentAttemptsMax ? 'begin' : 'not-payable' };
}

/** What the provider says of a payment. */
export type PaymentEvent = {
  readonly type: 'succeeded' | 'failed';
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
};

/** What follows from an event, in order of precedence. */
export type EventDecision =
  | { readonly kind: 'unknown-payment' }
  /** Another sum than the price: it buys nothing, and the order is flagged. */
  | { readonly kind: 'wrong-amount' }
  /** A repetition, or news that is older than what is known: nothing changes. */
  | { readonly kind: 'seen' }
  | { readonly kind: 'declined' }
  /** Money in time: the unit is sold. */
  | { readonly kind: 'pay' }
  /** Money after the hold was gone: the order is refunded. */
  | { readonly kind: 'refund-order' }
  /** Money twice for one order: this payment is refunded, the order stays as it is. */
  | { readonly kind: 'refund-payment' };

/**
 * Decides one event. A success pays while the order is `awaiting_payment`, whatever the clock says; a failure never
 * takes back a capture; an amount that differs buys nothing.
 */
export function decideEvent(
  order: Order | undefined,
  payment: Payment | undefined,
  event: PaymentEvent,
): EventDecision {
  if (order === undefined || payment === undefined) return { kind: 'unknown-payment' };
  if (event.type === 'failed') return { kind: isUndecided(payment.status) ? 'declined' : 'seen' };
  // Before anything else that a success may mean: whether an order is flagged must not depend on which came first.
  if (event.amountMinor !== payment.amountMinor || event.currency !== payment.currency) {
    return { kind: 'wrong-amount' };
  }
  if (isCaptured(payment.status)) return { kind: 'seen' };
  if (order.status === 'awaiting_payment') return { kind: 'pay' };
  if (order.status === 'expired' || order.status === 'cancelled') return { kind: 'refund-order' };
  return { kind: 'refund-payment' };
}
