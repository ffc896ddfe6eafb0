import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextLateReadMs, nextOrderReadMs } from './follow-plan.ts';

test('an order on its way is read soon, then every five seconds, never in step with others', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 100].map((readsDone) => nextOrderReadMs(readsDone, 0.5)),
    [1_000, 1_000, 2_000, 3_000, 5_000, 5_000],
  );
  assert.deepEqual(
    [0, 1].map((random) => Math.round(nextOrderReadMs(4, random))),
    [4_000, 6_000],
  );
});

test('an expired order is read every ten seconds for ten minutes, and then no more', () => {
  let tookMs = 0;
  let reads = 0;
  for (let waitMs = nextLateReadMs(0, 0.5); waitMs !== undefined; waitMs = nextLateReadMs(reads, 0.5)) {
    reads += 1;
    tookMs += waitMs;
  }
  assert.deepEqual([reads, tookMs], [60, 600_000]);
});
