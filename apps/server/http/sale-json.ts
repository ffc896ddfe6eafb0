import type { AdminSale, Sale as SaleJson } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Sale } from '@penstock/core';
import type { SaleState } from './sale-state.ts';

/**
 * `closesAt` of a sale that has no end of its own, in epoch milliseconds: the last one that RFC 3339 can write. The
 * gate compares numbers, and a number that never comes needs no case of its own there.
 */
export const neverMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** When a sale ends, as the contract writes it. */
export function closesAtJson(sale: Pick<Sale, 'closesAtMs'>): string | null {
  return sale.closesAtMs >= neverMs ? null : formatInstant(sale.closesAtMs);
}

/** A sale as everybody sees it. Its stock is what the gate counts. */
export function saleJson(sale: Sale, state: SaleState): SaleJson {
  return {
    saleId: sale.saleId,
    title: sale.title,
    phase: state.phase,
    opensAt: formatInstant(sale.opensAtMs),
    closesAt: closesAtJson(sale),
    serverTime: formatInstant(state.atMs),
    perBuyer: sale.perBuyer,
    paymentWindowSeconds: sale.paymentWindowMs / 1_000,
    variants: sale.variants.map(({ sku, title, priceMinor, currency, imageUrl, units }) => {
      const counts = state.skus.find((each) => each.sku === sku) ?? { units, available: 0, held: 0, sold: 0 };
      return {
        sku,
        title,
        priceMinor,
        currency,
        ...(imageUrl !== undefined && { imageUrl }),
        units: counts.units,
        available: counts.available,
        held: counts.held,
        sold: counts.sold,
      };
    }),
  };
}

/** A sale as its operators see it. */
export function adminSaleJson(sale: Sale, state: SaleState): AdminSale {
  return { ...saleJson(sale, state), state: sale.state, paused: sale.paused };
}
