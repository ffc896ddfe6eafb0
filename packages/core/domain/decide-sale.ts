import type { Sale, SaleState, Variant } from './sale.ts';

/** What a merchant writes down to make a sale. Everything is resolved: times are instants, defaults are filled in. */
export type NewSale = {
  readonly saleId: string;
  readonly draft: boolean;
  readonly title: string;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  readonly perBuyer: number;
  readonly paymentWindowMs: number;
  readonly variants: readonly NewVariant[];
};

export type NewVariant = Omit<Variant, 'unitLast'>;

export type CreateDecision =
  | { readonly kind: 'create'; readonly sale: Sale }
  | { readonly kind: 'same-before'; readonly sale: Sale }
  | { readonly kind: 'conflict'; readonly sale: Sale };

/** The same id with the same content is the same sale; with other content it is a conflict and nothing changes. */
export function decideCreate(before: Sale | undefined, wanted: NewSale, nowMs: number): CreateDecision {
  if (before !== undefined) {
    return { kind: isSameContent(before, wanted) ? 'same-before' : 'conflict', sale: before };
  }
  const { draft, ...rest } = wanted;
  const variants = wanted.variants.map((variant) => ({ ...variant, unitLast: variant.units }));
  const state: SaleState = draft ? 'draft' : 'published';
  return {
    kind: 'create',
    sale: { ...rest, variants, state, paused: false, epoch: 1, version: 1, createdAtMs: nowMs },
  };
}

function isSameContent(sale: Sale, wanted: NewSale): boolean {
  if (sale.title !== wanted.title || sale.opensAtMs !== wanted.opensAtMs || sale.closesAtMs !== wanted.closesAtMs) {
    return false;
  }
  if (sale.perBuyer !== wanted.perBuyer || sale.paymentWindowMs !== wanted.paymentWindowMs) return false;
  if (sale.variants.length !== wanted.variants.length) return false;
  return sale.variants.every((variant, index) => {
    const other = wanted.variants[index];
    return (
      other !== undefined &&
      variant.sku === other.sku &&
      variant.title === other.title &&
      variant.priceMinor === other.priceMinor &&
      variant.currency === other.currency &&
      variant.imageUrl === other.imageUrl &&
      variant.units === other.units
    );
  });
}

export type VariantEdit = {
  readonly sku: string;
  readonly title?: string;
  readonly priceMinor?: number;
  readonly imageUrl?: string;
};

export type SaleEdit = {
  readonly title?: string;
  readonly opensAtMs?: number;
  readonly closesAtMs?: number;
  readonly perBuyer?: number;
  readonly paymentWindowMs?: number;
  readonly variants?: readonly VariantEdit[];
};

export type EditDecision =
  | { readonly kind: 'edit'; readonly sale: Sale }
  | { readonly kind: 'unknown-sku'; readonly sku: string }
  | { readonly kind: 'closes-before-opening' }
  | { readonly kind: 'closes-before-now' }
  | { readonly kind: 'field-fixed'; readonly field: string; readonly because: 'opened' | 'closed' | 'withdrawn' };

/**
 * A draft may change in everything but its stock. Once published, the title may always change, `closesAt` until it is
 * reached, everything else until the sale opens; what was withdrawn stays as it is.
 */
export function decideEdit(sale: Sale, edit: SaleEdit, nowMs: number): EditDecision {
  const fixed = fixedField(sale, edit, nowMs);
  if (fixed !== undefined) return fixed;
  const stranger = edit.variants?.find((change) => !sale.variants.some((variant) => variant.sku === change.sku));
  if (stranger !== undefined) return { kind: 'unknown-sku', sku: stranger.sku };
  const { variants: changes = [], ...fields } = edit;
  const variants = sale.variants.map((variant): Variant => {
    return Object.assign({}, variant, ...changes.filter((change) => change.sku === variant.sku));
  });
  const edited: Sale = { ...sale, ...fields, variants, version: sale.version + 1 };
  if (edited.closesAtMs <= edited.opensAtMs) return { kind: 'closes-before-opening' };
  // What was given until now would lie after the end. To end it at once is an act of its own.
  const isEndMoved = edited.closesAtMs !== sale.closesAtMs;
  if (isEndMoved && sale.state === 'published' && edited.closesAtMs <= nowMs) return { kind: 'closes-before-now' };
  return { kind: 'edit', sale: edited };
}

