// The server's clock, as well as it can be known from here. It runs on the page's steady clock, so that a wrong or
// changed clock of the device changes nothing.
import { armDelayMaxMs, clockJumpMs, clockResyncBeforeMs, clockRoundTripMaxMs, clockSamplesMax } from '../limits.ts';
import type { ClockEstimate, ClockSample } from './best-sample.ts';
import { bestEstimate } from './best-sample.ts';

/** What a clock needs of the world. */
export type ClockPorts = {
  /** The steady clock in milliseconds (`performance.now`). */
  readonly steadyMs: () => number;
  /** The device's wall clock in milliseconds; only ever compared with itself. */
  readonly wallMs: () => number;
  /** Asks the server for its time in milliseconds since 1970; undefined when it gives none. */
  readonly readServerMs: () => Promise<number | undefined>;
  /** Called after every change of the estimate. */
  readonly onChange: () => void;
};

export type ServerClock = {
  /** The server's time in milliseconds since 1970; undefined until the first sample is there. */
  nowMs(): number | undefined;
  /** Milliseconds to add to an opening before a button arms: the clock may be this much ahead. */
  armDelayMs(): number;
  /** Measures now; joins a measurement that is under way. */
  sync(): Promise<void>;
  /** Measures again where it is due: after a sleep or a change of the device's clock, and before an opening. */
  resyncIfDue(opensAtMs: number | undefined): void;
};

/** Makes a clock that does not know the time yet. */
export function createServerClock({ steadyMs, wallMs, readServerMs, onChange }: ClockPorts): ServerClock {
  let estimate: ClockEstimate | undefined;
  let isDoubtful = true;
  let syncing: Promise<void> | undefined;
  let syncedForMs: number | undefined;
  let gapMs = wallMs() - steadyMs();

  const nowMs = () => (estimate === undefined ? undefined : steadyMs() + estimate.offsetMs);

  const take = (samples: readonly ClockSample[]): void => {
    const next = bestEstimate(samples);
    if (next === undefined || (!isDoubtful && 2 * next.errorMs > clockRoundTripMaxMs)) return;
    estimate = next;
    isDoubtful = false;
    onChange();
  };

  const measure = async (): Promise<void> => {
    const samples: ClockSample[] = [];
    for (let taken = 0; taken < clockSamplesMax; taken += 1) {
      const sentAtMs = steadyMs();
      const serverMs = await readServerMs();
      if (serverMs === undefined) break;
      samples.push({ sentAtMs, receivedAtMs: steadyMs(), serverMs });
      // One sample is better than none, or than a clock that stood still in a sleep; else the best of all is waited for.
      if (isDoubtful) take(samples);
    }
    take(samples);
  };

  const sync = (): Promise<void> => {
    syncing ??= measure().finally(() => {
      syncing = undefined;
    });
    return syncing;
  };

  const hasJumped = (): boolean => {
    const nextGapMs = wallMs() - steadyMs();
    const isJump = Math.abs(nextGapMs - gapMs) > clockJumpMs;
    gapMs = nextGapMs;
    if (isJump) isDoubtful = true;
    return isJump;
  };

  const isOpeningNear = (opensAtMs: number | undefined): boolean => {
    const now = nowMs();
    if (opensAtMs === undefined || now === undefined || syncedForMs === opensAtMs) return false;
    const isNear = opensAtMs > now && opensAtMs - now <= clockResyncBeforeMs;
    if (isNear) syncedForMs = opensAtMs;
    return isNear;
  };

  return {
    nowMs,
    armDelayMs: () => Math.min(estimate?.errorMs ?? armDelayMaxMs, armDelayMaxMs),
    sync,
    resyncIfDue: (opensAtMs) => {
      // Both are asked, so that each remembers what it has seen.
      if ([hasJumped(), isOpeningNear(opensAtMs)].includes(true)) void sync();
    },
  };
}
