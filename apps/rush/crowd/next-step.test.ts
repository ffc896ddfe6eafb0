import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomes } from '../history/outcomes.ts';
import type { Answered } from './next-step.ts';
import { nextStep } from './next-step.ts';

const usual: Answered = {
  outcome: 'sold-out',
  attempt: 0,
  notOpenAsks: 0,
  retryAfterSeconds: -1,
  isDecided: false,
  isEarly: false,
  retries: 3,
  opensMs: 5_000,
  nowMs: 1_000,
  jitter: 0,
};

function check(change: Partial<Answered>, expected: string): void {
  const step = nextStep({ ...usual, ...change });
  assert.equal(step.kind === 'rest' ? 'rest' : `${step.kind} at ${step.dueMs}`, expected, JSON.stringify(change));
}

test('every outcome leads to one next step', () => {
  const steps = outcomes.map((outcome) => `${outcome}: ${nextStep({ ...usual, outcome }).kind}`);
  assert.deepEqual(steps, [
    'unauthenticated: rest',
    'invalid-request: rest',
    'idempotency-key-reused: rest',
    'rate-limited: retry',
    'sale-not-found: rest',
    'sale-not-open: ask-when-open',
    'already-held: rest',
    'limit-reached: rest',
    'sale-paused: rest',
    'sale-ended: rest',
    'sold-out: rest',
    'all-held: rest',
    'held: rest',
    'busy: retry',
    'unavailable: retry',
    'done: rest',
    'order-not-cancellable: rest',
    'payment-in-progress: rest',
    'timed-out: retry',
    'connection-lost: retry',
    'malformed-answer: retry',
    'unexpected: rest',
  ]);
});

test('a retry waits as long as the server said, within reason, and not for ever', () => {
  check({ outcome: 'busy', retryAfterSeconds: 2 }, 'retry at 3000');
  check({ outcome: 'busy', retryAfterSeconds: 2, jitter: 0.5 }, 'retry at 3050');
  check({ outcome: 'busy', retryAfterSeconds: 11 }, 'rest');
  check({ outcome: 'busy' }, 'retry at 1050');
  check({ outcome: 'busy', attempt: 2 }, 'retry at 1200');
  check({ outcome: 'busy', attempt: 3 }, 'rest');
  check({ outcome: 'busy', attempt: 99, retries: 100 }, 'retry at 2000');
  check({ outcome: 'connection-lost', isDecided: true }, 'rest');
});

test('who came too early asks again at the opening, or soon when it has passed by our clock', () => {
  check({ outcome: 'sale-not-open' }, 'ask-when-open at 5000');
  check({ outcome: 'sale-not-open', nowMs: 6_000 }, 'ask-when-open at 6010');
  check({ outcome: 'sale-not-open', opensMs: undefined }, 'ask-when-open at 1010');
  check({ outcome: 'sale-not-open', notOpenAsks: 50 }, 'rest');
  check({ outcome: 'sale-not-open', isEarly: true }, 'rest');
});
