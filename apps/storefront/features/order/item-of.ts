// What an order is of, in words.
import type { Sale } from '@penstock/contract';

/** The sale's title, and the variant's where there are several. */
export function itemOf({ title, variants }: Sale, sku: string): string {
  const variant = variants.length > 1 ? variants.find((each) => each.sku === sku) : undefined;
  return variant === undefined ? title : `${title}, ${variant.title}`;
}
