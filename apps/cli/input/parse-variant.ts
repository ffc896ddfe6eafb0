import type { Reading } from './reading.ts';

/** A variant as the option says it; the price is read later, when the currency is known. */
export type VariantText = {
  readonly sku: string;
  readonly units: number;
  readonly price?: string;
  readonly title?: string;
};

/** Reads `sku:units`, `sku:units:price` or `sku:units:price:title`; the title may hold colons. */
export function parseVariant(text: string): Reading<VariantText> {
  const [sku = '', unitsText = '', price = '', ...titleParts] = text.split(':');
  const units = /^[1-9]\d*$/.test(unitsText) ? Number(unitsText) : undefined;
  if (sku === '' || units === undefined) {
    return { ok: false, message: `This is not a variant: ${text}. Write sku:units:price, such as black-128:60:9.90.` };
  }
  const title = titleParts.join(':');
  return { ok: true, value: { sku, units, ...(price === '' ? {} : { price }), ...(title === '' ? {} : { title }) } };
}
