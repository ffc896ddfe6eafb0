import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerRows } from './answer-rows.ts';

test('answers come most frequent first, with their share; those that never happened are left out', () => {
  assert.deepEqual(answerRows({ held: 10, 'sold-out': 30, busy: 0 }), [
    { outcome: 'sold-out', count: 30, share: 0.75 },
    { outcome: 'held', count: 10, share: 0.25 },
  ]);
  assert.deepEqual(answerRows({}), []);
});
