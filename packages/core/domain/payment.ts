import { checkFirstMs, checkRetryMaxMs, checkRetryMinMs } from '../limits.ts';

/**
 * The life of one attempt to pay for an order.
 *
 *   opening ──► open ──► failed ──► closed
 *                 │        │          │
 *                 ▼        ▼          ▼ (money that comes all the same)
 *              captured ──► refund_due ──► refunded
 *
 * Money never vanishes: a capture is recorded whatever the status was before, and what it was too late for is refunded.
 */
export const paymentStatuses = ['opening', 'open', 'failed', 'closed', 'captured', 'refund_due', 'refunded'] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

/**
 * The id of an attempt: the order's own id, so that whoever sees a payment at the provider finds its order, and that an
 * attempt which is begun twice is one. `attempt` counts from 1.
 */
export function paymentIdOf(orderId: string, attempt: number): string {
  return attempt === 1 ? `pay_${orderId}` : `pay_${orderId}-${attempt}`;
}

/** One attempt to pay. Times are epoch milliseconds of the ledger; money is in minor units. */
export type Payment = {
  readonly paymentId: string;
  readonly orderId: string;
  readonly saleId: string;
  readonly provider: string;
  readonly status: PaymentStatus;
  readonly amountMinor: number;
  readonly currency: string;
  /** Where the buyer pays; `undefined` until the provider has answered. */
  readonly url?: string;
  /** From then on it cannot be paid any more: the order's `payBy`. */
  readonly expiresAtMs: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly openedAtMs: number;
  readonly changedAtMs: number;
};

/** An attempt of which nothing was heard yet: who wants to pay again is sent to it. */
export function isUndecided(status: PaymentStatus): boolean {
  return status === 'opening' || status === 'open';
}

/**
 * A payment that the provider may still capture: it is closed there before its order's unit is released. One that was
 * declined is among them, since its buyer may try again on the provider's page.
 */
export function isCapturable(status: PaymentStatus): boolean {
  return isUndecided(status) || status === 'failed';
}

/** Money of this payment was there, whatever became of it. */
export function isCaptured(status: PaymentStatus): boolean {
  return status === 'captured' || status === 'refund_due' || status === 'refunded';
}

/**
 * When the provider is asked about a payment that may still be captured, after a question at `nowMs`, both in epoch milliseconds. Before
 * `expiresAtMs` news that was lost is looked for, ever more rarely; from then on it is to be closed, and a provider that
 * gave no answer is asked again soon, and ever more rarely too.
 */
export function nextCheckAtMs(payment: Pick<Payment, 'openedAtMs' | 'expiresAtMs'>, nowMs: number): number {
  const { openedAtMs, expiresAtMs } = payment;
  if (nowMs < expiresAtMs) return Math.min(nowMs + Math.max(nowMs - openedAtMs, checkFirstMs), expiresAtMs);
  return nowMs + Math.min(Math.max(nowMs - expiresAtMs, checkRetryMinMs), checkRetryMaxMs);
}
