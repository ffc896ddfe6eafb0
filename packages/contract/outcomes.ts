// The outcomes of asking for a unit, in the order in which they are tried, and how HTTP says them.
import type { ProblemCode } from './problems.ts';

/** The outcomes, in order of precedence: the first that applies is the answer. */
export const askOutcomes = [
  'sale-not-found',
  'sale-not-open',
  'already-held',
  'limit-reached',
  'sale-paused',
  'sale-ended',
  'sold-out',
  'all-held',
  'held',
] as const;

export type AskOutcome = (typeof askOutcomes)[number];

/** How an outcome is answered: with the order, or with a problem. */
export type AskAnswer =
  | { readonly status: 200 | 202; readonly body: 'order' }
  | { readonly status: 404 | 409; readonly problem: ProblemCode };

/** The answer to each outcome, in their order. */
export const askAnswers: { readonly [outcome in AskOutcome]: AskAnswer } = {
  'sale-not-found': { status: 404, problem: 'sale-not-found' },
  'sale-not-open': { status: 409, problem: 'sale-not-open' },
  'already-held': { status: 200, body: 'order' },
  'limit-reached': { status: 409, problem: 'limit-reached' },
  'sale-paused': { status: 409, problem: 'sale-paused' },
  'sale-ended': { status: 409, problem: 'sale-ended' },
  'sold-out': { status: 409, problem: 'sold-out' },
  'all-held': { status: 409, problem: 'all-held' },
  held: { status: 202, body: 'order' },
};
