import type { FieldError, FieldFault, SaleCreate, SalePatch } from '@penstock/contract';
import { parseInstant, paymentWindowSecondsDefault, perBuyerDefault, unitsMax } from '@penstock/contract';
import type { NewSale, SaleEdit, VariantEdit } from '@penstock/core';
import { neverMs } from './sale-json.ts';

/** What an operator wrote, in the words of the core; or which places break a rule that the schema cannot tell. */
export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Reads a new sale: instants become milliseconds, what was left out gets its default. */
export function readSaleCreate(body: SaleCreate, newSaleId: () => string): Reading<NewSale> {
  const errors: FieldError[] = [];
  const opensAtMs = instantOf('/opensAt', body.opensAt, errors);
  const closesAtMs = closesAtOf(body.closesAt ?? null, errors);
  if (opensAtMs !== undefined && closesAtMs !== undefined && closesAtMs <= opensAtMs) {
    errors.push({ path: '/closesAt', message: 'must be after opensAt', code: 'ends-before-opening' });
  }
  errors.push(...variantErrors(body.variants));
  if (errors.length > 0 || opensAtMs === undefined || closesAtMs === undefined) return { ok: false, errors };
  const value: NewSale = {
    saleId: body.saleId ?? newSaleId(),
    draft: body.draft ?? false,
    title: body.title,
    opensAtMs,
    closesAtMs,
    perBuyer: body.perBuyer ?? perBuyerDefault,
    paymentWindowMs: (body.paymentWindowSeconds ?? paymentWindowSecondsDefault) * 1_000,
    variants: body.variants.map((variant) => ({ ...variant, title: variant.title ?? variant.sku })),
  };
  return { ok: true, value };
}

/** Reads a change of a sale. */
export function readSalePatch(body: SalePatch): Reading<SaleEdit> {
  const errors: FieldError[] = [];
  const { reason: _, ...changes } = body;
  const { title, opensAt, closesAt, perBuyer, paymentWindowSeconds, variants } = changes;
  if (Object.keys(changes).length === 0)
    errors.push({ path: '/', message: 'must change something', code: 'nothing-changed' });
  const opensAtMs = opensAt === undefined ? undefined : instantOf('/opensAt', opensAt, errors);
  const closesAtMs = closesAt === undefined ? undefined : closesAtOf(closesAt, errors);
  if (variants !== undefined) errors.push(...repeatedSkus(variants));
  if (errors.length > 0) return { ok: false, errors };
  const value: SaleEdit = {
    ...(title !== undefined && { title }),
    ...(opensAtMs !== undefined && { opensAtMs }),
    ...(closesAtMs !== undefined && { closesAtMs }),
    ...(perBuyer !== undefined && { perBuyer }),
    ...(paymentWindowSeconds !== undefined && { paymentWindowMs: paymentWindowSeconds * 1_000 }),
    ...(variants !== undefined && { variants: variants satisfies readonly VariantEdit[] }),
  };
  return { ok: true, value };
}

const outsideYears: FieldFault = {
  message: 'must be between the years 1970 and 9999',
  code: 'outside-years',
  // As text: a year is no amount.
  params: { from: '1970', to: '9999' },
};

function instantOf(path: string, text: string, errors: FieldError[]): number | undefined {
  const reading = parseInstant(text);
  if (reading.ok && reading.epochMs >= 0 && reading.epochMs < neverMs) return reading.epochMs;
  errors.push({ path, ...(reading.ok ? outsideYears : reading.fault) });
  return undefined;
}

function closesAtOf(text: string | null, errors: FieldError[]): number | undefined {
  return text === null ? neverMs : instantOf('/closesAt', text, errors);
}

function variantErrors(variants: SaleCreate['variants']): readonly FieldError[] {
  const units = variants.reduce((sum, variant) => sum + variant.units, 0);
  if (units <= unitsMax) return repeatedSkus(variants);
  const message = `must have ${unitsMax} units or fewer in all`;
  return [
    ...repeatedSkus(variants),
    { path: '/variants', message, code: 'too-many-units', params: { limit: unitsMax } },
  ];
}

function repeatedSkus(variants: readonly { readonly sku: string }[]): readonly FieldError[] {
  const seen = new Set<string>();
  return variants.flatMap(({ sku }, index) => {
    const path = `/variants/${index}/sku`;
    if (seen.has(sku)) return [{ path, message: 'must be unique in the sale', code: 'sku-repeated' } as const];
    seen.add(sku);
    return [];
  });
}
