import type { LedgerPlaces, Sale, SalePhase, SkuCounts } from '@penstock/core';
import { phaseOf } from '@penstock/core';
import type { Engine } from '../wiring/engine.ts';

/** What a sale is at one moment: its phase and where its units are, as the gate counts them. */
export type SaleState = { readonly phase: SalePhase; readonly skus: readonly SkuCounts[]; readonly atMs: number };

/** The state of a published sale, or `undefined` while its gate cannot tell. */
export function publishedState(view: Pick<Engine['view'], 'counts' | 'nowMs'>, saleId: string): SaleState | undefined {
  const counts = view.counts(saleId);
  return counts === undefined ? undefined : { phase: counts.phase, skus: counts.skus, atMs: view.nowMs(saleId) };
}

/** The state of a sale as the ledger knows it: what is neither held nor sold there is free. */
export function ledgerState(sale: Sale, places: LedgerPlaces | undefined, nowMs: number): SaleState {
  const skus = sale.variants.map((variant) => {
    const place = places?.skus.find(({ sku }) => sku === variant.sku);
    const { units, held, sold } = place ?? { units: variant.units, held: [], sold: [] };
    const available = units - held.length - sold.length;
    return { sku: variant.sku, units, available, held: held.length, sold: sold.length };
  });
  return { phase: phaseOf(sale, skus, nowMs), skus, atMs: nowMs };
}

/** The state of a sale of which the gate knows nothing, because nobody may buy it: all its units are free. */
export function unpublishedState(sale: Sale, nowMs: number): SaleState {
  return ledgerState(sale, undefined, nowMs);
}
