import { rateLimitBuyersMax, rateLimitWindowMs } from './limits.ts';
import { createPace } from './pace.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';

/** The answer to a buyer who asks too often, or `undefined` when the ask may go on. */
export type RateLimit = (buyerId: string, nowMs: number) => Answer | undefined;

/** Limits each buyer to `asksPerSecond`, in bursts of as many. A refused ask is not counted. */
export function createRateLimit(asksPerSecond: number): RateLimit {
  const everyMs = rateLimitWindowMs / asksPerSecond;
  const pace = createPace({ burst: asksPerSecond, everyMs, keysMax: rateLimitBuyersMax });
  const refusal = refusalsBySecond(asksPerSecond);
  return (buyerId, nowMs) => {
    const waitMs = pace.take(buyerId, nowMs);
    return waitMs === 0 ? undefined : refusal(waitMs);
  };
}

/** The header that tells the limit (draft-ietf-httpapi-ratelimit-headers). */
function policyOf(asksPerSecond: number): string {
  return `"buyer";q=${asksPerSecond};w=${rateLimitWindowMs / 1_000}`;
}

// A wait is never longer than the window, so there are as many answers as whole seconds in it.
function refusalsBySecond(asksPerSecond: number): (waitMs: number) => Answer {
  const made = new Map<number, Answer>();
  return (waitMs) => {
    const seconds = Math.ceil(waitMs / 1_000);
    const before = made.get(seconds);
    if (before !== undefined) return before;
    const answer = problemAnswer('rate-limited', {
      detail: `More than ${asksPerSecond} asks a second. Wait for ${seconds} s.`,
      retryAfterSeconds: seconds,
      headers: ['ratelimit-policy', policyOf(asksPerSecond), 'ratelimit', `"buyer";r=0;t=${seconds}`],
    });
    made.set(seconds, answer);
    return answer;
  };
}
