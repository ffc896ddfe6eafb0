import { createGenerationMap } from './generation-map.ts';

/** Keeps each key to a pace. */
export type Pace = {
  /** Counts one try, if it may be made now; else answers how many ms to wait. A refused try is not counted. */
  take(key: string, nowMs: number): number;
  /** Takes the count of a try back: it was none of those that are limited. */
  giveBack(key: string): void;
};

/**
 * The generic cell rate algorithm: bursts of `burst`, then one every `everyMs`. One number a key, the moment at which
 * all tries so far would have been made evenly; once it has passed it says nothing, so memory is bounded by forgetting
 * whole generations of `keysMax`.
 */
export function createPace(about: {
  readonly burst: number;
  readonly everyMs: number;
  readonly keysMax: number;
}): Pace {
  const { burst, everyMs, keysMax } = about;
  const burstMs = (burst - 1) * everyMs;
  const evenlyUntil = createGenerationMap<number>(keysMax);
  let turnedAtMs = Number.NEGATIVE_INFINITY;
  return {
    take(key, nowMs) {
      if (nowMs - turnedAtMs > burst * everyMs) {
        evenlyUntil.turn();
        turnedAtMs = nowMs;
      }
      const untilMs = Math.max(evenlyUntil.get(key) ?? nowMs, nowMs);
      const waitMs = untilMs - burstMs - nowMs;
      // A thousandth of a ms of slack: sums of fractions must not refuse what is exactly on time.
      if (waitMs > 0.001) return waitMs;
      evenlyUntil.set(key, untilMs + everyMs);
      return 0;
    },
    giveBack(key) {
      const untilMs = evenlyUntil.get(key);
      if (untilMs !== undefined) evenlyUntil.set(key, untilMs - everyMs);
    },
  };
}
