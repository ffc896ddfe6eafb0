/** The sale as the merchant wrote it down. Times are epoch milliseconds, durations milliseconds, money minor units. */
export type Variant = {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly imageUrl?: string;
  /** Units that belong to the sale now: added ones counted, withdrawn ones not. */
  readonly units: number;
  /** The highest unit number ever given out. Unit numbers are never used twice, so it only grows. */
  readonly unitLast: number;
};

/** A draft is invisible; a published sale is in the gate; a withdrawn one was taken off before it opened. */
export type SaleState = 'draft' | 'published' | 'withdrawn';

export type Sale = {
  readonly saleId: string;
  readonly state: SaleState;
  readonly title: string;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  readonly perBuyer: number;
  readonly paymentWindowMs: number;
  readonly paused: boolean;
  /** Raised by every rebuild of the gate; an order of an older epoch is refused by the ledger. */
  readonly epoch: number;
  /** Raised by every change of the sale, so that an older change never overwrites a newer one at the gate. */
  readonly version: number;
  readonly createdAtMs: number;
  readonly variants: readonly Variant[];
};

/** The part of a sale that the gate decides by. */
export type GateRules = Pick<
  Sale,
  'saleId' | 'opensAtMs' | 'closesAtMs' | 'perBuyer' | 'paymentWindowMs' | 'paused' | 'epoch' | 'version'
>;

export function rulesOf(sale: Sale): GateRules {
  const { saleId, opensAtMs, closesAtMs, perBuyer, paymentWindowMs, paused, epoch, version } = sale;
  return { saleId, opensAtMs, closesAtMs, perBuyer, paymentWindowMs, paused, epoch, version };
}

/** The first that applies is the sale's phase. */
export const salePhases = ['scheduled', 'ended', 'paused', 'sold-out', 'all-held', 'open'] as const;
export type SalePhase = (typeof salePhases)[number];

/** How many units of one sku are in each place: `units = available + held + sold`. */
export type SkuCounts = {
  readonly sku: string;
  readonly units: number;
  readonly available: number;
  readonly held: number;
  readonly sold: number;
};

export type PhaseRules = Pick<GateRules, 'opensAtMs' | 'closesAtMs' | 'paused'>;

/** Derives the phase from the rules, the counts and the gate's clock; no job ever opens or closes a sale. */
export function phaseOf(rules: PhaseRules, skus: readonly SkuCounts[], nowMs: number): SalePhase {
  if (nowMs < rules.opensAtMs) return 'scheduled';
  if (nowMs >= rules.closesAtMs) return 'ended';
  if (rules.paused) return 'paused';
  if (skus.some((sku) => sku.available > 0)) return 'open';
  return skus.some((sku) => sku.held > 0) ? 'all-held' : 'sold-out';
}
