import assert from 'node:assert/strict';
import { test } from 'node:test';
// What a provider sends is signed by the reference library: the other side is not ours.
import { Webhook } from 'standardwebhooks';
import type { TestNode } from '../test-node.ts';
import { said, startNode, webhookSecret } from '../test-node.ts';

const webhook = new Webhook(webhookSecret);
let messages = 0;

type Message = {
  readonly id?: string;
  readonly sentAtMs?: number;
  readonly type?: string;
  readonly amountMinor?: number;
  readonly provider?: string;
  /** Sent instead of what was signed. */
  readonly body?: string;
};

/** A message of the provider about a payment of 9900 CNY, as it should be but for what is named. */
function tell(node: TestNode, paymentId: string, message: Message = {}) {
  messages += 1;
  const { id = `msg_${messages}`, sentAtMs = Date.now(), type = 'payment.succeeded', amountMinor = 9_900 } = message;
  const body = JSON.stringify({ type, data: { paymentId, amountMinor, currency: 'CNY' } });
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAtMs / 1_000)),
    'webhook-signature': webhook.sign(id, new Date(sentAtMs), body),
    'content-type': 'application/json',
  };
  const route = `POST /api/v1/payments/${message.provider ?? 'sandbox'}/webhook`;
  return node.call(route, { body: message.body ?? body, headers });
}

