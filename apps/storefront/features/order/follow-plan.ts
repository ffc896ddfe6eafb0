// When an order is read again while no stream tells of it.

/** Milliseconds of the first waits; the last one repeats. */
const waitsMs = [1_000, 1_000, 2_000, 3_000, 5_000] as const;

/** Milliseconds until the next read, spread by a fifth to both sides. */
export function nextOrderReadMs(readsDone: number, random: number): number {
  return (waitsMs[readsDone] ?? 5_000) * (0.8 + 0.4 * random);
}
