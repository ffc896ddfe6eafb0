import type { Clock } from '@penstock/core';

/** The longest delay in ms that a Node timer takes; a longer one would fire at once. */
const timerDelayMaxMs = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (ms, options) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(Math.max(ms, 0), timerDelayMaxMs));
      if (options?.isIdle === true) timer.unref();
    }),
};
