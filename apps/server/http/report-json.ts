import type { SaleReport } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Audit, Sale, SaleNumbers, SaleSummary } from '@penstock/core';
import type { AskNumbers } from '../live/sale-asks.ts';
import { byKind, latencyJson } from './ask-numbers-json.ts';
import { auditJson } from './audit-json.ts';
import { closesAtJson } from './sale-json.ts';
import type { SaleState } from './sale-state.ts';

export type ReportParts = {
  readonly sale: Sale;
  /** `undefined` while the gate cannot tell. */
  readonly state: SaleState | undefined;
  readonly numbers: SaleNumbers;
  readonly summary: SaleSummary;
  readonly audit: Audit;
  readonly asks: AskNumbers;
  readonly nowMs: number;
};

/** A sale's report as the contract writes it. */
export function reportJson({ sale, state, numbers, summary, audit, asks, nowMs }: ReportParts): SaleReport {
  const skus = sale.variants.map(({ sku, title }) => {
    const { units, given, paid, held, returned } = numbers.skus.find((each) => each.sku === sku) ?? noNumbers;
    return { sku, title, units, given, paid, held, returned };
  });
  const total = (of: 'units' | 'given' | 'paid' | 'held' | 'returned') => skus.reduce((sum, sku) => sum + sku[of], 0);
  const afterSeconds = (atMs: number | undefined) =>
    atMs === undefined ? null : Math.max(0, atMs - sale.opensAtMs) / 1_000;
  return {
    saleId: sale.saleId,
    title: sale.title,
    phase: state?.phase ?? null,
    at: formatInstant(nowMs),
    opensAt: formatInstant(sale.opensAtMs),
    closesAt: closesAtJson(sale),
    skus,
    ...{ units: total('units'), given: total('given'), paid: total('paid') },
    ...{ held: total('held'), returned: total('returned') },
    buyers: summary.buyers,
    allGivenAfterSeconds: afterSeconds(summary.allGivenAtMs),
    soldOutAfterSeconds: afterSeconds(summary.soldOutAtMs),
    ...asksJson(sale, asks),
    payments: [...summary.money],
    audit: auditJson(audit),
  };
}

const noNumbers = { units: 0, given: 0, paid: 0, held: 0, returned: 0 };

const unknownAsks = {
  ...{ counted: null, tries: null, peakAsksPerSecond: null, latencyMs: null, answers: null, refusals: null },
} as const;

/** Counts that began after the sale was over, or have seen nothing of it, tell nothing of how it was asked for. */
function asksJson(sale: Sale, asks: AskNumbers) {
  if (asks.asks === 0 && asks.sinceMs > sale.opensAtMs) return unknownAsks;
  const { held: _held, 'already-held': _again, ...refusals } = byKind(asks.answers);
  return {
    counted: { since: formatInstant(asks.sinceMs), complete: asks.isWhole && asks.sinceMs <= sale.opensAtMs },
    tries: asks.asks,
    peakAsksPerSecond: asks.peakAsksPerSecond,
    latencyMs: latencyJson(asks.latenciesSoFar, asks.latencySoFarMaxMs),
    answers: byKind(asks.answers),
    refusals,
  };
}
