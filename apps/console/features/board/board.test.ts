import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Live } from '@penstock/contract';
import { historySamplesMax, historySpanMs } from '../../limits.ts';
import type { Sample } from './history.ts';
import { withReading } from './history.ts';
import { byGroup, outcomeGroups } from './outcome-groups.ts';
import { stackOf } from './stack.ts';
import { stockCounts } from './stock-counts.ts';

const startMs = Date.parse('2026-11-22T07:00:00.000Z');

const live = (afterMs: number, answersPerSecond: Record<string, number> = {}): Live =>
  ({ at: new Date(startMs + afterMs).toISOString(), answersPerSecond, latencyMs: null }) as Live;

const historyOf = (readings: readonly Live[]): readonly Sample[] =>
  readings.reduce(withReading, [] as readonly Sample[]);

test('what is counted in groups is as much as what was counted', () => {
  const numbers = { held: 3, 'sold-out': 40, unavailable: 1, busy: 2, 'of-a-later-server': 5 };
  const groups = byGroup(numbers);
  assert.equal(
    Object.values(groups).reduce((sum, each) => sum + each, 0),
    51,
  );
  assert.deepEqual([groups.held, groups['sold-out'], groups.busy, groups.other], [3, 40, 3, 5]);
  assert.deepEqual(Object.keys(groups), outcomeGroups);
});

test('the history keeps its span and its number of readings, and takes no reading twice', () => {
  const readings = Array.from({ length: 2_000 }, (_, index) => live(index * 500));
  const history = historyOf(readings);
  assert.equal(history.length, historySamplesMax);
  assert.equal(history.at(-1)?.atMs, startMs + 1_999 * 500);
  assert.ok((history.at(-1)?.atMs ?? 0) - (history[0]?.atMs ?? 0) < historySpanMs);
  assert.equal(withReading(history, live(1_999 * 500)), history);
  assert.equal(withReading(history, live(0)), history);
  assert.equal(historyOf([live(0), live(historySpanMs + 1)]).length, 1);
});

test('each group stands on the one below it', () => {
  const [x, ...edges] = stackOf(historyOf([live(0, { held: 10, 'sold-out': 5 }), live(1_000, { 'all-held': 7 })]));
  assert.deepEqual(x, [startMs / 1_000, startMs / 1_000 + 1]);
  assert.deepEqual(edges[outcomeGroups.indexOf('held')], [10, 0]);
  assert.deepEqual(edges[outcomeGroups.indexOf('sold-out')], [15, 0]);
  assert.deepEqual(edges.at(-1), [15, 7]);
});

test('the counts of all variants are the sum, and unknown where one of them is', () => {
  const sku = (name: string, more: Partial<Live['skus'][number]> = {}): Live['skus'][number] => ({
    sku: name,
    title: name,
    units: 5,
    gate: { available: 2, held: 1, sold: 2 },
    ledger: { available: 2, held: 1, paid: 2, returned: 3 },
    difference: 0,
    ...more,
  });
  const skus = [sku('red'), sku('blue', { difference: 1 })];
  assert.deepEqual(stockCounts(skus, undefined), {
    units: 10,
    gate: { available: 4, held: 2, sold: 4 },
    ledger: { available: 4, held: 2, paid: 4, returned: 6 },
    difference: 1,
  });
  assert.equal(stockCounts(skus, 'red').difference, 0);
  const half = stockCounts([sku('red'), sku('blue', { gate: null, difference: null })], undefined);
  assert.deepEqual([half.gate, half.difference, half.ledger?.paid], [null, null, 4]);
  assert.deepEqual(stockCounts([], undefined), { units: 0, gate: null, ledger: null, difference: null });
});
