// The server's clock in terms of the client's monotonic one, as exactly as a round trip allows.
import { rushFailure } from '../failures.ts';
import type { CalmClient } from '../http/calm-client.ts';
import { clockRoundingMs, clockRoundTripMaxMs, clockSamples } from '../limits.ts';

export type ServerClock = {
  /** Server's milliseconds since 1970 minus the client's monotonic milliseconds. */
  readonly offsetMs: number;
  /** The offset is right within this: half of the shortest round trip, and the rounding. */
  readonly toleranceMs: number;
  readonly samples: number;
};

type Sample = { readonly offsetMs: number; readonly roundTripMs: number };

/** Asks for the time several times and keeps the sample with the shortest round trip. */
export async function measureServerClock(client: CalmClient): Promise<ServerClock> {
  const samples: Sample[] = [];
  for (let count = 0; count < clockSamples; count++) {
    const sentMs = performance.now();
    const { status, body } = await client.call('GET', '/api/v1/time');
    const heardMs = performance.now();
    const epochMs = (body as { epochMs?: unknown } | undefined)?.epochMs;
    if (status !== 200 || typeof epochMs !== 'number')
      throw rushFailure('ANSWER_UNEXPECTED', `GET /api/v1/time answered ${status}: is this a Penstock server?`);
    samples.push({ offsetMs: epochMs - (sentMs + heardMs) / 2, roundTripMs: heardMs - sentMs });
  }
  return fromSamples(samples);
}

/** Exported for its test. */
export function fromSamples(samples: readonly Sample[]): ServerClock {
  const usable = samples.filter((sample) => sample.roundTripMs <= clockRoundTripMaxMs);
  const best = usable.reduce<Sample | undefined>(
    (least, sample) => (least === undefined || sample.roundTripMs < least.roundTripMs ? sample : least),
    undefined,
  );
  if (best === undefined)
    throw rushFailure('SERVER_UNREACHABLE', `Every round trip took longer than ${clockRoundTripMaxMs} ms.`);
  // The server cuts fractions of a millisecond off, so on average its clock is half a millisecond further.
  const offsetMs = best.offsetMs + clockRoundingMs / 2;
  return { offsetMs, toleranceMs: best.roundTripMs / 2 + clockRoundingMs, samples: usable.length };
}

/** One clock for a run that was measured before and after: what it drifted in between widens the tolerance. */
export function spanning(before: ServerClock, after: ServerClock): ServerClock {
  const driftMs = Math.abs(after.offsetMs - before.offsetMs);
  return {
    offsetMs: (before.offsetMs + after.offsetMs) / 2,
    toleranceMs: Math.max(before.toleranceMs, after.toleranceMs) + driftMs / 2,
    samples: before.samples + after.samples,
  };
}
