import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededIds } from './seeded-ids.ts';

const origin = { saleId: 's', sku: 'tee', buyerId: 'ann', nowMs: 1_764_000_000_000 };

test('the same seed makes the same ids, another seed others', () => {
  const three = (seed: number) => {
    const ids = seededIds(seed);
    return [ids.orderId(origin), ids.next(), ids.orderId(origin)];
  };
  assert.deepEqual(three(1), three(1));
  assert.notDeepEqual(three(1), three(2));
});

test('ids are version 7 UUIDs, each its own, in the order of time and then of calls', () => {
  const ids = seededIds(1);
  const made = Array.from({ length: 300 }, (_, index) => {
    return ids.orderId({ ...origin, nowMs: origin.nowMs + Math.floor(index / 100) });
  });
  for (const id of made) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(made).size, made.length);
  assert.deepEqual(made, made.toSorted());
});

test('an id is known for its own origin only', () => {
  const ids = seededIds(1);
  const orderId = ids.orderId(origin);
  assert.equal(ids.isIssued(orderId, origin), true);
  for (const other of [{ saleId: 't' }, { sku: 'cap' }, { buyerId: 'bob' }]) {
    assert.equal(ids.isIssued(orderId, { ...origin, ...other }), false);
  }
  assert.equal(ids.isIssued('00000000-0000-7000-8000-000000000000', origin), false);
});
