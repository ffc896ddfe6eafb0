// When an order is read again while no stream tells of it.

/** Milliseconds of the first waits; the last one repeats. */
const waitsMs = [1_000, 1_000, 2_000, 3_000, 5_000] as const;

/** Milliseconds between two reads of an order that has expired, and how many there are: ten minutes in all. */
const lateWaitMs = 10_000;
const lateReadsMax = 60;

const spread = (waitMs: number, random: number): number => waitMs * (0.8 + 0.4 * random);

/** Milliseconds until the next read, spread by a fifth to both sides. */
export function nextOrderReadMs(readsDone: number, random: number): number {
  return spread(waitsMs[readsDone] ?? 5_000, random);
}

/**
 * The same for an order that has expired: money may still come, and then it is given back. That is rare, so it is asked
 * for seldom, and not for ever: undefined when it is over.
 */
export function nextLateReadMs(readsDone: number, random: number): number | undefined {
  return readsDone < lateReadsMax ? spread(lateWaitMs, random) : undefined;
}
