import assert from 'node:assert/strict';
import { test } from 'node:test';
import { salePhases } from '@penstock/contract';
import type { PollFacts } from './poll-plan.ts';
import { nextReadMs } from './poll-plan.ts';

const quiet: PollFacts = { phase: 'open', toOpeningMs: -1, isStreaming: false, failures: 0, random: 0.5 };

test('how often each phase is read', () => {
  const lines = salePhases.map((phase) => `${phase} ${nextReadMs({ ...quiet, phase })}`);
  assert.deepEqual(lines, [
    'scheduled 5000',
    'ended 30000',
    'paused 2000',
    'sold-out 5000',
    'all-held 1000',
    'open 1000',
  ]);
});

test('before the opening it is read seldom, and once just behind it, spread over the crowd', () => {
  const before = { ...quiet, phase: 'scheduled' } as const;
  assert.equal(nextReadMs({ ...before, toOpeningMs: 3_600_000 }), 30_000);
  assert.equal(nextReadMs({ ...before, toOpeningMs: 2_000, random: 0 }), 2_000);
  assert.equal(nextReadMs({ ...before, toOpeningMs: 2_000, random: 0.999 }), 2_000 + 300 * 0.999);
  assert.equal(nextReadMs({ ...before, toOpeningMs: undefined }), 5_000);
});

test('a crowd does not read in step', () => {
  assert.equal(nextReadMs({ ...quiet, random: 0 }), 800);
  assert.ok(nextReadMs({ ...quiet, random: 0.999 }) < 1_200);
});

test('failures make reads rarer, within a bound; a stream makes them rare', () => {
  assert.deepEqual(
    [1, 2, 3, 9].map((failures) => nextReadMs({ ...quiet, failures })),
    [1_000, 2_000, 4_000, 15_000],
  );
  assert.equal(nextReadMs({ ...quiet, isStreaming: true }), 15_000);
});
