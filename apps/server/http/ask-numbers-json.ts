import type { Live } from '@penstock/contract';
import { askKinds } from '../live/ask-kinds.ts';
import { percentileOf } from '../live/latency-buckets.ts';

/** Counts by the name of their kind. What did not happen is left out. */
export function byKind(counts: readonly number[]): Record<string, number> {
  return Object.fromEntries(
    askKinds.map((kind, at) => [kind, counts[at] ?? 0] as const).filter(([, count]) => count > 0),
  );
}

/** Percentiles of latencies by bucket, or null when there are none. `maxMs` is the longest one as it was. */
export function latencyJson(latencies: readonly number[], maxMs: number): Live['latencyMs'] {
  if (percentileOf(latencies, 1) === undefined) return null;
  const percentile = (share: number) => roundMs(Math.min(maxMs, percentileOf(latencies, share) ?? 0));
  return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), max: roundMs(maxMs) };
}

const roundMs = (ms: number): number => Math.round(ms * 1_000) / 1_000;
