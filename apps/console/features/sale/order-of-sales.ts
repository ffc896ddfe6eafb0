// Which sales a person wants to see first: what runs, what comes next, what is not finished, what is over.
import type { AdminSale } from '@penstock/contract';
import type { SaleCondition } from './sale-condition.ts';
import { saleCondition } from './sale-condition.ts';

const ranks: { readonly [condition in SaleCondition]: number } = {
  open: 0,
  paused: 0,
  scheduled: 1,
  'paused-early': 1,
  draft: 2,
  ended: 3,
  withdrawn: 4,
};

/** Sales in that order; among those to come the next one first, among the others the latest. */
export function orderOfSales(sales: readonly AdminSale[]): readonly AdminSale[] {
  const rank = (sale: AdminSale): number => ranks[saleCondition(sale)];
  return sales.toSorted((a, b) => {
    const byRank = rank(a) - rank(b);
    const byTime = Date.parse(a.opensAt) - Date.parse(b.opensAt);
    return byRank !== 0 ? byRank : rank(a) === 1 ? byTime : -byTime;
  });
}

/** What opens next, undefined when nothing is to come. */
export const nextSale = (sales: readonly AdminSale[]): AdminSale | undefined =>
  orderOfSales(sales).find((sale) => ranks[saleCondition(sale)] === 1);

export const runningSales = (sales: readonly AdminSale[]): readonly AdminSale[] =>
  orderOfSales(sales).filter((sale) => ranks[saleCondition(sale)] === 0);
