// Waits until the crowd has to be at the door, and looks now and then whether the opening was moved.
import { setTimeout as pause } from 'node:timers/promises';
import type { Sale } from '@penstock/contract';
import { opensAtClientMs } from '../crowd/plan-schedule.ts';
import { rushFailure } from '../failures.ts';
import type { CalmClient } from '../http/calm-client.ts';
import { connectLeadMs, liveLineTerminalMs, saleLookMs } from '../limits.ts';
import type { ServerClock } from '../reads/server-clock.ts';
import { readSale } from './choose-sale.ts';

export type Waiting = {
  readonly client: CalmClient;
  readonly clock: ServerClock;
  /** Milliseconds before the opening at which the first asks are due. */
  readonly earlyMs: number;
  readonly signal: AbortSignal;
  readonly onWaiting: (opensInMs: number) => void;
};

/** The sale as it was last seen. Throws SALE_OVER when it is taken off meanwhile, STOPPED. */
export async function waitForOpening(waiting: Waiting, sale: Sale): Promise<Sale> {
  let current = sale;
  let lookAtMs = performance.now() + saleLookMs;
  for (;;) {
    const nowMs = performance.now();
    const opensInMs = opensAtClientMs(current, waiting.clock) - nowMs;
    const restMs = opensInMs - waiting.earlyMs - connectLeadMs;
    if (restMs <= 0) return current;
    waiting.onWaiting(opensInMs);
    await pause(Math.min(restMs, liveLineTerminalMs));
    if (waiting.signal.aborted) throw rushFailure('STOPPED', 'Nobody has asked yet.');
    if (performance.now() < lookAtMs) continue;
    current = await readSale(waiting.client, sale.saleId);
    if (current.phase === 'ended') throw rushFailure('SALE_OVER', `${sale.saleId} was ended before it opened.`);
    lookAtMs = performance.now() + saleLookMs;
  }
}
