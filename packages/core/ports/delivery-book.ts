import type { DeliveryDecision } from '../domain/decide-delivery.ts';
import type { Delivery, DeliveryState, DueDelivery } from '../domain/delivery.ts';
import type { Page } from './ledger.ts';

/** How the messages to the shop stand. */
export type DeliveryNumbers = {
  readonly pending: number;
  /** Those that ran out of tries, or whose receiver wanted no more, and are not forgotten yet. */
  readonly failed: number;
  /** When the order of the oldest one that is pending came into its state, in epoch ms. */
  readonly oldestPendingAtMs: number | undefined;
};

/**
 * The ledger's outbox towards the shop: a row is written with the change of the order that it tells of. Every method
 * is one transaction and safe to repeat. Throws LEDGER_UNAVAILABLE.
 */
export interface DeliveryBook {
  /** When the next try falls due; `undefined` when none is pending. */
  nextDeliveryAtMs(): Promise<number | undefined>;
  /**
   * Takes deliveries that are due, oldest first: each counts as tried and is not due again before `untilMs`, so that
   * what a process took with it when it died is tried again.
   */
  takeDeliveries(limit: number, untilMs: number): Promise<readonly DueDelivery[]>;
  /** Writes down what became of a try. */
  settleDelivery(deliveryId: string, decision: DeliveryDecision): Promise<void>;
  /** Deliveries, newest first. The cursor is the page's before. */
  deliveries(filter: {
    readonly state?: DeliveryState;
    readonly orderId?: string;
    readonly after?: number;
    readonly limit: number;
  }): Promise<Page<Delivery, number>>;
  /** Counts what is pending and what failed. */
  deliveryNumbers(): Promise<DeliveryNumbers>;
  /** Makes a delivery pending and due, with all its tries before it. `undefined`: there is none of this id. */
  resendDelivery(deliveryId: string): Promise<Delivery | undefined>;
  /** Forgets at most `limit` deliveries that are over and older than this. Answers how many. */
  pruneDeliveries(beforeMs: number, limit: number): Promise<number>;
}
