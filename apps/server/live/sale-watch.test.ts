import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeClock } from '@penstock/port-tests';
import { askKinds } from './ask-kinds.ts';
import { latencyBucketsMax } from './latency-buckets.ts';
import type { LiveSource, SourceNumbers } from './live-source.ts';
import { mergeNumbers } from './merge-numbers.ts';
import type { AskNumbers } from './sale-asks.ts';
import { createSaleWatch } from './sale-watch.ts';

function numbers(asks: number, change: Partial<AskNumbers> = {}): SourceNumbers {
  const zeros = askKinds.map(() => 0);
  const none = Array.from({ length: latencyBucketsMax }, () => 0);
  return {
    asks: {
      ...{ sinceMs: 100, asks, answers: zeros, asksPerSecond: asks, answersPerSecond: zeros, peakAsksPerSecond: asks },
      ...{ isWhole: true, latencies: none, latencyMaxMs: 0, latenciesSoFar: none, latencySoFarMaxMs: 0 },
      ...change,
    },
  };
}

/** A source that can be silenced: it then takes every question and answers none. */
function sourceOf(name: string, said: () => SourceNumbers) {
  const state = { isSilent: false, isBroken: false, asked: 0 };
  const source: LiveSource = {
    name,
    kind: 'api',
    async read() {
      state.asked += 1;
      if (state.isBroken) throw new Error('away');
      if (state.isSilent) await new Promise(() => undefined);
      return said();
    },
  };
  return { source, state };
}

function watchOf(...sources: readonly LiveSource[]) {
  const clock = fakeClock(1_000_000);
  const watch = createSaleWatch({ saleId: 'a', sources, nowMs: clock.nowMs, sleep: (ms) => clock.sleep(ms) });
  /** A reading for which time passes, as far as it waits for a silent source. */
  const read = async () => {
    const reading = watch.read();
    await clock.advance(300);
    return reading;
  };
  return { clock, read };
}

test('a silent source is missing within two seconds, and is there again once it speaks', async () => {
  const one = sourceOf('one', () => numbers(10));
  const two = sourceOf('two', () => numbers(5));
  const { clock, read } = watchOf(one.source, two.source);
  assert.deepEqual(mergeNumbers(await read()).asks?.asks, 15);
  two.state.isSilent = true;
  const silentMs = clock.nowMs();
  let heard = await read();
  while (!heard.some(({ isMissing }) => isMissing)) {
    await clock.advance(200);
    heard = await read();
  }
  assert.ok(clock.nowMs() - silentMs <= 2_000, `${clock.nowMs() - silentMs} ms`);
  assert.deepEqual(
    heard.map(({ name, isMissing }) => `${name} ${isMissing}`),
    ['one false', 'two true'],
  );
  const merged = mergeNumbers(heard);
  assert.equal(merged.asks?.asks, 15, 'what it had counted stays in the totals');
  assert.equal(merged.asks?.asksPerSecond, 10, 'what it does now is not known');
});

test('a source that hangs is asked once, not again and again', async () => {
  const one = sourceOf('one', () => numbers(1));
  one.state.isSilent = true;
  const { read } = watchOf(one.source);
  for (let reading = 0; reading < 5; reading += 1) await read();
  assert.equal(one.state.asked, 1);
});

test('a source that was never heard has no age, and nothing of it is zero', async () => {
  const one = sourceOf('one', () => ({ queue: { depth: 3, oldestAgeMs: 5 } }));
  one.state.isBroken = true;
  const { read } = watchOf(one.source);
  const heard = await read();
  assert.deepEqual(heard, [{ name: 'one', kind: 'api', ageMs: undefined, isMissing: true, numbers: undefined }]);
  assert.deepEqual(mergeNumbers(heard), { asks: undefined, ledger: undefined, queue: undefined });
  one.state.isBroken = false;
  const again = await read();
  assert.equal(again[0]?.isMissing, false);
  assert.deepEqual(mergeNumbers(again).queue, { depth: 3, oldestAgeMs: 5 });
});

test('nodes are added up: counts, rates and latencies', async () => {
  const latencies = Array.from({ length: latencyBucketsMax }, (_, at) => (at === 7 ? 2 : 0));
  const answers = askKinds.map((kind) => (kind === 'held' ? 4 : 0));
  const one = sourceOf('one', () => numbers(4, { answers, latencies, latencyMaxMs: 9, sinceMs: 50 }));
  const two = sourceOf('two', () => numbers(4, { answers, latencies, latencyMaxMs: 3 }));
  const { read } = watchOf(one.source, two.source);
  const { asks } = mergeNumbers(await read());
  assert.deepEqual([asks?.asks, asks?.asksPerSecond, asks?.latencyMaxMs, asks?.sinceMs], [8, 8, 9, 50]);
  assert.equal(asks?.answers[askKinds.indexOf('held')], 8);
  assert.equal(asks?.latencies[7], 4);
});
