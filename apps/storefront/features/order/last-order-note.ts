// What became of a visitor's last order in a sale, said in front of where the sale stands.
import type { Order } from '@penstock/contract';
import type { Say } from '../language/say.ts';
import { reasonText } from './order-panel.ts';

/** Empty where there is nothing to say. */
export function lastOrderNote(last: Order | undefined, say: Say): string {
  const { status, reason } = last ?? {};
  if (status !== 'expired' && status !== 'cancelled' && status !== 'refused') return '';
  return say.t(`sale.last-${status}`, { reason: reasonText(reason, say) });
}
