// What an order's status means to its buyer.
import type { Order, OrderStatus } from '@penstock/contract';

/** Whether nothing more happens to the order, so that nobody needs to follow it. */
export const isSettled = ({ status }: Order): boolean =>
  status !== 'reserved' && status !== 'awaiting_payment' && status !== 'refund_due';

/** What is shown of an order: its status, or `time-up` while its time to pay is over and its end not yet known. */
export type OrderStage = OrderStatus | 'time-up';

/** The stage at this moment of the server's time; `payBy` decides nothing, it only stops the countdown. */
export function orderStage(order: Order, nowMs: number | undefined): OrderStage {
  const endsAtMs = payByMs(order);
  const isOver = endsAtMs !== undefined && nowMs !== undefined && nowMs >= endsAtMs;
  return order.status === 'awaiting_payment' && isOver ? 'time-up' : order.status;
}

/** When the hold ends, in milliseconds since 1970; undefined while it is not promised. */
export const payByMs = ({ payBy }: Order): number | undefined => (payBy === undefined ? undefined : Date.parse(payBy));

/** An order's name for people: the last eight digits of its id, which are random. */
export const orderCode = (orderId: string): string => `${orderId.slice(-8, -4)}-${orderId.slice(-4)}`.toUpperCase();

const rank: { readonly [status in OrderStatus]: number } = {
  reserved: 0,
  awaiting_payment: 1,
  paid: 2,
  expired: 3,
  cancelled: 3,
  refused: 3,
  refund_due: 4,
  refunded: 5,
};

/** Of two readings of one order, the later: states only move forwards. */
export function laterOf(known: Order, heard: Order): Order {
  return rank[heard.status] >= rank[known.status] ? heard : known;
}

/** The orders with one that was heard of, newest first. */
export function withOrder(orders: readonly Order[], heard: Order): readonly Order[] {
  const known = orders.find(({ orderId }) => orderId === heard.orderId) ?? heard;
  const others = orders.filter(({ orderId }) => orderId !== heard.orderId);
  return [laterOf(known, heard), ...others].sort((one, other) => Date.parse(other.placedAt) - Date.parse(one.placedAt));
}
