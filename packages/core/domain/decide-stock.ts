import type { UnitRange } from './gate-changes.ts';
import type { Sale, Variant } from './sale.ts';

/** A change of stock, always relative. `adjustmentId` makes it idempotent: the same id is one change. */
export type StockAdjustment = {
  readonly adjustmentId: string;
  readonly saleId: string;
  readonly sku: string;
  /** Units to add (above 0) or to withdraw (below 0). */
  readonly delta: number;
  readonly reason: string;
};

export type AddDecision =
  | { readonly kind: 'add'; readonly sale: Sale; readonly range: UnitRange }
  | { readonly kind: 'unknown-sku' }
  | { readonly kind: 'too-many'; readonly unitsMax: number }
  | { readonly kind: 'not-possible'; readonly because: 'withdrawn' };

/** New units get numbers above all that were ever used: a unit number never names two things. */
export function decideAdd(sale: Sale, adjustment: StockAdjustment, unitsMax: number): AddDecision {
  if (sale.state === 'withdrawn') return { kind: 'not-possible', because: 'withdrawn' };
  const variant = sale.variants.find((each) => each.sku === adjustment.sku);
  if (variant === undefined) return { kind: 'unknown-sku' };
  if (variant.unitLast + adjustment.delta > unitsMax) return { kind: 'too-many', unitsMax };
  const range = { firstUnit: variant.unitLast + 1, lastUnit: variant.unitLast + adjustment.delta };
  return { kind: 'add', sale: changeVariant(sale, variant, adjustment.delta, range.lastUnit), range };
}

/** The sale after the house took `count` free units out of it. */
export function afterWithdrawal(sale: Sale, sku: string, count: number): Sale {
  const variant = sale.variants.find((each) => each.sku === sku);
  return variant === undefined ? sale : changeVariant(sale, variant, -count, variant.unitLast);
}

function changeVariant(sale: Sale, changed: Variant, delta: number, unitLast: number): Sale {
  const variants = sale.variants.map((variant) =>
    variant === changed ? { ...variant, units: variant.units + delta, unitLast } : variant,
  );
  return { ...sale, variants, version: sale.version + 1 };
}
