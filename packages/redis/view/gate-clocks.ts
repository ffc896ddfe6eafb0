import type { RedisLink } from '../link/redis-link.ts';
import type { GateClock } from './gate-clock.ts';
import { createGateClock } from './gate-clock.ts';

/** The clocks of the servers that this node has spoken with, by their run_id. */
export type GateClocks = {
  of(runId: string): GateClock;
  /** The one that is known most exactly now. */
  best(): GateClock;
  /** Measures the clock of some server, so that there is one before any sale is followed. */
  measure(link: Pick<RedisLink, 'call'>): Promise<void>;
};

/** The first answer of a connection is slow, and tells little; one of the next is quick. */
const firstSamples = 4;

export function createGateClocks(): GateClocks {
  const clocks = new Map<string, GateClock>();
  const of = (runId: string): GateClock => {
    const clock = clocks.get(runId) ?? createGateClock();
    clocks.set(runId, clock);
    return clock;
  };
  const errorOf = (clock: GateClock) => clock.at(performance.now())?.errorMs ?? Number.POSITIVE_INFINITY;
  return {
    of,
    best: () => [...clocks.values()].reduce((best, each) => (errorOf(each) < errorOf(best) ? each : best), of('')),
    async measure(link) {
      for (let sample = 0; sample < firstSamples; sample += 1) {
        const sentMs = performance.now();
        const [seconds, micros] = (await link.call('TIME')) as string[];
        const receivedMs = performance.now();
        of('').measure({ gateMs: Number(seconds) * 1_000 + Number(micros) / 1_000, sentMs, receivedMs });
      }
    },
  };
}
