import type { EventDecision, PaymentEvent } from '../domain/decide-payment.ts';
import type { Payment } from '../domain/payment.ts';

/** An event of a provider as it was heard, and what followed from it. */
export type HeardEvent = PaymentEvent & {
  readonly provider: string;
  readonly webhookId: string;
  readonly decision: EventDecision['kind'];
  readonly atMs: number;
  /** Both absent where no payment has the id. */
  readonly saleId?: string;
  readonly orderId?: string;
};

/** The part of the ledger that tells what money did, for people. Throws LEDGER_UNAVAILABLE. */
export interface MoneyStory {
  /** The payments of an order and what was heard of them, each oldest first. */
  moneyOfOrder(
    orderId: string,
  ): Promise<{ readonly payments: readonly Payment[]; readonly heard: readonly HeardEvent[] }>;
  /** Events that no payment has, or that named a wrong amount; newest first. Few by nature. */
  eventsNotApplied(limit: number): Promise<readonly HeardEvent[]>;
}
