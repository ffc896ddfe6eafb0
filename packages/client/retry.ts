// Sending a call again when nobody could answer it: with random waits, so that a crowd does not come back in step.
import type { RouteId } from '@penstock/contract';
import type { Client } from './client.ts';
import { retriesMax, retryAfterMaxMs, retryBaseMs, retryWaitMaxMs } from './limits.ts';
import type { CallRequest } from './request.ts';
import type { CallResult, NetworkResult, ProblemResult } from './result.ts';

/** How to retry; chance and waiting come from outside, so that tests decide them. */
export type RetryOptions = {
  readonly retriesMax?: number;
  /** A number from 0 up to, and without, 1. */
  readonly random?: () => number;
  /** Waits for some milliseconds; rejects when the call is aborted meanwhile. */
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Hears of each wait before it begins. */
  readonly onWait?: (about: { readonly attempt: number; readonly waitMs: number }) => void;
};

type Ending = { readonly kind: 'ok' } | ProblemResult | NetworkResult;

/** Statuses that say "not now": nothing was decided, and asking again is safe. */
const transientStatuses = new Set([408, 429, 502, 503, 504]);

/**
 * Milliseconds to wait before the retry number `attempt` (from 0), or undefined when the result is final. Random
 * between nothing and a bound that doubles; the server's `Retry-After` comes on top of it, never short of it.
 */
export function waitBeforeRetry(result: Ending, attempt: number, random: () => number): number | undefined {
  if (result.kind === 'ok') return undefined;
  if (result.status !== undefined && !transientStatuses.has(result.status)) return undefined;
  const { retryAfterMs = 0 } = result;
  if (retryAfterMs > retryAfterMaxMs) return undefined;
  return retryAfterMs + Math.floor(random() * Math.min(retryWaitMaxMs, retryBaseMs * 2 ** attempt));
}

/**
 * Calls a route, and again while the network or the server says "not now"; retries carry `Penstock-Retry: 1`. Only for
 * calls that may be repeated: reads, asking for a unit, and whatever has an `Idempotency-Key`.
 */
export async function callWithRetries<Id extends RouteId>(
  client: Pick<Client, 'call'>,
  routeId: Id,
  request: CallRequest<Id>,
  options: RetryOptions = {},
): Promise<CallResult<Id>> {
  const { random = Math.random, wait = waitMs, onWait } = options;
  let result = await client.call(routeId, request);
  for (let attempt = 0; attempt < (options.retriesMax ?? retriesMax); attempt += 1) {
    const pauseMs = waitBeforeRetry(result, attempt, random);
    if (pauseMs === undefined || request.signal?.aborted === true) return result;
    onWait?.({ attempt, waitMs: pauseMs });
    try {
      await wait(pauseMs, request.signal);
    } catch {
      // Aborted while waiting: what was heard last is all that is known.
      return result;
    }
    result = await client.call(routeId, { ...request, isRetry: true });
  }
  return result;
}

function waitMs(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => {
    clearTimeout(timer);
    reject(signal?.reason);
  };
  const timer = setTimeout(() => {
    signal?.removeEventListener('abort', stop);
    resolve();
  }, ms);
  signal?.addEventListener('abort', stop, { once: true });
  return promise;
}
