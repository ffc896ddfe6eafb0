import { availableParallelism, loadavg } from 'node:os';

/** How many times longer than usual a machine takes at most that has more to do than its cores can. */
const paceMax = 4;

/** So many seconds, and more on a busy machine: what is soon must not be over before others are ready for it. */
export function soonSeconds(seconds: number): number {
  const pace = (loadavg()[0] ?? 0) / availableParallelism();
  return Math.ceil(seconds * Math.min(paceMax, Math.max(1, pace)));
}
