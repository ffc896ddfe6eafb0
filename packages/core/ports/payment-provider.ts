import type { PaymentEvent } from '../domain/decide-payment.ts';
import type { Payment } from '../domain/payment.ts';

/** What the provider knows of a payment. A `failed` one was declined and may still be paid. */
export type ProviderPayment = {
  readonly paymentId: string;
  readonly status: 'open' | 'failed' | 'closed' | 'captured' | 'refunded';
  readonly amountMinor: number;
  readonly currency: string;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
};

export type CloseAnswer =
  /** Nothing can be captured any more, and nothing of it is kept. */
  | { readonly kind: 'closed' }
  /** The buyer was faster: this much money is there. */
  | { readonly kind: 'captured'; readonly amountMinor: number; readonly currency: string };

export type OpenAnswer = { readonly kind: 'open'; readonly url: string } | CloseAnswer;

/**
 * Takes money. Every call names our own payment id and may be repeated: the provider keeps one payment an id. A call
 * that fails, or that gives no answer in the time that `limits.ts` names for it, counts as PROVIDER_UNAVAILABLE: its
 * outcome is unknown, and is asked about again.
 */
export interface PaymentProvider {
  readonly name: string;
  /** Opens the payment, or answers what became of the one of this id. `url` is where the buyer pays. */
  open(payment: Payment): Promise<OpenAnswer>;
  /** From then on it can not be captured. A payment that never was opened can not be opened any more either. */
  close(paymentId: string): Promise<CloseAnswer>;
  /** Gives all of the captured money back, once. */
  refund(paymentId: string): Promise<{ readonly refundedMinor: number }>;
  /** What the provider knows, or `undefined` for an id that it never saw. */
  find(paymentId: string): Promise<ProviderPayment | undefined>;
}

/** An event of a provider whose signature was verified, under the id that its sender gave the message. */
export type ReceivedEvent = PaymentEvent & { readonly provider: string; readonly webhookId: string };
