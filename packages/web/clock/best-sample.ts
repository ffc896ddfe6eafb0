// Which sample of the server's clock to believe.

/** One question for the server's time. Sent and received are of the page's own steady clock, in milliseconds. */
export type ClockSample = { readonly sentAtMs: number; readonly receivedAtMs: number; readonly serverMs: number };

/** Server time = steady time + `offsetMs`, right within `errorMs`. */
export type ClockEstimate = { readonly offsetMs: number; readonly errorMs: number };

const roundTripMs = ({ sentAtMs, receivedAtMs }: ClockSample): number => receivedAtMs - sentAtMs;

/**
 * The estimate of the sample with the smallest round trip: the server read its clock somewhere in that time, so the
 * middle is wrong by half of it at most. Undefined without samples.
 */
export function bestEstimate(samples: readonly ClockSample[]): ClockEstimate | undefined {
  const [first, ...rest] = samples;
  if (first === undefined) return undefined;
  const best = rest.reduce((quickest, next) => (roundTripMs(next) < roundTripMs(quickest) ? next : quickest), first);
  return {
    offsetMs: best.serverMs - (best.sentAtMs + best.receivedAtMs) / 2,
    errorMs: roundTripMs(best) / 2,
  };
}
