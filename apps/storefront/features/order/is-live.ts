// Whether an order counts against its buyer's limit: its unit is set aside or sold.
import type { Order } from '@penstock/contract';

export const isLive = ({ status }: Order): boolean =>
  status === 'reserved' || status === 'awaiting_payment' || status === 'paid';
