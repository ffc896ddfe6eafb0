import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CrowdShape, Schedule } from './first-asks.ts';
import { FirstAsks, skuOfWish } from './first-asks.ts';

const shape: CrowdShape = {
  buyers: 1_000,
  wishesPerBuyer: 2,
  rounds: 1,
  skus: 3,
  twiceShare: 0.1,
  cancelShare: 0,
  seed: 5,
};
const opening: Schedule = {
  kind: 'opening',
  startMs: 5_000,
  opensMs: 5_000,
  earlyFromMs: 3_000,
  ratePerSecond: undefined,
};

test('everybody asks for every wish once a round, in an order that the seed decides', () => {
  const read = (seed: number): number[] => {
    const asks = new FirstAsks({ ...shape, rounds: 2, seed }, opening);
    const wishes: number[] = [];
    while (asks.left > 0) wishes.push(asks.take().wish);
    return wishes;
  };
  const wishes = read(5);
  assert.equal(wishes.length, 4_000);
  const once = [...new Set(wishes.slice(0, 2_000))].sort((a, b) => a - b);
  assert.deepEqual(once, [...Array(2_000).keys()]);
  assert.deepEqual(wishes, read(5));
  assert.notDeepEqual(wishes, read(6));
});

test('shares and variants fall as asked', () => {
  const asks = new FirstAsks(shape, opening);
  let twice = 0;
  while (asks.left > 0) twice += asks.take().asksTwice ? 1 : 0;
  assert.ok(twice > 120 && twice < 280, `${twice} of 2000 wishes are asked twice`);
  const bySku = [0, 0, 0];
  for (let wish = 0; wish < 3_000; wish++) bySku[skuOfWish(shape, wish)] = (bySku[skuOfWish(shape, wish)] ?? 0) + 1;
  assert.ok(
    bySku.every((count) => count > 850 && count < 1_150),
    bySku.join(' '),
  );
});

test('at an opening the first round is due at it, and later rounds when they can be sent', () => {
  const asks = new FirstAsks({ ...shape, buyers: 1, wishesPerBuyer: 1, rounds: 2 }, opening);
  assert.equal(asks.dueMs, 5_000);
  asks.take();
  assert.equal(asks.dueMs, Number.NEGATIVE_INFINITY);
  asks.take();
  assert.equal(asks.dueMs, Number.POSITIVE_INFINITY);
});

test('with a rate asks are due one after the other, twins counted', () => {
  const schedule: Schedule = { ...opening, kind: 'rate', startMs: 100, ratePerSecond: 500 };
  const asks = new FirstAsks({ ...shape, twiceShare: 1 }, schedule);
  assert.equal(asks.dueMs, 100);
  asks.take();
  assert.equal(asks.dueMs, 104);
});

test('before the opening everybody taps twice a second, and nobody after it', () => {
  const asks = new FirstAsks({ ...shape, buyers: 2 }, opening);
  assert.equal(asks.earlyDueMs(0), 3_000);
  const taps = [asks.takeEarly(), asks.takeEarly()];
  assert.deepEqual(new Set(taps), new Set([0, 2]));
  assert.equal(asks.earlyDueMs(3_000), 3_500);
  assert.equal(asks.earlyDueMs(5_000), Number.POSITIVE_INFINITY);
  for (let tap = 0; tap < 6; tap++) asks.takeEarly();
  assert.equal(asks.earlyDueMs(4_900), Number.POSITIVE_INFINITY);
});
