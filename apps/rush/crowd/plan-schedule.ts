// From the sale's opening and the options to the moments at which asks are due.
import type { Sale } from '@penstock/contract';
import type { ServerClock } from '../reads/server-clock.ts';
import type { Schedule } from './first-asks.ts';

export type Pace = {
  readonly early: number;
  readonly rate: number | undefined;
};

/** `nowMs` is the client's clock. A sale that is open already has no opening to wait for. */
export function planSchedule(sale: Sale, clock: ServerClock, pace: Pace, nowMs: number): Schedule {
  const opensMs = opensAtClientMs(sale, clock);
  const isOpen = opensMs <= nowMs;
  if (pace.rate !== undefined) {
    const startMs = isOpen ? nowMs : Math.max(opensMs - pace.early, nowMs);
    const opening = isOpen ? undefined : opensMs;
    return { kind: 'rate', startMs, opensMs: opening, earlyFromMs: undefined, ratePerSecond: pace.rate };
  }
  if (isOpen)
    return {
      kind: 'closed-loop',
      startMs: nowMs,
      opensMs: undefined,
      earlyFromMs: undefined,
      ratePerSecond: undefined,
    };
  const earlyFromMs = pace.early > 0 ? opensMs - pace.early : undefined;
  return { kind: 'opening', startMs: opensMs, opensMs, earlyFromMs, ratePerSecond: undefined };
}

/** The opening in milliseconds of the client's monotonic clock. */
export function opensAtClientMs(sale: Sale, clock: ServerClock): number {
  return Date.parse(sale.opensAt) - clock.offsetMs;
}
