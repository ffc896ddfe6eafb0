// Exact percentiles: a million latencies sort in a tenth of a second, so nothing is estimated.
import type { Percentiles } from './rush-report.ts';

/** Latencies above the bar before and at most `upToMs`. */
export type Bar = { readonly upToMs: number; readonly count: number };

/** Share of all below which the first bars are put together on a small screen. */
const thinShare = 0.01;

/** Of milliseconds sorted upwards. */
export function percentilesOf(sorted: Float64Array): Percentiles {
  const at = (share: number): number => {
    const rank = Math.ceil(share * sorted.length) - 1;
    return round3(sorted[Math.max(rank, 0)] ?? 0);
  };
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1) };
}

/** Bars whose upper bounds run 1, 2, 5, 10, 20, 50 ... milliseconds from the least to the greatest that occurs. */
export function histogramOf(sorted: Float64Array): readonly Bar[] {
  const bars: Bar[] = [];
  let counted = 0;
  for (const upToMs of bounds()) {
    if (counted === sorted.length) break;
    const until = countUpTo(sorted, upToMs);
    if (until > 0) bars.push({ upToMs, count: until - counted });
    counted = until;
  }
  return bars;
}

/** The same bars with the first ones put together as long as they hold less than a hundredth of all. */
export function withoutThinStart(bars: readonly Bar[]): readonly Bar[] {
  const all = bars.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  const from = bars.findIndex(({ count }) => {
    if (below + count >= all * thinShare) return true;
    below += count;
    return false;
  });
  return bars.slice(Math.max(0, from)).map((bar, at) => (at === 0 ? { ...bar, count: bar.count + below } : bar));
}

function* bounds(): Generator<number> {
  for (let exponent = -2; exponent <= 7; exponent++)
    for (const step of [1, 2, 5]) yield exponent < 0 ? step / 10 ** -exponent : step * 10 ** exponent;
}

function countUpTo(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function round3(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
