// The statuses of orders, for choices. The contract's own list stands among its schemas, which no page needs.
import type { OrderStatus } from '@penstock/contract';

const all: { readonly [status in OrderStatus]: true } = {
  reserved: true,
  awaiting_payment: true,
  paid: true,
  expired: true,
  cancelled: true,
  refused: true,
  refund_due: true,
  refunded: true,
};

export const orderStatuses = Object.keys(all) as readonly OrderStatus[];
