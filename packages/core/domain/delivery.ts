import type { HookFault } from './decide-delivery.ts';
import type { Order, OrderStatus } from './order.ts';

/** The states of an order that the shop's own systems hear of. */
export const toldStatuses = [
  'awaiting_payment',
  'paid',
  'expired',
  'cancelled',
  'refund_due',
  'refunded',
] as const satisfies readonly OrderStatus[];

export type ToldStatus = (typeof toldStatuses)[number];

/**
 * The life of one message to the shop.
 *
 *   pending ──► delivered
 *      │  ▲         │
 *      ▼  └─────────┤ (an operator sends it again)
 *   failed ─────────┘
 */
export const deliveryStates = ['pending', 'delivered', 'failed'] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** A message to the shop: an order has come into a state. Times are epoch milliseconds of the ledger. */
export type Delivery = {
  /** The same for every try: the receiver knows by it what it has seen. */
  readonly deliveryId: string;
  readonly orderId: string;
  readonly status: ToldStatus;
  readonly state: DeliveryState;
  /** Tries since it was made, or since an operator sent it again. */
  readonly attempts: number;
  /** When the order came into the state. */
  readonly atMs: number;
  /** Only while it is pending. */
  readonly nextAttemptAtMs?: number;
  readonly deliveredAtMs?: number;
  readonly lastError?: string;
  /** What `lastError` says. Only deliveries of older versions have none. */
  readonly lastFault?: HookFault;
};

/** A delivery whose try has come, with its order as it was then. */
export type DueDelivery = Delivery & { readonly order: Order };

export function isTold(status: OrderStatus): status is ToldStatus {
  return (toldStatuses as readonly OrderStatus[]).includes(status);
}

/**
 * An order is in each state once, so that order and state name the message: a ledger that was restored from a backup
 * gives the same message the same id, and never an old id to a new one.
 */
export function deliveryIdOf(orderId: string, status: ToldStatus): string {
  return `evt_${orderId}_${status}`;
}

/** What a delivery's id names, or `undefined` for one that was made up. */
export function readDeliveryId(deliveryId: string): Pick<Delivery, 'orderId' | 'status'> | undefined {
  const status = toldStatuses.find((each) => deliveryId.endsWith(`_${each}`));
  if (status === undefined || !deliveryId.startsWith('evt_')) return undefined;
  const orderId = deliveryId.slice('evt_'.length, -(status.length + 1));
  return orderId === '' ? undefined : { orderId, status };
}

/** The order as it was when it came into a state; it may have moved on since. */
export function orderAsItWas(order: Order, status: ToldStatus): Order {
  const { paidAtMs, endedAtMs, ...rest } = order;
  const wasPaid = status === 'paid' || status === 'refund_due' || status === 'refunded';
  const wasEnded = status !== 'awaiting_payment' && status !== 'paid';
  return {
    ...rest,
    status,
    ...(wasPaid && paidAtMs !== undefined && { paidAtMs }),
    ...(wasEnded && endedAtMs !== undefined && { endedAtMs }),
  };
}
