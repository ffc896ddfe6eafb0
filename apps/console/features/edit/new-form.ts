// The form of a sale that is to be made: empty, or after the example of another.
import type { AdminSale } from '@penstock/contract';
import { newSaleCurrency, newSaleOpensInMs, newSaleWindowMinutes } from '../../limits.ts';
import { localText } from './local-time.ts';
import type { SaleForm } from './sale-form.ts';
import { emptyVariant, formOf } from './sale-form.ts';

const hourMs = 3_600_000;

/** The first full hour that leaves time to prepare. */
const opening = (nowMs: number): number => Math.ceil((nowMs + newSaleOpensInMs) / hourMs) * hourMs;

export function newForm(nowMs: number, zone: string): SaleForm {
  return {
    title: '',
    saleId: '',
    zone,
    opensAt: localText(opening(nowMs), zone),
    hasEnd: false,
    closesAt: localText(opening(nowMs) + 2 * hourMs, zone),
    perBuyer: '1',
    windowMinutes: String(newSaleWindowMinutes),
    variants: [emptyVariant(newSaleCurrency)],
  };
}

/** A copy is another sale: it has no id yet, opens at a new time, and lasts as long as its example. */
export function copyForm(sale: AdminSale, nowMs: number, zone: string): SaleForm {
  const opensAtMs = opening(nowMs);
  const lastsMs = sale.closesAt === null ? undefined : Date.parse(sale.closesAt) - Date.parse(sale.opensAt);
  return {
    ...formOf(sale, zone),
    saleId: '',
    opensAt: localText(opensAtMs, zone),
    closesAt: localText(opensAtMs + (lastsMs ?? 2 * hourMs), zone),
  };
}
