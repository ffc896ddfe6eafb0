// What a person writes down about a sale, as text, and what is sent of it. The server checks everything; here only what
// cannot be sent at all is found.
import type { AdminSale, SaleCreate } from '@penstock/contract';
import { localText, readLocal, zonedText } from './local-time.ts';
import { priceText, readPrice } from './price-text.ts';
import { readUnits } from './read-units.ts';

export type VariantForm = {
  sku: string;
  title: string;
  units: string;
  price: string;
  currency: string;
  imageUrl: string;
};

export type SaleForm = {
  title: string;
  saleId: string;
  /** The IANA zone of both times. */
  zone: string;
  opensAt: string;
  hasEnd: boolean;
  closesAt: string;
  perBuyer: string;
  windowMinutes: string;
  variants: VariantForm[];
};

export type FieldFault = 'field.needed' | 'field.whole-number' | 'field.time' | 'field.price';

/** What cannot be read, by the path of its field. */
export type FormFaults = ReadonlyMap<string, FieldFault>;

export type FormReading =
  | { readonly ok: true; readonly sale: SaleCreate }
  | { readonly ok: false; readonly faults: FormFaults };

export const emptyVariant = (currency: string): VariantForm => ({
  sku: '',
  title: '',
  units: '',
  price: '',
  currency,
  imageUrl: '',
});

/** The form of a sale that exists, in a zone; of a copy the times are left to be chosen. */
export function formOf(sale: AdminSale, zone: string): SaleForm {
  return {
    title: sale.title,
    saleId: sale.saleId,
    zone,
    opensAt: localText(Date.parse(sale.opensAt), zone),
    hasEnd: sale.closesAt !== null,
    closesAt: sale.closesAt === null ? '' : localText(Date.parse(sale.closesAt), zone),
    perBuyer: String(sale.perBuyer),
    windowMinutes: String(sale.paymentWindowSeconds / 60),
    variants: sale.variants.map(({ sku, title, units, priceMinor, currency, imageUrl = '' }) => ({
      sku,
      title,
      units: String(units),
      price: priceText(priceMinor, currency),
      currency,
      imageUrl,
    })),
  };
}

/** Reads the form, or names what cannot be read. */
export function readForm(form: SaleForm): FormReading {
  const faults = new Map<string, FieldFault>();
  const windowSeconds = Math.round(Number(form.windowMinutes) * 60);
  if (form.title.trim() === '') faults.set('/title', 'field.needed');
  if (readLocal(form.opensAt, form.zone) === undefined) faults.set('/opensAt', 'field.time');
  if (form.hasEnd && readLocal(form.closesAt, form.zone) === undefined) faults.set('/closesAt', 'field.time');
  if (readUnits(form.perBuyer) === undefined) faults.set('/perBuyer', 'field.whole-number');
  if (!(windowSeconds > 0)) faults.set('/paymentWindowSeconds', 'field.whole-number');
  const variants = form.variants.map((variant, index) => readVariant(variant, `/variants/${index}`, faults));
  if (faults.size > 0) return { ok: false, faults };
  const sale: SaleCreate = {
    ...(form.saleId.trim() !== '' && { saleId: form.saleId.trim() }),
    title: form.title.trim(),
    opensAt: zonedText(form.opensAt, form.zone),
    closesAt: form.hasEnd ? zonedText(form.closesAt, form.zone) : null,
    perBuyer: readUnits(form.perBuyer) ?? 1,
    paymentWindowSeconds: windowSeconds,
    variants,
  };
  return { ok: true, sale };
}

function readVariant(
  { sku, title, units, price, currency, imageUrl }: VariantForm,
  path: string,
  faults: Map<string, FieldFault>,
): SaleCreate['variants'][number] {
  const priceMinor = readPrice(price, currency);
  if (sku.trim() === '') faults.set(`${path}/sku`, 'field.needed');
  if (readUnits(units) === undefined) faults.set(`${path}/units`, 'field.whole-number');
  if (priceMinor === undefined) faults.set(`${path}/priceMinor`, 'field.price');
  return {
    sku: sku.trim(),
    ...(title.trim() !== '' && { title: title.trim() }),
    units: readUnits(units) ?? 0,
    priceMinor: priceMinor ?? 0,
    currency: currency.trim().toUpperCase(),
    ...(imageUrl.trim() !== '' && { imageUrl: imageUrl.trim() }),
  };
}
