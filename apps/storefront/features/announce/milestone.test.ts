import assert from 'node:assert/strict';
import { test } from 'node:test';
import { milestonePassed } from './milestone.ts';

test('each milestone is passed once, second by second', () => {
  const passed: number[] = [];
  for (let leftMs = 700_000; leftMs >= -3_000; leftMs -= 1_000) {
    const milestoneMs = milestonePassed(leftMs + 1_000, leftMs);
    if (milestoneMs !== undefined) passed.push(milestoneMs);
  }
  assert.deepEqual(passed, [600_000, 300_000, 60_000, 30_000, 10_000, 0]);
});

test('after a sleep only the latest one is said', () => {
  assert.equal(milestonePassed(400_000, 20_000), 30_000);
  assert.equal(milestonePassed(400_000, -60_000), 0);
});

test('nothing is said in between, or when time is added', () => {
  assert.equal(milestonePassed(59_000, 31_000), undefined);
  assert.equal(milestonePassed(10_000, 400_000), undefined);
});
