import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spreadOf } from './statistics.ts';

const check = (samples: readonly number[], q1: number, median: number, q3: number) =>
  assert.deepEqual(spreadOf(samples), { median, q1, q3 });

test('median and quartiles, in whatever order the samples come', () => {
  check([7], 7, 7, 7);
  check([4, 1, 3, 2], 1.75, 2.5, 3.25);
  check([10, 1, 9, 2, 8, 3, 7], 2.5, 7, 8.5);
});
