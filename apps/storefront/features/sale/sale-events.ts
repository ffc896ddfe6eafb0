// Puts what a sale's stream tells into the sale that was read.
import type { PhaseEvent, Sale, StockEvent } from '@penstock/contract';

/** The sale with another phase; a sale that has no end of its own has null there. */
export const withPhase = (sale: Sale, { phase, opensAt, closesAt, serverTime }: PhaseEvent): Sale => ({
  ...sale,
  phase,
  opensAt,
  closesAt,
  serverTime,
});

/** The sale with other numbers of units. */
export function withStock(sale: Sale, { serverTime, variants }: StockEvent): Sale {
  const bySku = new Map(variants.map((stock) => [stock.sku, stock]));
  return {
    ...sale,
    serverTime,
    variants: sale.variants.map((variant) => ({ ...variant, ...bySku.get(variant.sku) })),
  };
}
