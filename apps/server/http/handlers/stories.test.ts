import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { TestNode } from '../test-node.ts';
import { said, startNode, webhookSecret } from '../test-node.ts';

const webhook = new Webhook(webhookSecret);

function tell(
  node: TestNode,
  about: { readonly id: string; readonly paymentId: string; readonly amountMinor: number },
) {
  const { id, paymentId, amountMinor } = about;
  const body = JSON.stringify({ type: 'payment.succeeded', data: { paymentId, amountMinor, currency: 'CNY' } });
  const sentAtMs = Date.now();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAtMs / 1_000)),
    'webhook-signature': webhook.sign(id, new Date(sentAtMs), body),
    'content-type': 'application/json',
  };
  return node.call('POST /api/v1/payments/sandbox/webhook', { body, headers });
}

/** An order whose payment is open. */
async function payable(node: TestNode) {
  const saleId = await node.sale();
  const { orderId } = (await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' })).body;
  const { paymentId } = (await node.call(`POST /api/v1/orders/${orderId}/payment`, { as: 'ann' })).body;
  return { saleId, orderId, paymentId };
}

test('one order’s story goes from the ask to the money, oldest first', async (t) => {
  const node = await startNode(t);
  const { orderId, paymentId } = await payable(node);
  await tell(node, { id: 'm1', paymentId, amountMinor: 9_900 });
  const story = (await node.call(`GET /api/v1/admin/orders/${orderId}/story`, { as: 'operator' })).body;
  assert.equal(story.order.status, 'paid');
  const events: readonly { at: string; clock: string; kind: string; text: string }[] = story.events;
  assert.deepEqual(
    events.map(({ at }) => at),
    events.map(({ at }) => at).toSorted(),
  );
  assert.equal(events[0]?.clock, 'gate');
  assert.deepEqual(events.map(({ kind }) => kind).toSorted(), [
    'order',
    'order',
    'order',
    'payment',
    'payment',
    'payment-event',
  ]);
  assert.ok(events.some(({ text }) => text === 'sandbox said that the payment succeeded: the unit is sold.'));
  assert.ok(events.some(({ text }) => text.startsWith('The order went from awaiting_payment to paid')));
  const none = 'GET /api/v1/admin/orders/019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90/story';
  assert.equal(said(await node.call(none, { as: 'operator' })), '404 order-not-found');
});

test('money that could not be applied is listed, newest first, page by page', async (t) => {
  const node = await startNode(t);
  const list = async (query = '') =>
    (await node.call(`GET /api/v1/admin/dead-letters${query}`, { as: 'operator' })).body;
  assert.deepEqual(await list(), { deadLetters: [] });
  const { saleId, orderId, paymentId } = await payable(node);
  await tell(node, { id: 'm1', paymentId, amountMinor: 1 });
  await tell(node, { id: 'm1', paymentId, amountMinor: 1 });
  await tell(node, { id: 'm2', paymentId: 'nobodys', amountMinor: 9_900 });
  const { deadLetters } = await list();
  assert.deepEqual(deadLetters.map(({ id }: { id: string }) => id).toSorted(), ['sandbox/m1', 'sandbox/m2']);
  const wrong = deadLetters.find(({ id }: { id: string }) => id === 'sandbox/m1');
  assert.deepEqual([wrong.kind, wrong.saleId, wrong.orderId], ['webhook-in', saleId, orderId]);
  assert.match(wrong.detail, /: 1 CNY/);
  const params = { paymentId, type: 'succeeded', amountMinor: 1, currency: 'CNY' };
  assert.deepEqual([wrong.code, wrong.params], ['wrong-amount', params]);
  const first = await list('?limit=1');
  const second = await list(`?limit=1&cursor=${first.next}`);
  assert.deepEqual(
    [...first.deadLetters, ...second.deadLetters].map(({ id }) => id),
    deadLetters.map(({ id }: { id: string }) => id),
  );
  assert.equal(second.next, undefined);
  assert.equal(
    said(await node.call('GET /api/v1/admin/dead-letters?cursor=x', { as: 'operator' })),
    '422 invalid-request',
  );
});
