// reserved → awaiting_payment → paid → refund_due → refunded
//          ↘ refused         ↘ expired, cancelled → refund_due (money that came too late)
import type { OrderStatus } from '@penstock/contract';

const steps: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  reserved: ['awaiting_payment', 'refused'],
  awaiting_payment: ['paid', 'expired', 'cancelled'],
  paid: ['refund_due'],
  expired: ['refund_due'],
  cancelled: ['refund_due'],
  refused: [],
  refund_due: ['refunded'],
  refunded: [],
};

const reached = Object.fromEntries(
  Object.keys(steps).map((status) => [status, closure(status as OrderStatus)]),
) as Readonly<Record<OrderStatus, ReadonlySet<OrderStatus>>>;

/** Whether an order that was `before` can later be `after`; staying is moving forwards too. */
export function isForward(before: OrderStatus, after: OrderStatus): boolean {
  return reached[before].has(after);
}

/** Live orders hold a unit. */
export function isLive(status: OrderStatus): boolean {
  return status === 'reserved' || status === 'awaiting_payment' || status === 'paid';
}

/** Whether the ledger must have promised the unit for an order to be so. */
export function isPromised(status: OrderStatus): boolean {
  return status !== 'reserved' && status !== 'refused';
}

function closure(from: OrderStatus): ReadonlySet<OrderStatus> {
  const found = new Set<OrderStatus>([from]);
  for (const status of found) for (const next of steps[status]) found.add(next);
  return found;
}
