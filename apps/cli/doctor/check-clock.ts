import type { Server } from '../connect/server.ts';
import { clockDistanceMaxMs, clockSamples } from '../limits.ts';
import type { Shell } from '../shell.ts';
import type { Finding } from './check.ts';

/** How far this machine's clock is from the one by which sales open. */
export async function checkClock(server: Server, shell: Shell): Promise<Finding> {
  const check = 'clock';
  const samples = [];
  for (let taken = 0; taken < clockSamples; taken += 1) {
    const startMs = shell.nowMs();
    const { epochMs } = await server.ask('getTime', {});
    const roundTripMs = shell.nowMs() - startMs;
    samples.push({ roundTripMs, distanceMs: startMs + roundTripMs / 2 - epochMs });
  }
  const best = samples.reduce((a, b) => (b.roundTripMs < a.roundTripMs ? b : a));
  const text = `${Math.round(best.distanceMs)} ms from the server’s (round trip ${best.roundTripMs} ms)`;
  if (Math.abs(best.distanceMs) - best.roundTripMs / 2 <= clockDistanceMaxMs) return { check, level: 'ok', text };
  const next = 'Let both machines keep time (NTP). Sales open by the server’s clock alone.';
  return { check, level: 'warn', text, next };
}
