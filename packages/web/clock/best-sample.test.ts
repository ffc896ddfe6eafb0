import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClockSample } from './best-sample.ts';
import { bestEstimate } from './best-sample.ts';

const sample = (sentAtMs: number, roundTripMs: number, serverMs: number): ClockSample => ({
  sentAtMs,
  receivedAtMs: sentAtMs + roundTripMs,
  serverMs,
});

test('without a sample nothing is known', () => {
  assert.equal(bestEstimate([]), undefined);
});

test('the sample with the smallest round trip counts, wherever it stands', () => {
  const quick = sample(2_000, 10, 1_002_005);
  const slow = [sample(1_000, 400, 1_001_390), sample(3_000, 80, 1_003_000)];
  for (const samples of [
    [quick, ...slow],
    [...slow, quick],
  ]) {
    assert.deepEqual(bestEstimate(samples), { offsetMs: 1_000_000, errorMs: 5 });
  }
});

test('the error bound holds wherever in the round trip the server read its clock', () => {
  for (const share of [0, 0.3, 1]) {
    const estimate = bestEstimate([sample(500, 200, 7_000_500 + 200 * share)]);
    assert.ok(estimate !== undefined && Math.abs(estimate.offsetMs - 7_000_000) <= estimate.errorMs);
  }
});
