// What a sale is at this moment, as far as it decides what an operator may do with it.
//   draft ─► scheduled ⇄ paused-early ─► open ⇄ paused ─► ended
//     └────► withdrawn ◄┘
import type { AdminSale } from '@penstock/contract';

/** The conditions, in the order of a sale's life. */
export const saleConditions = ['draft', 'withdrawn', 'scheduled', 'paused-early', 'open', 'paused', 'ended'] as const;

export type SaleCondition = (typeof saleConditions)[number];

/** The condition by what the server said last. `open` is an opened sale whatever is left of it. */
export function saleCondition({ state, phase, paused }: Pick<AdminSale, 'state' | 'phase' | 'paused'>): SaleCondition {
  if (state !== 'published') return state;
  if (phase === 'ended') return 'ended';
  if (phase === 'scheduled') return paused ? 'paused-early' : 'scheduled';
  return paused || phase === 'paused' ? 'paused' : 'open';
}
