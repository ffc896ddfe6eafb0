// When a page reads the sale again. The sale is the same for everybody and cached for a second, so reading it is cheap;
// streams are for the few who wait for something.
import type { SalePhase } from '@penstock/contract';

export type PollFacts = {
  readonly phase: SalePhase;
  /** Milliseconds until the opening; undefined while the time is not known. */
  readonly toOpeningMs: number | undefined;
  /** The stream tells the changes; reading only makes sure that none was missed. */
  readonly isStreaming: boolean;
  /** Reads in a row that failed. */
  readonly failures: number;
  /** From 0 up to, and without, 1. */
  readonly random: number;
};

const secondMs = 1_000;
const failureWaitMaxMs = 15 * secondMs;
/** Milliseconds: the automatic reads of a crowd spread over this much behind an opening. */
const openingSpreadMs = 300;

/** Milliseconds until the next read, spread by a fifth to both sides so that a crowd does not read in step. */
export function nextReadMs({ phase, toOpeningMs, isStreaming, failures, random }: PollFacts): number {
  if (failures > 0) return spread(Math.min(failureWaitMaxMs, secondMs * 2 ** (failures - 1)), random);
  const usualMs = spread(isStreaming ? 15 * secondMs : phaseMs(phase, toOpeningMs), random);
  if (phase !== 'scheduled' || toOpeningMs === undefined || toOpeningMs < 0) return usualMs;
  return Math.min(usualMs, toOpeningMs + openingSpreadMs * random);
}

function spread(ms: number, random: number): number {
  return ms * (0.8 + 0.4 * random);
}

function phaseMs(phase: SalePhase, toOpeningMs: number | undefined): number {
  switch (phase) {
    case 'scheduled':
      return (toOpeningMs ?? 0) > 60 * secondMs ? 30 * secondMs : 5 * secondMs;
    case 'open':
    case 'all-held':
      return secondMs;
    case 'paused':
      return 2 * secondMs;
    case 'sold-out':
      return 5 * secondMs;
    case 'ended':
      return 30 * secondMs;
  }
}
