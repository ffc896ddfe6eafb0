import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryWaitsMs, retryAfterMaxMs } from '../limits.ts';
import type { HookAnswer } from './decide-delivery.ts';
import { decideDelivery, hookStateAfter } from './decide-delivery.ts';
import { deliveryIdOf, orderAsItWas, readDeliveryId, toldStatuses } from './delivery.ts';
import type { Order } from './order.ts';

const nowMs = 1_000_000;

/** `500` or `429 after 7` (seconds) or `silent`. */
function answerOf(text: string): HookAnswer {
  if (text === 'silent') return { kind: 'silent', why: 'It gave no answer.', fault: { code: 'broken-off' } };
  const [status, after] = text.split(' after ').map(Number);
  return { kind: 'answered', status: status ?? 0, ...(after !== undefined && { retryAfterMs: after * 1_000 }) };
}

/** `delivered`, `failed`, or `again in 5` (seconds). */
function decided(text: string, attempts = 1, chance = 0.5): string {
  const decision = decideDelivery(answerOf(text), { attempts, nowMs, chance });
  return decision.kind === 'again' ? `again in ${(decision.atMs - nowMs) / 1_000}` : decision.kind;
}

test('a 2xx is a yes, 410 is the end, and everything else is tried again', () => {
  for (const yes of ['200', '201', '204', '299']) assert.equal(decided(yes), 'delivered', yes);
  assert.equal(decided('410'), 'failed');
  for (const no of ['silent', '199', '301', '307', '400', '401', '404', '500', '502', '0']) {
    assert.equal(decided(no), 'again in 5', no);
  }
});

test('the tries are at the times that Standard Webhooks advises, and end', () => {
  const waits = deliveryWaitsMs.map((_, at) => decided('500', at + 1));
  assert.deepEqual(
    waits,
    ['5', '300', '1800', '7200', '18000', '36000', '50400', '72000', '86400'].map((s) => `again in ${s}`),
  );
  assert.equal(decided('500', deliveryWaitsMs.length + 1), 'failed');
  assert.equal(decided('200', deliveryWaitsMs.length + 1), 'delivered');
});

test('chance spreads the tries by a fifth to either side', () => {
  assert.equal(decided('500', 2, 0), 'again in 240');
  assert.equal(decided('500', 2, 1), 'again in 360');
});

test('a receiver that is overloaded says how long to wait, and is believed up to an hour', () => {
  assert.equal(decided('429 after 60'), 'again in 60');
  assert.equal(decided('503 after 60'), 'again in 60');
  assert.equal(decided('503 after 2'), 'again in 5');
  assert.equal(decided('503 after 99999'), `again in ${retryAfterMaxMs / 1_000}`);
  assert.equal(decided('500 after 60'), 'again in 5');
  assert.deepEqual(hookStateAfter(answerOf('503 after 60')), { kind: 'ailing', pauseMs: 60_000 });
  assert.deepEqual(hookStateAfter(answerOf('500 after 60')), { kind: 'ailing', pauseMs: 0 });
  assert.deepEqual(hookStateAfter(answerOf('silent')), { kind: 'ailing', pauseMs: 0 });
  assert.deepEqual(hookStateAfter(answerOf('204')), { kind: 'well' });
  assert.deepEqual(hookStateAfter(answerOf('410')), { kind: 'gone' });
});

test('a delivery’s id names its order and its state, and is read back; what was made up is nobody’s', () => {
  const orderId = '019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90';
  for (const status of toldStatuses) {
    const deliveryId = deliveryIdOf(orderId, status);
    assert.match(deliveryId, /^[A-Za-z0-9_-]{1,128}$/);
    assert.deepEqual(readDeliveryId(deliveryId), { orderId, status });
  }
  for (const madeUp of ['', 'evt_', 'evt__paid', `evt_${orderId}`, `evt_${orderId}_reserved`, `${orderId}_paid`]) {
    assert.equal(readDeliveryId(madeUp), undefined, madeUp);
  }
});

test('an order that has moved on is told as it was', () => {
  const times = { placedAtMs: 1, promisedAtMs: 2, payByMs: 30 };
  const rest = { orderId: 'o', saleId: 's', sku: 'tee', unit: 1, buyerId: 'ann', priceMinor: 1, currency: 'CNY' };
  const refunded: Order = { ...rest, ...times, status: 'refunded', endedAtMs: 31, paidAtMs: 40 };
  const as = (status: (typeof toldStatuses)[number]) => {
    const { paidAtMs, endedAtMs, ...same } = orderAsItWas(refunded, status);
    assert.deepEqual(same, { ...rest, ...times, status });
    return `${status} ${paidAtMs ?? '-'} ${endedAtMs ?? '-'}`;
  };
  assert.deepEqual(toldStatuses.map(as), [
    'awaiting_payment - -',
    'paid 40 -',
    'expired - 31',
    'cancelled - 31',
    'refund_due 40 31',
    'refunded 40 31',
  ]);
});
