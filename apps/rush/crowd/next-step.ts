// What a buyer does after an answer: nothing more, the same again as a retry, or again at the opening.
import type { Outcome } from '../history/outcomes.ts';
import { isRetried } from '../history/outcomes.ts';
import { notOpenAsksMax, notOpenDelayMs, retryAfterMaxSeconds, retryDelayMaxMs, retryDelayMinMs } from '../limits.ts';

export type Answered = {
  readonly outcome: Outcome;
  /** Retries so far of this request. */
  readonly attempt: number;
  /** Times that this ask heard `sale-not-open` so far. */
  readonly notOpenAsks: number;
  /** The server's word; -1 for none. */
  readonly retryAfterSeconds: number;
  /** Another ask for the same wish has an answer already. */
  readonly isDecided: boolean;
  readonly isEarly: boolean;
  /** Retries allowed. */
  readonly retries: number;
  readonly opensMs: number | undefined;
  readonly nowMs: number;
  /** In [0, 1): spreads retries, so that a crowd refused together does not come back together. */
  readonly jitter: number;
};

export type NextStep =
  | { readonly kind: 'rest' }
  | { readonly kind: 'retry'; readonly dueMs: number }
  | { readonly kind: 'ask-when-open'; readonly dueMs: number };

const rest: NextStep = { kind: 'rest' };

export function nextStep(answered: Answered): NextStep {
  if (answered.isDecided) return rest;
  // An early ask is one too many: its buyer's real one is still to come.
  if (answered.isEarly) return rest;
  if (answered.outcome === 'sale-not-open') return whenOpen(answered);
  if (!isRetried[answered.outcome] || answered.attempt >= answered.retries) return rest;
  if (answered.retryAfterSeconds > retryAfterMaxSeconds) return rest;
  const backoffMs = Math.min(retryDelayMinMs * 2 ** answered.attempt, retryDelayMaxMs);
  // A time that the server named is the earliest, never too late by more than the jitter.
  const waitMs =
    answered.retryAfterSeconds >= 0
      ? answered.retryAfterSeconds * 1_000 + answered.jitter * retryDelayMinMs
      : backoffMs * (0.5 + answered.jitter / 2);
  return { kind: 'retry', dueMs: answered.nowMs + waitMs };
}

function whenOpen(answered: Answered): NextStep {
  if (answered.notOpenAsks >= notOpenAsksMax) return rest;
  const soonMs = answered.nowMs + notOpenDelayMs;
  return { kind: 'ask-when-open', dueMs: Math.max(answered.opensMs ?? soonMs, soonMs) };
}
