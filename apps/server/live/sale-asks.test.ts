import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAskCounts } from './ask-counts.ts';
import type { AskKind } from './ask-kinds.ts';
import { askKinds } from './ask-kinds.ts';
import { percentileOf } from './latency-buckets.ts';
import type { CountedBefore } from './sale-asks.ts';
import { createSaleAsks } from './sale-asks.ts';

const nothing: CountedBefore = {
  ...{ sinceMs: 1_000, isWhole: true, asks: 0, answers: {}, peakAsksPerSecond: 0, latencies: [], latencyMaxMs: 0 },
};

const byKind = (counts: readonly number[]) =>
  Object.fromEntries(askKinds.map((kind, at) => [kind, counts[at]]).filter(([, count]) => count !== 0));

test('totals are exact and stay; rates are of the last full second, latencies of the last ten', () => {
  const asks = createSaleAsks(nothing);
  const ask = (kind: AskKind, atMs: number, tookMs: number) => {
    asks.arrived(atMs);
    asks.answered(kind, tookMs, atMs + tookMs);
  };
  for (let at = 0; at < 300; at += 1) ask('sold-out', 50_000 + at * 10, 0.1);
  ask('held', 53_000, 40);
  asks.arrived(53_001);
  const now = asks.numbers(53_500);
  assert.equal(now.sinceMs, 1_000);
  assert.equal(now.asks, 302);
  assert.deepEqual(byKind(now.answers), { 'sold-out': 300, held: 1 });
  // The full slots are 52,500 to 53,499: fifty refusals, one hold and one ask that is under way.
  assert.equal(now.asksPerSecond, 52);
  assert.deepEqual(byKind(now.answersPerSecond), { 'sold-out': 50, held: 1 });
  assert.equal(now.latencyMaxMs, 40);
  assert.ok((percentileOf(now.latencies, 0.5) ?? 0) <= 0.11);
  const later = asks.numbers(64_000);
  assert.equal(later.asks, 302);
  assert.equal(later.asksPerSecond, 0);
  assert.deepEqual(byKind(later.answersPerSecond), {});
  assert.equal(later.latencyMaxMs, 0);
  assert.equal(percentileOf(later.latencies, 0.5), undefined);
  assert.equal(later.peakAsksPerSecond, 100);
});

test('a sale that nobody asked for has zeros, and a long silence leaves nothing of what was before', () => {
  const asks = createSaleAsks(nothing);
  assert.equal(asks.numbers(10).asks, 0);
  asks.arrived(20);
  asks.answered('held', 5, 25);
  asks.arrived(10_000_020);
  const now = asks.numbers(10_001_000);
  assert.equal(now.asks, 2);
  assert.equal(now.asksPerSecond, 1);
  assert.equal(percentileOf(now.latencies, 1), undefined);
});

test('the last seconds of a sale at rest take no memory, and everything else stays', () => {
  const asks = createSaleAsks(nothing);
  asks.arrived(1_000);
  asks.answered('held', 5, 1_005);
  asks.rest(5_000);
  assert.equal(percentileOf(asks.numbers(5_000).latencies, 1), percentileOf(asks.numbers(5_000).latenciesSoFar, 1));
  asks.rest(11_000);
  const rested = asks.numbers(11_000);
  assert.equal(percentileOf(rested.latencies, 1), undefined);
  assert.deepEqual([rested.asks, rested.peakAsksPerSecond, rested.latencySoFarMaxMs], [1, 1, 5]);
  asks.arrived(11_500);
  assert.equal(asks.numbers(12_500).asksPerSecond, 1);
});

test('names that are no sales are counted together', () => {
  const counts = createAskCounts({ isSale: (saleId) => saleId === 'sale', startedMs: 5, records: [] });
  for (const saleId of ['nothing-1', 'nothing-2', 'sale']) {
    counts.of(saleId).arrived(1);
    counts.of(saleId).answered('sold-out', 1, 2);
  }
  assert.equal(counts.of('nothing-1'), counts.of('nothing-2'));
  assert.equal(counts.numbers('nothing-1', 3).asks, 0);
  assert.equal(counts.numbers('sale', 3).asks, 1);
  assert.deepEqual(byKind(counts.answersHere()), { 'sold-out': 3 });
  assert.deepEqual([...counts.counted().keys()], ['sale']);
});

test('what a node had counted before goes on, and is not counted as of this process', () => {
  const before = { ...nothing, saleId: 'sale', asks: 10, answers: { held: 4 }, isWhole: false, peakAsksPerSecond: 7 };
  const counts = createAskCounts({ isSale: () => true, startedMs: 5_000, records: [before] });
  assert.deepEqual(counts.numbers('sale', 1).asks, 10);
  counts.of('sale').arrived(1);
  counts.of('sale').answered('held', 1, 2);
  const { asks, answers, sinceMs, isWhole, peakAsksPerSecond } = counts.numbers('sale', 3);
  assert.deepEqual(
    { asks, sinceMs, isWhole, peakAsksPerSecond },
    {
      ...{ asks: 11, sinceMs: 1_000, isWhole: false, peakAsksPerSecond: 7 },
    },
  );
  assert.deepEqual(byKind(answers), { held: 5 });
  assert.deepEqual(byKind(counts.answersHere()), { held: 1 });
});
