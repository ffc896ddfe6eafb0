import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextTickMs } from './next-tick.ts';

test('ticks fall just behind the whole seconds before an instant, and the instant itself', () => {
  assert.equal(nextTickMs(10_000, [12_345]), 346);
  assert.equal(nextTickMs(12_344.5, [12_345]), 1);
  assert.equal(nextTickMs(12_345, [12_345]), 1);
});

test('the nearest of several instants counts, and those that passed do not', () => {
  assert.equal(nextTickMs(10_000, [12_345, 20_100, 9_000]), 101);
  assert.equal(nextTickMs(10_000, [9_999]), 1_001);
  assert.equal(nextTickMs(10_000, []), 1_001);
});

test('a whole second ahead is not waited for less than a tick apart', () => {
  assert.equal(nextTickMs(10_000.4, [13_000.4]), 1);
  assert.equal(nextTickMs(10_001.4, [13_000.4]), 1_000);
});
