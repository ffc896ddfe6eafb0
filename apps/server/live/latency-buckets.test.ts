import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucketOf, latencyBucketsMax, percentileOf, upperMsOf } from './latency-buckets.ts';

test('a latency lies in a bucket that ends at most a sixteenth, or a 64th of a millisecond, above it', () => {
  for (let ms = 0.01; ms < 16_000; ms *= 1.01) {
    const upperMs = upperMsOf(bucketOf(ms));
    assert.ok(upperMs >= ms, `${ms} ms is in a bucket up to ${upperMs}`);
    assert.ok(upperMs <= ms * (1 + 1 / 16) + 1 / 64, `${ms} ms is in a bucket up to ${upperMs}`);
  }
});

test('buckets follow each other without a gap, and the last one takes whatever is longer', () => {
  for (let bucket = 1; bucket < latencyBucketsMax; bucket += 1) {
    assert.equal(bucketOf(upperMsOf(bucket)), bucket);
    assert.equal(bucketOf(upperMsOf(bucket - 1) + 0.001), bucket);
  }
  assert.equal(bucketOf(0), 0);
  assert.equal(bucketOf(3_600_000), latencyBucketsMax - 1);
});

test('a percentile is that of the sorted values, but for the width of a bucket', () => {
  const values = Array.from({ length: 1_000 }, (_, at) => (at + 1) / 4);
  const counts = Array.from({ length: latencyBucketsMax }, () => 0);
  for (const ms of values) counts[bucketOf(ms)] = (counts[bucketOf(ms)] ?? 0) + 1;
  for (const share of [0.001, 0.5, 0.95, 0.99, 1]) {
    const exact = values[Math.ceil(share * values.length) - 1] ?? 0;
    assert.equal(percentileOf(counts, share), upperMsOf(bucketOf(exact)), `p${share * 100}`);
  }
  assert.equal(percentileOf([0, 0], 0.5), undefined);
});
