import type { SaleCreate } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import { cliFailure } from '../failures.ts';
import { mustRead } from './must-read.ts';
import { parseMoment } from './parse-moment.ts';
import type { VariantText } from './parse-variant.ts';
import { parsePrice } from './price.ts';

/** The options of `sale create`. */
export type NewSaleOptions = {
  readonly units?: number;
  readonly opensAt: string;
  readonly closesAt?: string;
  readonly title?: string;
  readonly price: string;
  readonly currency: string;
  readonly perBuyer?: number;
  readonly paymentWindow?: number;
  readonly sku?: string;
  readonly variant?: readonly VariantText[];
  readonly id?: string;
  readonly draft?: boolean;
};

/** What a sale has where its maker says nothing, so that one short line makes one. */
export const newSaleDefaults = { sku: 'unit', price: '9.90', currency: 'CNY' } as const;

/** The sale that the options ask for. Throws OPTION_INVALID. */
export function newSale(options: NewSaleOptions, nowMs: number): SaleCreate {
  const { currency, title, perBuyer, paymentWindow, id, draft } = options;
  const opensAtMs = mustRead('--opens-at', parseMoment(options.opensAt, nowMs));
  const wanted = variantsOf(options);
  const units = wanted.reduce((sum, variant) => sum + variant.units, 0);
  return {
    ...(id === undefined ? {} : { saleId: id }),
    ...(draft === true ? { draft } : {}),
    title: title ?? `Sale of ${units} units`,
    opensAt: formatInstant(opensAtMs),
    // Counted from the opening: `+2h` is how long it lasts, and `22:00[…]` the next one after it.
    ...(options.closesAt === undefined
      ? {}
      : { closesAt: formatInstant(mustRead('--closes-at', parseMoment(options.closesAt, opensAtMs))) }),
    ...(perBuyer === undefined ? {} : { perBuyer }),
    ...(paymentWindow === undefined ? {} : { paymentWindowSeconds: paymentWindow }),
    variants: wanted.map((variant) => ({
      sku: variant.sku,
      units: variant.units,
      ...(variant.title === undefined ? {} : { title: variant.title }),
      priceMinor: mustRead(
        variant.price === undefined ? '--price' : '--variant',
        parsePrice(variant.price ?? options.price, currency),
      ),
      currency,
    })),
  };
}

function variantsOf({ variant, units, sku }: NewSaleOptions): readonly VariantText[] {
  if (variant !== undefined) return variant;
  if (units !== undefined) return [{ sku: sku ?? newSaleDefaults.sku, units }];
  throw cliFailure('OPTION_INVALID', {
    why: 'Nothing says how many units there are.',
    next: 'Add --units 100, or --variant black:60:9.90 for each variant.',
  });
}
