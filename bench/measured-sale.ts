import type { SaleCreate } from '@penstock/contract';
import { paymentWindowSecondsMax } from '@penstock/contract';

/** The one variant of every sale that is measured. */
export const measuredSku = 'unit';

/** A sale to measure: open at once and nothing falls due while it is measured, if not said otherwise. */
export function measuredSale(sale: {
  readonly saleId: string;
  readonly units: number;
  readonly opensAtMs?: number;
}): SaleCreate {
  return {
    saleId: sale.saleId,
    title: sale.saleId,
    opensAt: new Date(sale.opensAtMs ?? Date.now()).toISOString(),
    paymentWindowSeconds: paymentWindowSecondsMax,
    variants: [{ sku: measuredSku, units: sale.units, priceMinor: 100, currency: 'CNY' }],
  };
}
