import type { Live } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Sale, SkuCounts, SkuNumbers } from '@penstock/core';
import type { Heard } from '../live/live-source.ts';
import type { MergedNumbers } from '../live/merge-numbers.ts';
import { mergeNumbers } from '../live/merge-numbers.ts';
import type { AskNumbers } from '../live/sale-asks.ts';
import { byKind, latencyJson } from './ask-numbers-json.ts';
import { closesAtJson } from './sale-json.ts';
import type { SaleState } from './sale-state.ts';

export type LiveReading = {
  readonly sale: Sale;
  /** What the gate says; `undefined` while it cannot tell. */
  readonly state: SaleState | undefined;
  readonly heard: readonly Heard[];
  /** The gate's clock. */
  readonly nowMs: number;
};

/** The numbers of the whole system as the contract writes them. */
export function liveJson({ sale, state, heard, nowMs }: LiveReading): Live {
  const numbers = mergeNumbers(heard);
  const at = formatInstant(nowMs);
  return {
    saleId: sale.saleId,
    phase: state?.phase ?? null,
    at,
    serverTime: at,
    opensAt: formatInstant(sale.opensAtMs),
    closesAt: closesAtJson(sale),
    skus: skusJson(sale, state, numbers),
    sources: heard.map(({ name, kind, ageMs, isMissing }) => ({
      name,
      kind,
      ageMs: ageMs === undefined ? null : Math.round(ageMs),
      missing: isMissing,
    })),
    ...asksJson(numbers.asks, nowMs),
    queue: numbers.queue ?? null,
    payments: numbers.ledger?.payments ?? null,
  };
}

function skusJson(sale: Sale, state: SaleState | undefined, { ledger }: MergedNumbers): Live['skus'] {
  return sale.variants.map(({ sku, title, units }) => {
    const gate = state?.skus.find((each) => each.sku === sku);
    const booked = ledger?.skus.find((each) => each.sku === sku);
    return {
      sku,
      title,
      units: gate?.units ?? booked?.units ?? units,
      gate: gate === undefined ? null : { available: gate.available, held: gate.held, sold: gate.sold },
      ledger: booked === undefined ? null : ledgerJson(booked),
      difference: gate === undefined || booked === undefined ? null : differenceOf(gate, booked),
    };
  });
}

function ledgerJson({ available, held, paid, returned }: SkuNumbers) {
  return { available, held, paid, returned };
}

/** Units that the two count in different places: one that is held here and free there is one, not two. */
function differenceOf(gate: SkuCounts, ledger: SkuNumbers): number {
  return Math.max(
    Math.abs(gate.available - ledger.available),
    Math.abs(gate.held - ledger.held),
    Math.abs(gate.sold - ledger.paid),
  );
}

function asksJson(asks: AskNumbers | undefined, nowMs: number) {
  return {
    asksPerSecond: asks?.asksPerSecond ?? 0,
    answersPerSecond: byKind(asks?.answersPerSecond ?? []),
    totals: {
      since: formatInstant(asks?.sinceMs ?? nowMs),
      complete: asks?.isWhole ?? false,
      asks: asks?.asks ?? 0,
      byOutcome: byKind(asks?.answers ?? []),
    },
    latencyMs: asks === undefined ? null : latencyJson(asks.latencies, asks.latencyMaxMs),
  };
}
