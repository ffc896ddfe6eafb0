import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSignedIds } from './signed-ids.ts';

const clock = { nowMs: () => 1_800_000_000_000 };
const origin = { saleId: 'launch', sku: 'red', buyerId: 'ann' };
const ids = createSignedIds('a secret of at least thirty-two bytes', clock);

test('an order id is a UUIDv7 of the moment it was made', () => {
  const orderId = ids.orderId({ ...origin, nowMs: clock.nowMs() });
  assert.match(orderId, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(orderId.replaceAll('-', '').slice(0, 12), 16), clock.nowMs());
});

test('an issued id is recognised for its own origin only', () => {
  const orderId = ids.orderId({ ...origin, nowMs: clock.nowMs() });
  assert.ok(ids.isIssued(orderId, origin));
  assert.ok(!ids.isIssued(orderId, { ...origin, buyerId: 'bob' }));
  assert.ok(!ids.isIssued(orderId, { ...origin, sku: 'blue' }));
  assert.ok(!ids.isIssued(orderId, { ...origin, saleId: 'other' }));
  assert.ok(!createSignedIds('another secret of thirty-two bytes!', clock).isIssued(orderId, origin));
  assert.ok(!ids.isIssued('not an id', origin));
});

test('ids of one millisecond differ', () => {
  const made = Array.from({ length: 4_000 }, () => ids.orderId({ ...origin, nowMs: clock.nowMs() }));
  assert.equal(new Set(made).size, made.length);
  assert.notEqual(ids.next(), ids.next());
});
