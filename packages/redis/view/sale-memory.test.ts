import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { GateOrder } from '@penstock/core';
import { decideAsk } from '@penstock/core';
import { readOrder, writeOrder } from '../order-line.ts';
import { createSaleMemory } from './sale-memory.ts';

const order: GateOrder = {
  ...{ orderId: 'ann-1', buyerId: 'ann', sku: 'tee', unit: 7, slot: 0, key: 'k "1"', placedAtMs: 5 },
  ...{ payByMs: undefined, stage: 'reserved' },
};

test('an order reads as it was written', () => {
  const orders: GateOrder[] = [order, { ...order, key: undefined, payByMs: 9, stage: 'promised' }];
  for (const each of orders) assert.deepEqual(readOrder(writeOrder(each)), each);
});

suite('what a node remembers decides as the gate would', () => {
  const lines = {
    rules: 'rules\t1\t10\t100\t1\t50\t0',
    paused: 'rules\t2\t10\t100\t1\t50\t1',
    gone: 'sku\ttee\t9\t0\t0\t9\t',
    held: 'sku\ttee\t9\t0\t2\t7\t77',
    free: 'sku\ttee\t9\t1\t1\t7\t',
  };
  const lineOf = (change: Partial<GateOrder>) => `order\t${writeOrder({ ...order, key: undefined, ...change })}`;
  const check = (name: string, told: readonly string[], expected: object, wish: object = {}) =>
    test(name, () => {
      const memory = createSaleMemory();
      for (const line of [lines.rules, ...told]) memory.take(line);
      const decision = decideAsk(memory, { buyerId: 'bob', sku: 'tee', key: undefined, ...wish }, 20);
      assert.deepEqual({ ...decision }, expected);
    });
  check('sold out', [lines.gone], { kind: 'sold-out' });
  check('all held, and from when units may come back', [lines.held], { kind: 'all-held', backFromMs: 77 });
  check('paused', [lines.gone, lines.paused], { kind: 'sale-paused' });
  check('unknown sku', [lines.gone], { kind: 'unknown-sku' }, { sku: 'hat' });
  check(
    'a buyer who has one',
    [lines.gone, lineOf({ stage: 'reserved' }), lineOf({ stage: 'promised', payByMs: 60 })],
    { kind: 'already-held', order: { ...order, key: undefined, stage: 'promised', payByMs: 60 } },
    { buyerId: 'ann' },
  );
  check(
    'a buyer who had one: forgotten without a key',
    [lines.gone, lineOf({}), lineOf({ stage: 'done' })],
    { kind: 'sold-out' },
    { buyerId: 'ann' },
  );
  check(
    'a buyer who had one: known by its key for ever',
    [lines.gone, lineOf({ key: 'k' }), lineOf({ key: 'k', stage: 'done' })],
    { kind: 'already-held', order: { ...order, key: 'k', stage: 'done' } },
    { buyerId: 'ann', key: 'k' },
  );
});

test('counts are told; a line taken twice changes nothing', () => {
  const memory = createSaleMemory();
  for (const _ of [1, 2]) memory.take('sku\ttee\t9\t4\t3\t1\t77');
  assert.deepEqual(memory.counts(), [{ sku: 'tee', units: 8, available: 4, held: 3, sold: 1 }]);
});
