/**
 * Latencies as counts in buckets whose width grows with the value (as HdrHistogram does): 16 to each doubling, so that
 * a percentile is at most 6.25 % above the truth, from 1/64 ms up to 16 s, in 272 numbers however many are counted.
 */
const unitsPerMs = 64;
const stepBits = 4;
const stepsPerDoubling = 1 << stepBits;
const unitsMax = 2 ** 20 - 1;

/** How many buckets there are. */
export const latencyBucketsMax = bucketOfUnits(unitsMax) + 1;

/** The bucket of a latency. Longer ones than there are buckets for count in the last. */
export function bucketOf(ms: number): number {
  return bucketOfUnits(Math.min(unitsMax, Math.max(0, Math.ceil(ms * unitsPerMs))));
}

/** The highest latency in ms that a bucket holds. */
export function upperMsOf(bucket: number): number {
  if (bucket < stepsPerDoubling) return bucket / unitsPerMs;
  const shift = (bucket >> stepBits) - 1;
  const lowest = (stepsPerDoubling + (bucket & (stepsPerDoubling - 1))) << shift;
  return (lowest + (1 << shift) - 1) / unitsPerMs;
}

/** The latency in ms that `share` (0 to 1) of all counted ones do not exceed, or `undefined` when none was counted. */
export function percentileOf(counts: ArrayLike<number>, share: number): number | undefined {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const rank = Math.max(1, Math.ceil(total * share));
  let below = 0;
  let bucket = 0;
  while (bucket < counts.length) {
    below += counts[bucket] ?? 0;
    if (below >= rank) break;
    bucket += 1;
  }
  return upperMsOf(bucket);
}

function bucketOfUnits(units: number): number {
  if (units < stepsPerDoubling) return units;
  const shift = 31 - stepBits - Math.clz32(units);
  return ((shift + 1) << stepBits) + ((units >> shift) & (stepsPerDoubling - 1));
}
