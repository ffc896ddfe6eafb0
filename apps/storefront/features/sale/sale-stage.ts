// Where a visitor stands in a sale. The first stage that applies is shown, in the order of the list below:
//   flight    unreachable, checking, too-fast, busy, slow, sending      an intent of this visitor is under way
//   sale      ended, paused                                             nothing is given
//   before    reading, far, near                                        the opening has not come
//   stock     watching, all-held, sold-out                              nothing is free
//   visitor   sign-in                                                   who asks must be known
//   open      one-more, open                                            the button asks for a unit
import type { SalePhase } from '@penstock/contract';
import { nearOpeningMs, refusalShownMs, slowAfterMs } from '../../limits.ts';
import type { Flight } from '../ask/flight.ts';

/** The stages, in order of precedence. */
export const saleStages = [
  'unreachable',
  'checking',
  'too-fast',
  'busy',
  'slow',
  'sending',
  'ended',
  'paused',
  'reading',
  'far',
  'near',
  'watching',
  'all-held',
  'sold-out',
  'sign-in',
  'one-more',
  'open',
] as const;

export type SaleStage = (typeof saleStages)[number];

/** Everything that decides the stage. */
export type SaleFacts = {
  readonly phase: SalePhase;
  readonly opensAtMs: number;
  readonly closesAtMs: number | undefined;
  /** Free and held units of the variant that is chosen. */
  readonly available: number;
  readonly held: number;
  readonly liveOrders: number;
  /** The server's time; undefined until it is known. */
  readonly nowMs: number | undefined;
  /** Milliseconds by which the page's idea of the server's time may be ahead of it. */
  readonly armDelayMs: number;
  /** The steady clock, which flights are timed by. */
  readonly steadyMs: number;
  readonly flight: Flight;
  readonly isSignedOut: boolean;
  /** The visitor asked to be told when a unit is free again. */
  readonly isWatching: boolean;
};

/** The stage that applies. It only chooses what is shown: the server alone decides what an ask is answered. */
export function saleStage(facts: SaleFacts): SaleStage {
  return (
    flightStage(facts) ??
    refusedStage(facts) ??
    closedStage(facts) ??
    stageBefore(facts) ??
    stockStage(facts) ??
    openStage(facts)
  );
}

function flightStage({ flight, steadyMs }: SaleFacts): SaleStage | undefined {
  switch (flight.kind) {
    case 'unreachable':
    case 'checking':
      return flight.kind;
    case 'waiting':
      return flight.why;
    case 'sending':
      return steadyMs - flight.sinceMs >= slowAfterMs ? 'slow' : 'sending';
    case 'idle':
    case 'refused':
      return undefined;
  }
}

/** What the server has just answered is newer than the sale as it was last read, which may be a second old. */
function refusedStage({ flight, steadyMs, isWatching }: SaleFacts): SaleStage | undefined {
  if (flight.kind !== 'refused' || steadyMs - flight.atMs > refusalShownMs) return undefined;
  switch (flight.problem.code) {
    case 'sale-paused':
      return 'paused';
    case 'sale-ended':
      return 'ended';
    case 'sold-out':
      return 'sold-out';
    case 'all-held':
      return isWatching ? 'watching' : 'all-held';
    default:
      return undefined;
  }
}

function closedStage({ phase, closesAtMs, nowMs }: SaleFacts): SaleStage | undefined {
  if (phase === 'ended' || (closesAtMs !== undefined && nowMs !== undefined && nowMs >= closesAtMs)) return 'ended';
  return phase === 'paused' ? 'paused' : undefined;
}

// The page's clock opens the sale, not the next reading of it: that one may be a second old. A sale that is said to be
// open is open, whatever the clock says.
function stageBefore({ phase, opensAtMs, nowMs, armDelayMs, flight, steadyMs }: SaleFacts): SaleStage | undefined {
  if (phase !== 'scheduled') return undefined;
  if (nowMs === undefined) return 'reading';
  const leftMs = opensAtMs + armDelayMs - nowMs;
  if (leftMs > 0) return leftMs > nearOpeningMs ? 'far' : 'near';
  return steadyMs < earlyUntilMs(flight) ? 'near' : undefined;
}

/** Until when an ask that came too early is not repeated, by the server's own time; 0 when none came too early. */
function earlyUntilMs(flight: Flight): number {
  if (flight.kind !== 'refused' || flight.problem.code !== 'sale-not-open') return 0;
  const { opensAt, serverTime } = flight.problem;
  if (opensAt === undefined || serverTime === undefined) return flight.atMs;
  return flight.atMs + Date.parse(opensAt) - Date.parse(serverTime);
}

function stockStage({ phase, available, held, isWatching }: SaleFacts): SaleStage | undefined {
  if (phase === 'scheduled' || (phase === 'open' && available > 0)) return undefined;
  if (phase === 'sold-out' || held === 0) return 'sold-out';
  return isWatching ? 'watching' : 'all-held';
}

function openStage({ isSignedOut, liveOrders }: SaleFacts): SaleStage {
  if (isSignedOut) return 'sign-in';
  return liveOrders > 0 ? 'one-more' : 'open';
}
