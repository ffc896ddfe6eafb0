import type { Clock } from '@penstock/core';

/** A clock that stands still until it is told to move. */
export type FakeClock = Clock & {
  /** Lets `ms` milliseconds pass: wakes each sleeper at its moment, and lets all that follows from it happen. */
  advance(ms: number): Promise<void>;
  /** When the next sleeper wakes, in epoch ms; `undefined` when nobody sleeps. */
  nextWakeMs(): number | undefined;
};

type Sleeper = { readonly wakeMs: number; readonly wake: () => void };

export function fakeClock(startMs: number): FakeClock {
  let nowMs = startMs;
  const sleepers: Sleeper[] = [];
  const takeDue = (untilMs: number): Sleeper | undefined => {
    const first = sleepers[0];
    return first !== undefined && first.wakeMs <= untilMs ? sleepers.shift() : undefined;
  };
  return {
    nowMs: () => nowMs,
    sleep(ms) {
      return new Promise((wake) => {
        const wakeMs = nowMs + Math.max(0, ms);
        const later = sleepers.findIndex((each) => each.wakeMs > wakeMs);
        sleepers.splice(later === -1 ? sleepers.length : later, 0, { wakeMs, wake });
      });
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (let sleeper = takeDue(untilMs); sleeper !== undefined; sleeper = takeDue(untilMs)) {
        nowMs = Math.max(nowMs, sleeper.wakeMs);
        sleeper.wake();
        await turn();
      }
      nowMs = untilMs;
      await turn();
    },
    nextWakeMs: () => sleepers[0]?.wakeMs,
  };
}

/** Lets everything run that is ready to run in this process. Two rounds: an immediate may make another one. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
}