async function heldOrder(node: TestNode, as = 'ann', fields: object = {}) {
  const saleId = await node.sale(fields);
  const { orderId } = (await node.call(`POST /api/v1/sales/${saleId}/orders`, { as })).body;
  const open = () => node.call(`POST /api/v1/orders/${orderId}/payment`, { as });
  const read = async () => (await node.call(`GET /api/v1/orders/${orderId}`, { as })).body;
  const records = async () => {
    const { text } = await node.call(`GET /api/v1/admin/sales/${saleId}/payments`, { as: 'operator' });
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  return { saleId, orderId, open, read, records };
}

const decide = (node: TestNode, paymentId: string, scenario: string) =>
  node.call(`POST /sandbox/payments/${paymentId}`, { body: { scenario } });

test('an order whose money is there already cannot be cancelled: it is paid', async (t) => {
  const node = await startNode(t);
  const { orderId, open } = await heldOrder(node);
  const { paymentId } = (await open()).body;
  await decide(node, paymentId, 'lost-webhook');
  const cancel = () => node.call(`POST /api/v1/orders/${orderId}/cancel`, { as: 'ann' });
  assert.equal(said(await cancel()), '409 payment-in-progress');
  await node.becomes(orderId, 'paid');
  assert.equal(said(await cancel()), '409 order-not-cancellable');
});

test('a payment is opened under its order’s id, and asked again it is the same', async (t) => {
  const node = await startNode(t);
  const { orderId, open, read } = await heldOrder(node);
  const first = await open();
  assert.equal(first.status, 201);
  const { payBy, priceMinor, currency } = await read();
  assert.deepEqual(first.body, {
    paymentId: `pay_${orderId}`,
    url: `${node.url}/sandbox/payments/pay_${orderId}`,
    amountMinor: priceMinor,
    currency,
    expiresAt: payBy,
  });
  assert.deepEqual((await open()).body, first.body);
  assert.equal(said(await node.call(`POST /api/v1/orders/${orderId}/payment`, { as: 'bob' })), '404 order-not-found');
});

test('a buyer pays in the sandbox: the order is paid, and its unit is sold', async (t) => {
  const node = await startNode(t);
  const { saleId, orderId, open, read, records } = await heldOrder(node);
  const { paymentId } = (await open()).body;
  const sent = await decide(node, paymentId, 'approve');
  assert.deepEqual([sent.status, sent.headers.get('location')], [303, `/orders/${orderId}`]);
  await node.becomes(orderId, 'paid');
  assert.ok((await read()).paidAt !== undefined);
  const [record] = await records();
  assert.deepEqual([record.status, record.capturedMinor, record.refundedMinor], ['captured', 9_900, 0]);
  assert.equal(said(await open()), '409 order-not-payable');
  assert.equal(
    said(await node.call(`POST /api/v1/orders/${orderId}/cancel`, { as: 'ann' })),
    '409 order-not-cancellable',
  );
  const audit = (await node.call(`GET /api/v1/admin/sales/${saleId}/audit`, { as: 'operator' })).body;
  assert.deepEqual([audit.balanced, audit.skus[0].sold, audit.skus[0].held], [true, 1, 0]);
  const list = await node.call(`GET /sandbox/payments?saleId=${saleId}`, { as: 'operator' });
  const own = JSON.parse(list.text);
  assert.deepEqual([own.paymentId, own.status, own.capturedMinor], [paymentId, 'captured', 9_900]);
});

test('a declined buyer tries again under a new id', async (t) => {
  const node = await startNode(t);
  const { orderId, open, records } = await heldOrder(node);
  const first = (await open()).body;
  await tell(node, first.paymentId, { type: 'payment.failed' });
  const second = (await open()).body;
  assert.equal(second.paymentId, `pay_${orderId}-2`);
  await decide(node, second.paymentId, 'approve');
  await node.becomes(orderId, 'paid');
  assert.deepEqual(
    (await records()).map(({ status }) => status),
    ['failed', 'captured'],
  );
});

test('the same message twice changes nothing the second time', async (t) => {
  const node = await startNode(t);
  const { open, read, records } = await heldOrder(node);
  const { paymentId } = (await open()).body;
  assert.equal(said(await tell(node, paymentId, { id: 'msg_same' })), '200');
  const [order, books] = [await read(), await records()];
  assert.equal(order.status, 'paid');
  assert.equal(said(await tell(node, paymentId, { id: 'msg_same' })), '200');
  assert.equal(said(await tell(node, paymentId, { id: 'msg_same_news' })), '200');
  assert.deepEqual([await read(), await records()], [order, books]);
});

test('what is not signed, not recent or altered is not believed', async (t) => {
  const node = await startNode(t);
  const { open, read } = await heldOrder(node);
  const { paymentId } = (await open()).body;
  const body = JSON.stringify({ type: 'payment.succeeded', data: { paymentId, amountMinor: 9_900, currency: 'CNY' } });
  const unsigned = await node.call('POST /api/v1/payments/sandbox/webhook', { body });
  assert.equal(said(unsigned), '401 unauthenticated');
  const minutes = 60_000;
  for (const message of [
    { sentAtMs: Date.now() - 6 * minutes },
    { sentAtMs: Date.now() + 6 * minutes },
    { body: '{' },
  ]) {
    assert.equal(said(await tell(node, paymentId, message)), '401 unauthenticated');
  }
  assert.equal(said(await tell(node, paymentId, { body: body.replace('9900', '9901') })), '401 unauthenticated');
  assert.equal((await read()).status, 'awaiting_payment');
});

test('a wrong amount sells nothing and flags the order; the provider says what is true', async (t) => {
  const node = await startNode(t);
  const { orderId, open, read, records } = await heldOrder(node);
  const { paymentId } = (await open()).body;
  assert.equal(said(await tell(node, paymentId, { amountMinor: 1, id: 'msg_wrong' })), '409 amount-mismatch');
  assert.equal(said(await tell(node, paymentId, { amountMinor: 1, id: 'msg_wrong' })), '409 amount-mismatch');
  const { status, flag } = await read();
  assert.deepEqual([status, flag], ['awaiting_payment', 'wrong-amount']);
  // The provider never took it, so that the buyer may still pay.
  await decide(node, paymentId, 'approve');
  await node.becomes(orderId, 'paid');
  assert.deepEqual(
    (await records()).map((record) => record.capturedMinor),
    [9_900],
  );
});

test('a wrong sum that the provider did take is given back', async (t) => {
  const node = await startNode(t);
  const { saleId, orderId, open, read } = await heldOrder(node, 'ann', { paymentWindowSeconds: 2 });
  const { paymentId } = (await open()).body;
  await decide(node, paymentId, 'wrong-amount');
  await node.becomes(orderId, 'expired');
  assert.equal((await read()).flag, 'wrong-amount');
  const { text } = await node.call(`GET /sandbox/payments?saleId=${saleId}`, { as: 'operator' });
  const { status, capturedMinor, refundedMinor } = JSON.parse(text);
  assert.deepEqual([status, capturedMinor, refundedMinor], ['refunded', 9_899, 9_899]);
});

test('messages about nothing that is known here say so', async (t) => {
  const node = await startNode(t);
  assert.equal(said(await tell(node, 'pay_none')), '404 payment-not-found');
  assert.equal(said(await tell(node, 'pay_none', { provider: 'other' })), '404 not-found');
  assert.equal(said(await tell(node, 'pay none')), '422 invalid-request');
  assert.equal(said(await tell(node, 'pay_none', { type: 'payment.lost' })), '422 invalid-request');
});

test('money after the hold is gone is given back', async (t) => {
  const node = await startNode(t);
  const { saleId, orderId, open, read, records } = await heldOrder(node);
  const { paymentId } = (await open()).body;
  assert.equal((await node.call(`POST /api/v1/orders/${orderId}/cancel`, { as: 'ann' })).body.status, 'cancelled');
  assert.equal(said(await decide(node, paymentId, 'approve')), '409');
  assert.equal((await read()).status, 'cancelled');
  // The sandbox keeps to its word; a provider that does not is not believed either.
  assert.equal(said(await tell(node, paymentId)), '200');
  assert.equal((await read()).status, 'refund_due');
  assert.deepEqual(
    (await records()).map(({ status }) => status),
    ['refund_due'],
  );
  const audit = (await node.call(`GET /api/v1/admin/sales/${saleId}/audit`, { as: 'operator' })).body;
  assert.deepEqual([audit.balanced, audit.skus[0].available, audit.skus[0].sold], [true, 3, 0]);
});

test('a unit whose payment is open is for sale again once its time to pay is over', async (t) => {
  const node = await startNode(t);
  const { saleId, orderId, open } = await heldOrder(node, 'ann', { paymentWindowSeconds: 1 });
  const { paymentId } = (await open()).body;
  await node.becomes(orderId, 'expired');
  const sale = await node.call(`GET /api/v1/sales/${saleId}`);
  assert.equal(sale.body.variants[0].available, 3);
  assert.equal(said(await decide(node, paymentId, 'approve')), '409');
});

test('a lost message is made up for when the payment is closed', async (t) => {
  const node = await startNode(t);
  const { orderId, open } = await heldOrder(node, 'ann', { paymentWindowSeconds: 1 });
  await decide(node, (await open()).body.paymentId, 'lost-webhook');
  await node.becomes(orderId, 'paid');
});

test('a lost message is made up for when the buyer comes back to pay', async (t) => {
  const node = await startNode(t);
  const { orderId, open } = await heldOrder(node);
  await decide(node, (await open()).body.paymentId, 'lost-webhook');
  assert.equal(said(await open()), '409 order-not-payable');
  await node.becomes(orderId, 'paid');
});