/** The fields as the HTTP contract names them. */
const fieldNames: Readonly<Record<keyof SaleEdit, string>> = {
  title: 'title',
  opensAtMs: 'opensAt',
  closesAtMs: 'closesAt',
  perBuyer: 'perBuyer',
  paymentWindowMs: 'paymentWindowSeconds',
  variants: 'variants',
};

const fixedOnceOpen = ['opensAtMs', 'perBuyer', 'paymentWindowMs'] as const;

function fixedField(sale: Sale, edit: SaleEdit, nowMs: number): EditDecision | undefined {
  if (sale.state === 'draft') return undefined;
  if (sale.state === 'withdrawn') {
    const first = Object.keys(edit)[0] as keyof SaleEdit | undefined;
    return first && { kind: 'field-fixed', field: fieldNames[first], because: 'withdrawn' };
  }
  if (edit.closesAtMs !== undefined && nowMs >= sale.closesAtMs && edit.closesAtMs !== sale.closesAtMs) {
    return { kind: 'field-fixed', field: fieldNames.closesAtMs, because: 'closed' };
  }
  if (nowMs < sale.opensAtMs) return undefined;
  const changed = fixedOnceOpen.find((field) => edit[field] !== undefined && edit[field] !== sale[field]);
  if (changed !== undefined) return { kind: 'field-fixed', field: fieldNames[changed], because: 'opened' };
  const isVariantChanged = edit.variants !== undefined && edit.variants.length > 0;
  return isVariantChanged ? { kind: 'field-fixed', field: fieldNames.variants, because: 'opened' } : undefined;
}

/** What an operator may do to a whole sale besides editing it. */
export type SaleAct = 'publish' | 'withdraw' | 'pause' | 'resume' | 'close';

export type ActDecision =
  | { readonly kind: 'act'; readonly sale: Sale }
  | { readonly kind: 'done-before'; readonly sale: Sale }
  | { readonly kind: 'not-possible'; readonly because: 'draft' | 'withdrawn' | 'opened' | 'ended' };

/** Every act is idempotent: done twice it changes nothing the second time. */
export function decideAct(sale: Sale, act: SaleAct, nowMs: number): ActDecision {
  const next = { ...sale, version: sale.version + 1 };
  const isEnded = sale.state === 'published' && nowMs >= sale.closesAtMs;
  if (act === 'publish') {
    if (sale.state === 'published') return { kind: 'done-before', sale };
    if (sale.state === 'withdrawn') return { kind: 'not-possible', because: 'withdrawn' };
    if (nowMs >= sale.closesAtMs) return { kind: 'not-possible', because: 'ended' };
    return { kind: 'act', sale: { ...next, state: 'published' } };
  }
  if (act === 'withdraw') {
    if (sale.state === 'withdrawn') return { kind: 'done-before', sale };
    if (sale.state === 'published' && nowMs >= sale.opensAtMs) return { kind: 'not-possible', because: 'opened' };
    // A new epoch, so that the ledger refuses what a gate gives that has not heard of it yet.
    return { kind: 'act', sale: { ...next, state: 'withdrawn', epoch: sale.epoch + 1 } };
  }
  if (sale.state !== 'published') return { kind: 'not-possible', because: sale.state };
  if (act === 'close') {
    if (isEnded) return { kind: 'done-before', sale };
    // One that has not opened yet never opens: its opening moves to just before the close, so that the window stays
    // in order and no unit can be given in it.
    const opensAtMs = Math.min(sale.opensAtMs, nowMs - 1);
    return { kind: 'act', sale: { ...next, opensAtMs, closesAtMs: nowMs } };
  }
  const paused = act === 'pause';
  if (sale.paused === paused) return { kind: 'done-before', sale };
  if (isEnded) return { kind: 'not-possible', because: 'ended' };
  return { kind: 'act', sale: { ...next, paused } };
}
