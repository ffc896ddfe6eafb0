// What the board has seen so far: readings of the last minutes, oldest first, in a bounded line.
import type { Live } from '@penstock/contract';
import { historySamplesMax, historySpanMs } from '../../limits.ts';
import type { ByGroup } from './outcome-groups.ts';
import { byGroup } from './outcome-groups.ts';

export type Sample = {
  readonly atMs: number;
  readonly answersPerSecond: ByGroup;
  readonly latencyMs: Live['latencyMs'];
};

/** The history with one more reading; what is too old falls out, and an older reading than the last is no news. */
export function withReading(history: readonly Sample[], live: Live): readonly Sample[] {
  const atMs = Date.parse(live.at);
  const last = history.at(-1);
  if (last !== undefined && atMs <= last.atMs) return history;
  const sample: Sample = { atMs, answersPerSecond: byGroup(live.answersPerSecond), latencyMs: live.latencyMs };
  const kept = history.filter((each) => each.atMs > atMs - historySpanMs);
  return [...kept.slice(1 - historySamplesMax), sample];
}
