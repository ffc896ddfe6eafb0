import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyAnswer } from './classify-answer.ts';
import type { RequestStart } from './history.ts';
import { History } from './history.ts';
import { outcomes } from './outcomes.ts';

const start: RequestStart = {
  kind: 'ask',
  wish: 7,
  sku: 2,
  attempt: 1,
  isEarly: false,
  isTwin: true,
  dueMs: 1.5,
  sentMs: 2.5,
};

test('what is written down is read back, over more than one block', () => {
  const history = new History();
  for (let wish = 0; wish < 70_000; wish++) history.begin({ ...start, wish });
  history.end(69_999, 'held', 202, 9.25);
  history.keepBody(69_999, '{"orderId":"o1"}');
  const ended = { outcome: 'held', status: 202, answeredMs: 9.25, body: '{"orderId":"o1"}' };
  assert.deepEqual(history.at(69_999), { ...start, wish: 69_999, ...ended });
  const open = { outcome: 'timed-out', status: 0, answeredMs: Number.POSITIVE_INFINITY, body: undefined };
  assert.deepEqual(history.at(1), { ...start, wish: 1, ...open });
  assert.equal([...history].length, history.length);
});

test('a million requests take less than 60 bytes each', () => {
  const before = process.memoryUsage().arrayBuffers;
  const history = new History();
  for (let wish = 0; wish < 1_000_000; wish++) history.end(history.begin({ ...start, wish }), 'sold-out', 409, 3);
  assert.equal(history.length, 1_000_000);
  assert.ok(process.memoryUsage().arrayBuffers - before < 60_000_000);
});

/** What an ask that is answered like this came to. */
function check(status: number, body: string, expected: string, kind: 'ask' | 'cancel' = 'ask'): void {
  const bytes = Buffer.from(`head${body}tail "code":"held"`);
  assert.equal(classifyAnswer(kind, status, bytes, 4, 4 + Buffer.byteLength(body)), expected, `${status} ${body}`);
}

test('answers are told apart by status and code, whatever the spaces and the order of members', () => {
  check(202, '{"orderId":"o1"}', 'held');
  check(200, '{"orderId":"o1"}', 'already-held');
  check(200, '{"orderId":"o1"}', 'done', 'cancel');
  check(409, '{"type":"/problems/sold-out","code":"sold-out","status":409}', 'sold-out');
  check(409, '{ "code" : "all-held" }', 'all-held');
  check(409, '{"detail":"say \\"code\\":\\"sold-out\\"","code":"sale-paused"}', 'sale-paused');
  check(409, '{"code":"order-not-cancellable"}', 'order-not-cancellable', 'cancel');
  check(422, '{"code":"invalid-request"}', 'invalid-request');
  check(401, '{"code":"unauthenticated"}', 'unauthenticated');
});

test('answers that the contract does not know are not taken for others', () => {
  check(404, '{"code":"sold-out"}', 'unexpected');
  check(409, '{"code":"held"}', 'unexpected');
  check(409, '{"code":"no-such-code"}', 'unexpected');
  check(500, '<h1>oh</h1>', 'unexpected');
  check(201, '{}', 'unexpected');
  check(503, '<h1>nginx</h1>', 'unavailable');
  check(429, '', 'rate-limited');
  check(408, '', 'connection-lost');
});

test('the outcomes stand in the order of the contract', () => {
  const documented = ['sale-not-found', 'sale-not-open', 'already-held', 'limit-reached', 'sale-paused', 'sale-ended'];
  assert.deepEqual(outcomes.slice(4, 13), [...documented, 'sold-out', 'all-held', 'held']);
});
