import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromSamples, spanning } from './server-clock.ts';

test('the sample with the shortest round trip decides, within half of it and the rounding', () => {
  const clock = fromSamples([
    { offsetMs: 105, roundTripMs: 12 },
    { offsetMs: 100, roundTripMs: 2 },
    { offsetMs: 300, roundTripMs: 9_000 },
  ]);
  assert.deepEqual(clock, { offsetMs: 100.5, toleranceMs: 2, samples: 2 });
});

test('round trips that say nothing are an error', () => {
  assert.throws(() => fromSamples([{ offsetMs: 1, roundTripMs: 5_000 }]), /longer than 2000 ms/);
});

test('a drift between two measures widens the tolerance', () => {
  const before = { offsetMs: 100, toleranceMs: 2, samples: 9 };
  const after = { offsetMs: 106, toleranceMs: 1, samples: 9 };
  assert.deepEqual(spanning(before, after), { offsetMs: 103, toleranceMs: 5, samples: 18 });
});
