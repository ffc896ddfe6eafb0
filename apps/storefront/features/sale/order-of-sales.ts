// The order in which sales are listed: what can be bought now, what comes next, what is over.
import type { Sale, SalePhase } from '@penstock/contract';

const rank: { readonly [phase in SalePhase]: number } = {
  open: 0,
  paused: 0,
  'all-held': 0,
  scheduled: 1,
  'sold-out': 2,
  ended: 3,
};

/** Coming sales by their opening, the others the latest first. */
export function orderOfSales(sales: readonly Sale[]): readonly Sale[] {
  return sales.toSorted((one, other) => {
    const byRank = rank[one.phase] - rank[other.phase];
    const byOpening = Date.parse(one.opensAt) - Date.parse(other.opensAt);
    return byRank !== 0 ? byRank : one.phase === 'scheduled' ? byOpening : -byOpening;
  });
}
