// When a page must look at the clock again.

const secondMs = 1_000;

/**
 * Milliseconds until the next whole second before any of the instants, at most a second. Timers may fire a little early,
 * so the tick is asked for just behind the second.
 */
export function nextTickMs(nowMs: number, instantsMs: readonly number[]): number {
  const waits = instantsMs
    .filter((instantMs) => instantMs >= nowMs)
    .map((instantMs) => Math.floor(instantMs - nowMs) % secondMs);
  return 1 + Math.min(secondMs, ...waits);
}
