import type { AdminSale, SalePatch } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import { cliFailure } from '../failures.ts';
import { mustRead } from './must-read.ts';
import { parseMoment } from './parse-moment.ts';
import { parsePrice } from './price.ts';
import type { Reading } from './reading.ts';

/** A value for one variant: `black=9.90`. */
export type ForSku = { readonly sku: string; readonly value: string };

/** The options of `sale edit`. */
export type SaleEditOptions = {
  readonly title?: string;
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly perBuyer?: number;
  readonly paymentWindow?: number;
  readonly variantPrice?: readonly ForSku[];
  readonly variantTitle?: readonly ForSku[];
  readonly variantImage?: readonly ForSku[];
};

/** What is said where a sale shall have no end of its own. */
export const noEnd = 'none';

/** Reads `sku=value`; the value may hold further `=`. */
export function parseForSku(text: string): Reading<ForSku> {
  const [sku = '', ...rest] = text.split('=');
  const value = rest.join('=');
  if (sku !== '' && value !== '') return { ok: true, value: { sku, value } };
  return { ok: false, message: `This names no variant: ${text}. Write sku=value, such as black=9.90.` };
}

/** The change that the options ask for. Moments count from `nowMs`. Throws OPTION_INVALID. */
export function saleEdits(options: SaleEditOptions, sale: AdminSale, nowMs: number): SalePatch {
  const { title, opensAt, closesAt, perBuyer, paymentWindow } = options;
  const variants = variantEdits(options, sale);
  const patch: SalePatch = {
    ...(title === undefined ? {} : { title }),
    ...(opensAt === undefined ? {} : { opensAt: instantOf('--opens-at', opensAt, nowMs) }),
    ...(closesAt === undefined
      ? {}
      : { closesAt: closesAt === noEnd ? null : instantOf('--closes-at', closesAt, nowMs) }),
    ...(perBuyer === undefined ? {} : { perBuyer }),
    ...(paymentWindow === undefined ? {} : { paymentWindowSeconds: paymentWindow }),
    ...(variants.length === 0 ? {} : { variants }),
  };
  if (Object.keys(patch).length > 0) return patch;
  throw cliFailure('OPTION_INVALID', {
    why: 'Nothing says what to change.',
    next: 'Add --title, --closes-at or another option.',
  });
}

const instantOf = (flag: string, text: string, nowMs: number): string =>
  formatInstant(mustRead(flag, parseMoment(text, nowMs)));

function variantEdits(options: SaleEditOptions, sale: AdminSale): NonNullable<SalePatch['variants']> {
  const { variantPrice = [], variantTitle = [], variantImage = [] } = options;
  const skus = new Set([...variantPrice, ...variantTitle, ...variantImage].map(({ sku }) => sku));
  const lastFor = (edits: readonly ForSku[], sku: string) => edits.findLast((edit) => edit.sku === sku)?.value;
  return [...skus].map((sku) => {
    const [title, imageUrl, price] = [variantTitle, variantImage, variantPrice].map((edits) => lastFor(edits, sku));
    return {
      sku,
      ...(title === undefined ? {} : { title }),
      ...(price === undefined ? {} : { priceMinor: priceOf(sale, sku, price) }),
      ...(imageUrl === undefined ? {} : { imageUrl }),
    };
  });
}

function priceOf(sale: AdminSale, sku: string, price: string): number {
  const variant = sale.variants.find((each) => each.sku === sku);
  if (variant !== undefined) return mustRead('--variant-price', parsePrice(price, variant.currency));
  throw cliFailure('OPTION_INVALID', {
    why: `--variant-price: ${sale.saleId} has no variant ${sku}.`,
    next: `It has ${sale.variants.map((each) => each.sku).join(', ')}.`,
  });
}
