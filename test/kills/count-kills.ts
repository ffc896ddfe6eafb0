import type { RequestRecord } from '@penstock/rush';

/** How long before a kill, in ms, somebody must have been answered: the server was at work then. */
const answeredWithinMs = 50;

/** How long after a kill, in ms, the last answers may be read: they were on their way when it came. */
const readWithinMs = 20;

/**
 * Which kills count: those at which an ask was unanswered and never was, and before which one had been answered within
 * 50 ms. The requests and the moments of the kills are on one clock.
 */
export function countKills(requests: readonly RequestRecord[], killsAtMs: readonly number[]): readonly boolean[] {
  return killsAtMs.map((killAtMs, index) => {
    const nextAtMs = killsAtMs[index + 1] ?? Number.POSITIVE_INFINITY;
    const wasOpen = ({ kind, outcome, sentMs, answeredMs }: RequestRecord) =>
      kind === 'ask' &&
      outcome === 'connection-lost' &&
      sentMs <= killAtMs &&
      answeredMs >= killAtMs &&
      answeredMs < nextAtMs;
    const wasJustAnswered = ({ kind, status, answeredMs }: RequestRecord) =>
      kind === 'ask' &&
      status > 0 &&
      answeredMs >= killAtMs - answeredWithinMs &&
      answeredMs <= killAtMs + readWithinMs;
    return requests.some(wasOpen) && requests.some(wasJustAnswered);
  });
}
