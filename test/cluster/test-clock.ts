import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@penstock/core';
import { systemClock } from '@penstock/host';

/** The machine's clock; whoever still waits at the end of a test does not keep its process alive. */
export const testClock: Clock = {
  nowMs: systemClock.nowMs,
  sleep: (ms) => pause(ms, undefined, { ref: false }),
};
