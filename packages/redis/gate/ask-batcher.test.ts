import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Ask, HoldOutcome } from '@penstock/core';
import { asksWaitingMax, batchAsksMax } from '../limits.ts';
import type { AskBatcher } from './ask-batcher.ts';
import { createAskBatcher } from './ask-batcher.ts';

type PendingCall = {
  readonly saleId: string;
  readonly asks: readonly Ask[];
  readonly answer: () => void;
  readonly fail: (error: Error) => void;
};

/** A batcher whose calls wait until the test answers them, each ask by the name of its buyer. */
function stage(): { readonly batcher: AskBatcher; readonly calls: PendingCall[] } {
  const calls: PendingCall[] = [];
  const call = (saleId: string, asks: readonly Ask[]): Promise<readonly HoldOutcome[]> => {
    const { promise, resolve, reject } = Promise.withResolvers<readonly HoldOutcome[]>();
    const outcomes = asks.map((ask): HoldOutcome => ({ kind: 'sale-not-open', opensAtMs: Number(ask.buyerId) }));
    calls.push({ saleId, asks, answer: () => resolve(outcomes), fail: reject });
    return promise;
  };
  return { batcher: createAskBatcher(call, () => new Error('not asked')), calls };
}

function asks(...buyers: number[]): Ask[] {
  return buyers.map((buyer) => ({ orderId: `o${buyer}`, buyerId: String(buyer), sku: 'tee', key: undefined }));
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

const buyersOf = (call: PendingCall | undefined) => call?.asks.map((ask) => Number(ask.buyerId));
const numbers = (outcomes: readonly HoldOutcome[]) =>
  outcomes.map((outcome) => (outcome.kind === 'sale-not-open' ? outcome.opensAtMs : outcome.kind));

suite('asks travel together', () => {
  test('one alone waits for nobody; those that come meanwhile go in the next call, in their order', async () => {
    const { batcher, calls } = stage();
    const first = batcher.hold('s', asks(1));
    const rest = [batcher.hold('s', asks(2)), batcher.hold('s', asks(3, 4)), batcher.hold('s', asks(5))];
    assert.deepEqual(calls.map(buyersOf), [[1]]);
    calls[0]?.answer();
    assert.deepEqual(numbers(await first), [1]);
    assert.deepEqual(calls.map(buyersOf), [[1], [2, 3, 4, 5]]);
    calls[1]?.answer();
    assert.deepEqual((await Promise.all(rest)).map(numbers), [[2], [3, 4], [5]]);
  });

  test(`a call takes at most ${batchAsksMax}, also of one caller's asks, which are answered whole`, async () => {
    const { batcher, calls } = stage();
    const all = range(1, batchAsksMax + 3);
    const answered = batcher.hold('s', asks(...all));
    calls[0]?.answer();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      calls.map((call) => call.asks.length),
      [batchAsksMax, 3],
    );
    calls[1]?.answer();
    assert.deepEqual(numbers(await answered), all);
  });

  test('sales do not wait for each other', () => {
    const { batcher, calls } = stage();
    void batcher.hold('a', asks(1));
    void batcher.hold('b', asks(2));
    assert.deepEqual(
      calls.map((call) => call.saleId),
      ['a', 'b'],
    );
  });

  test('no ask, no call', async () => {
    const { batcher, calls } = stage();
    assert.deepEqual(await batcher.hold('s', []), []);
    assert.equal(calls.length, 0);
  });
});

suite('when the gate does not answer', () => {
  test('those who were asked for hear the failure, those who waited that they were not asked for; then it goes on', async () => {
    const { batcher, calls } = stage();
    const first = batcher.hold('s', asks(1));
    const second = batcher.hold('s', asks(2));
    calls[0]?.fail(new Error('silent'));
    await assert.rejects(first, /silent/);
    await assert.rejects(second, /not asked/);
    const third = batcher.hold('s', asks(3));
    calls[1]?.answer();
    assert.deepEqual(numbers(await third), [3]);
  });
});

suite('the line is bounded', () => {
  test(`with ${asksWaitingMax} waiting the next is told busy, until some were taken`, async () => {
    const { batcher, calls } = stage();
    void batcher.hold('s', asks(0));
    void batcher.hold('s', asks(...range(1, asksWaitingMax)));
    assert.deepEqual(numbers(await batcher.hold('s', asks(1, 2))), ['busy', 'busy']);
    calls[0]?.answer();
    await new Promise((resolve) => setImmediate(resolve));
    const accepted = batcher.hold('s', asks(7));
    assert.equal(await Promise.race([accepted, Promise.resolve('waiting')]), 'waiting');
  });
});
