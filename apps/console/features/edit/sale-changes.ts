// What of a form differs from the sale as it is: only that is sent, so that a fixed field that nobody touched is no fault.
import type { AdminSale, SaleCreate, SalePatch } from '@penstock/contract';
import { readLocal } from './local-time.ts';
import type { SaleForm } from './sale-form.ts';

const instantMs = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : Date.parse(text);

/** The changes, undefined when there are none. `wanted` is what was read from the form. */
export function saleChanges(
  sale: AdminSale,
  wanted: SaleCreate,
  { zone, opensAt, closesAt, hasEnd }: SaleForm,
): SalePatch | undefined {
  const opensAtMs = readLocal(opensAt, zone);
  const closesAtMs = hasEnd ? (readLocal(closesAt, zone) ?? null) : null;
  const variants = wanted.variants.flatMap(({ sku, title = sku, priceMinor, imageUrl }) => {
    const known = sale.variants.find((each) => each.sku === sku);
    const change = {
      ...(title !== known?.title && { title }),
      ...(priceMinor !== known?.priceMinor && { priceMinor }),
      ...(imageUrl !== undefined && imageUrl !== known?.imageUrl && { imageUrl }),
    };
    return Object.keys(change).length === 0 ? [] : [{ sku, ...change }];
  });
  // A time field holds whole seconds; a sale that opens at 12.345 s must not be moved by whoever changes its title.
  const isMoved = (known: number | null, next: number | null): boolean =>
    (known === null ? null : Math.floor(known / 1_000)) !== (next === null ? null : Math.floor(next / 1_000));
  const changes: SalePatch = {
    ...(wanted.title !== sale.title && { title: wanted.title }),
    ...(isMoved(instantMs(sale.opensAt), opensAtMs ?? null) && { opensAt: wanted.opensAt }),
    ...(isMoved(instantMs(sale.closesAt), closesAtMs) && { closesAt: wanted.closesAt ?? null }),
    ...(wanted.perBuyer !== undefined && wanted.perBuyer !== sale.perBuyer && { perBuyer: wanted.perBuyer }),
    ...(wanted.paymentWindowSeconds !== undefined &&
      wanted.paymentWindowSeconds !== sale.paymentWindowSeconds && {
        paymentWindowSeconds: wanted.paymentWindowSeconds,
      }),
    ...(variants.length > 0 && { variants }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}
