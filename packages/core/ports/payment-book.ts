import type { EventDecision } from '../domain/decide-payment.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Page } from './ledger.ts';
import type { ReceivedEvent } from './payment-provider.ts';

export type BeginOutcome =
  | { readonly kind: 'payment'; readonly payment: Payment }
  | { readonly kind: 'not-payable'; readonly order: Order };

export type TakenEvent = {
  readonly decision: EventDecision;
  /** The order whose money it is about, where the payment is known. */
  readonly orderId: string | undefined;
};

export type PaymentCheck = {
  readonly payment: Payment;
  /** Its time is over, or its order does not wait for it any more: it is to be closed, not only asked about. */
  readonly isOver: boolean;
};

/** The part of the ledger that keeps the money's story. Every method is one transaction and safe to repeat. */
export interface PaymentBook {
  /**
   * Writes an attempt down before the provider hears of it, so that an expiry which comes in between knows that there
   * may be something to close. `undefined`: no such order of this buyer.
   */
  beginPayment(about: {
    readonly orderId: string;
    readonly buyerId: string;
    readonly provider: string;
  }): Promise<BeginOutcome | undefined>;
  /** The provider has opened it. Changes nothing once it is decided. */
  paymentOpened(paymentId: string, url: string): Promise<Payment | undefined>;
  /** Nothing can be captured any more. Changes nothing once it is decided. */
  paymentClosed(paymentId: string): Promise<void>;
  payment(paymentId: string): Promise<Payment | undefined>;
  /**
   * Decides one event and writes everything that follows from it. The same webhook id again changes nothing, and is
   * `seen`; a wrong amount stays one.
   */
  takeEvent(event: ReceivedEvent): Promise<TakenEvent>;
  /**
   * Payments that may still be captured and about which the provider is to be asked now, the longest due first. Whoever gets them asks: by
   * `nextCheckAtMs` they come up again only later, also when this process dies.
   */
  claimChecks(limit: number): Promise<readonly PaymentCheck[]>;
  /** Payments of one order that the provider may still capture. */
  capturablePayments(orderId: string): Promise<readonly Payment[]>;
  /** Captured payments whose money must go back and whose next try has come, oldest first. */
  refundsDue(limit: number): Promise<readonly Payment[]>;
  /** The provider has given the money back: the payment, and an order that waited for it, are `refunded`. */
  paymentRefunded(paymentId: string, refundedMinor: number): Promise<void>;
  /** The provider gave no answer: the next try is at `retryAtMs`. */
  refundFailed(paymentId: string, retryAtMs: number): Promise<void>;
  /** The payments of a sale by payment id. The cursor is the last id of the page before. */
  paymentsOfSale(saleId: string, after: string | undefined, limit: number): Promise<Page<Payment, string>>;
}
