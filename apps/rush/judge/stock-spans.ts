// When every unit of a variant was out, by the gate's instants for going out and the ledger's for coming back.
import { outcomeClass } from '../history/outcomes.ts';
import { refusalAgeMaxMs } from '../limits.ts';
import type { Evidence } from './evidence.ts';
import { toServerMs, unitsOf } from './evidence.ts';
import { livesOfJournal } from './lives.ts';

/** A span of the server's clock in milliseconds since 1970, both ends included. */
export type Span = { readonly fromMs: number; readonly untilMs: number };

type SpansBySku = ReadonlyMap<string, readonly Span[]>;

/** For each variant that gave anything the spans with nothing free, in their order and apart. Needs journal and orders. */
export function spansWithNothingFree(evidence: Evidence): SpansBySku {
  return fullSpans(evidence, outings(evidence, 0));
}

/**
 * For each variant the spans in which no unit had been free for longer than a refusal may be old. The doubt is in the
 * server's favour: the gate hears of a unit that came back after the ledger, and an ask that was never answered may have
 * had a unit until its connection broke, of which the ledger never heard.
 */
export function spansWithNothingLongFree(evidence: Evidence): SpansBySku {
  const { requests, sale, clock } = evidence;
  const bySku = outings(evidence, refusalAgeMaxMs);
  for (const { kind, outcome, sku, sentMs, answeredMs } of requests) {
    if (kind !== 'ask' || outcomeClass[outcome] !== 'info') continue;
    const fromMs = toServerMs(evidence, sentMs) - clock.toleranceMs;
    const untilMs = toServerMs(evidence, answeredMs) + clock.toleranceMs + refusalAgeMaxMs;
    spansOf(bySku, sale.variants[sku]?.sku ?? '').push({ fromMs, untilMs });
  }
  return fullSpans(evidence, bySku);
}

/** For each variant the spans in which one of its units was out, each made longer by `lagMs`. */
function outings(evidence: Evidence, lagMs: number): Map<string, Span[]> {
  const bySku = new Map<string, Span[]>();
  const byUnit = Map.groupBy(livesOfJournal(evidence).lives, ({ sku, unit }) => `${unit} ${sku}`);
  for (const lives of byUnit.values()) {
    // Instants are whole milliseconds, so the unit may have come back up to one later.
    const spans = lives.map(({ fromMs, untilMs }) => ({ fromMs, untilMs: untilMs + 1 + lagMs }));
    spansOf(bySku, lives[0]?.sku ?? '').push(...merged(spans));
  }
  return bySku;
}

function spansOf(bySku: Map<string, Span[]>, sku: string): Span[] {
  const spans = bySku.get(sku) ?? [];
  bySku.set(sku, spans);
  return spans;
}

/** The same moments in spans that neither touch nor overlap: a unit is out once, however many orders it had. */
function merged(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = apart.at(-1);
    if (last === undefined || last.untilMs < span.fromMs) apart.push(span);
    else apart[apart.length - 1] = { fromMs: last.fromMs, untilMs: Math.max(last.untilMs, span.untilMs) };
  }
  return apart;
}

/** When as many were out as there are. */
function fullSpans(evidence: Evidence, bySku: ReadonlyMap<string, readonly Span[]>): SpansBySku {
  const units = unitsOf(evidence);
  return new Map([...bySku].map(([sku, spans]) => [sku, crowdedSpans(spans, units.get(sku) ?? 0)]));
}

function crowdedSpans(spans: readonly Span[], count: number): readonly Span[] {
  const starts = Float64Array.from(spans, ({ fromMs }) => fromMs).sort();
  const ends = Float64Array.from(spans, ({ untilMs }) => untilMs).sort();
  const full: Span[] = [];
  let ended = 0;
  for (const [started, fromMs] of starts.entries()) {
    while ((ends[ended] as number) < fromMs) ended++;
    const isFull = started + 1 - ended >= count;
    // It stays full until the first end after which fewer are out; `ends` has one for every start.
    if (isFull) full.push({ fromMs, untilMs: ends[started + 1 - count] ?? Infinity });
  }
  return merged(full);
}
