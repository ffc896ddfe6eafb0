import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Order } from '@penstock/contract';
import { orderStatuses } from '@penstock/contract';
import { isLive } from './is-live.ts';
import { isSettled, laterOf, orderCode, orderStage, withOrder } from './order-state.ts';

const order = (some: Partial<Order> = {}): Order => ({
  orderId: '019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90',
  saleId: 'lamp',
  sku: 'lamp',
  unit: 1,
  buyerId: 'ann',
  status: 'awaiting_payment',
  priceMinor: 990,
  currency: 'CNY',
  placedAt: '2026-11-28T12:00:00.000Z',
  payBy: '2026-11-28T12:30:00.000Z',
  ...some,
});

test('which states are live, and which are settled', () => {
  const lines = orderStatuses.map((status) => {
    const one = order({ status });
    return `${status}${isLive(one) ? ' live' : ''}${isSettled(one) ? ' settled' : ''}`;
  });
  assert.deepEqual(lines, [
    'reserved live',
    'awaiting_payment live',
    'paid live settled',
    'expired settled',
    'cancelled settled',
    'refused settled',
    'refund_due',
    'refunded settled',
  ]);
});

test('at payBy the countdown stops, and nothing is decided by it', () => {
  const endsAtMs = Date.parse('2026-11-28T12:30:00.000Z');
  assert.equal(orderStage(order(), endsAtMs - 1), 'awaiting_payment');
  assert.equal(orderStage(order(), endsAtMs), 'time-up');
  assert.equal(orderStage(order(), undefined), 'awaiting_payment');
  assert.equal(orderStage(order({ status: 'paid' }), endsAtMs), 'paid');
  assert.equal(orderStage(order({ status: 'expired' }), endsAtMs), 'expired');
});

test('news that come late change nothing', () => {
  const paid = order({ status: 'paid' });
  assert.equal(laterOf(paid, order()), paid);
  assert.equal(laterOf(order({ status: 'reserved' }), order()).status, 'awaiting_payment');
  assert.equal(laterOf(order({ status: 'expired' }), order({ status: 'refund_due' })).status, 'refund_due');
});

test('orders stand newest first, each once', () => {
  const first = order({ orderId: 'a', placedAt: '2026-11-28T12:00:00.000Z' });
  const second = order({ orderId: 'b', placedAt: '2026-11-28T12:00:01.000Z' });
  const both = withOrder(withOrder([], first), second);
  assert.deepEqual(
    both.map(({ orderId }) => orderId),
    ['b', 'a'],
  );
  const after = withOrder(both, { ...first, status: 'expired' });
  assert.deepEqual(
    after.map(({ orderId, status }) => `${orderId} ${status}`),
    ['b awaiting_payment', 'a expired'],
  );
});

test('an order’s name is the end of its id', () => {
  assert.equal(orderCode(order().orderId), '3C5B-7A90');
});
