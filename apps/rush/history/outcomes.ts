// What a request can come to, in the documented order: the contract's table first, then what only a client sees.

export const outcomes = [
  'unauthenticated',
  'invalid-request',
  'idempotency-key-reused',
  'rate-limited',
  'sale-not-found',
  'sale-not-open',
  'already-held',
  'limit-reached',
  'sale-paused',
  'sale-ended',
  'sold-out',
  'all-held',
  'held',
  'busy',
  'unavailable',
  // Of calls about an order: done, or refused with a reason.
  'done',
  'order-not-cancellable',
  'payment-in-progress',
  // The effect is known to nobody yet; the final reads decide it.
  'timed-out',
  'connection-lost',
  'malformed-answer',
  // An answer that the contract does not know.
  'unexpected',
] as const;

export type Outcome = (typeof outcomes)[number];

/** Outcomes by number, as the history stores them. */
export const outcomeNumber = Object.fromEntries(outcomes.map((outcome, number) => [outcome, number])) as Readonly<
  Record<Outcome, number>
>;

/**
 * How an outcome is read by the judge: `ok` names an order, `fail` says that this request gave nothing,
 * `info` leaves its effect open.
 */
export const outcomeClass: Readonly<Record<Outcome, 'ok' | 'fail' | 'info'>> = {
  unauthenticated: 'fail',
  'invalid-request': 'fail',
  'idempotency-key-reused': 'fail',
  'rate-limited': 'fail',
  'sale-not-found': 'fail',
  'sale-not-open': 'fail',
  'already-held': 'ok',
  'limit-reached': 'fail',
  'sale-paused': 'fail',
  'sale-ended': 'fail',
  'sold-out': 'fail',
  'all-held': 'fail',
  held: 'ok',
  busy: 'fail',
  unavailable: 'fail',
  done: 'ok',
  'order-not-cancellable': 'fail',
  'payment-in-progress': 'fail',
  'timed-out': 'info',
  'connection-lost': 'info',
  'malformed-answer': 'info',
  unexpected: 'info',
};

/** Outcomes after which the same request is sent again, as a retry. */
export const isRetried: Readonly<Record<Outcome, boolean>> = Object.fromEntries(
  outcomes.map((outcome) => [
    outcome,
    ['rate-limited', 'busy', 'unavailable', 'timed-out', 'connection-lost', 'malformed-answer'].includes(outcome),
  ]),
) as Record<Outcome, boolean>;
