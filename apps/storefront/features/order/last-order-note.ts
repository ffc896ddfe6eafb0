// What became of a visitor's last order in a sale, said in front of where the sale stands.
import type { Order } from '@penstock/contract';
import type { Say } from '../language/say.ts';
import { isLive } from './is-live.ts';
import { reasonText } from './order-panel.ts';

/** Empty while the order is live: then there is nothing to say yet, or it is shown by itself. */
export function lastOrderNote(last: Order, say: Say): string {
  const { status, reason, priceMinor, currency } = last;
  const key = `sale.last-${status}`;
  if (isLive(last) || !say.has(key)) return '';
  return say.t(key, { reason: reasonText(reason, say), price: say.money(priceMinor, currency) });
}
