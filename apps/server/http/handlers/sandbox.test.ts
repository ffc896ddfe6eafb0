import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sandboxScenarios } from '@penstock/contract';
import type { TestNode } from '../test-node.ts';
import { said, startNode } from '../test-node.ts';

async function openPayment(node: TestNode) {
  const saleId = await node.sale();
  const { orderId } = (await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' })).body;
  const { paymentId } = (await node.call(`POST /api/v1/orders/${orderId}/payment`, { as: 'ann' })).body;
  return { saleId, orderId, path: `/sandbox/payments/${paymentId}` };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('the page says what is paid, offers every case, and needs no script', async (t) => {
  const node = await startNode(t);
  const { orderId, path } = await openPayment(node);
  const { status, headers, text } = await node.call(`GET ${path}`);
  assert.equal(status, 200);
  assert.match(headers.get('content-type') ?? '', /^text\/html/);
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|script-src/);
  assert.doesNotMatch(text, /<script|style=|onclick/);
  assert.match(text, /CNY.99\.00/);
  assert.ok(text.includes(`href="/orders/${orderId}"`));
  for (const scenario of sandboxScenarios) assert.ok(text.includes(`value="${scenario}"`), scenario);
});

test('the page speaks the visitor’s language', async (t) => {
  const node = await startNode(t);
  const { path } = await openPayment(node);
  const read = (language: string) => node.call(`GET ${path}`, { headers: { 'accept-language': language } });
  assert.match((await read('zh-CN,zh;q=0.9,en;q=0.5')).text, /<html lang="zh">[\s\S]*批准付款/);
  assert.match((await read('fr, en;q=0.5')).text, /<html lang="en">[\s\S]*Approve/);
  assert.equal((await read('zh')).headers.get('vary'), 'accept-language');
});

test('the form decides once, and leads back to the order', async (t) => {
  const node = await startNode(t);
  const { orderId, path } = await openPayment(node);
  const send = (body: string) => node.call(`POST ${path}`, { headers: form, body });
  const declined = await send('scenario=decline');
  assert.deepEqual([declined.status, declined.headers.get('location')], [303, `/orders/${orderId}`]);
  assert.match((await node.call(`GET ${path}`)).text, /Declined\. You may still approve it\./);
  assert.equal((await send('scenario=approve')).status, 303);
  await node.becomes(orderId, 'paid');
  const again = await send('scenario=approve');
  assert.equal(again.status, 409);
  assert.match(again.text, /role="alert"/);
  assert.doesNotMatch(again.text, /<form/);
});

test('what the sandbox does not know, or what breaks its rules, is refused', async (t) => {
  const node = await startNode(t);
  const { saleId, path } = await openPayment(node);
  const send = (body: string, headers = form) => node.call(`POST ${path}`, { headers, body });
  assert.equal(said(await send('scenario=steal')), '422 invalid-request');
  assert.equal(said(await send('')), '422 invalid-request');
  assert.equal(said(await send('scenario=approve&amount=1')), '422 invalid-request');
  assert.equal(said(await send('scenario=approve&scenario=decline')), '422 invalid-request');
  assert.equal(said(await node.call('GET /sandbox/payments/pay_none')), '404 payment-not-found');
  assert.equal(said(await node.call('GET /sandbox/payments/pay%20none')), '404 payment-not-found');
  const unknown = await node.call('POST /sandbox/payments/pay_none', { body: { scenario: 'approve' } });
  assert.equal(said(unknown), '404 payment-not-found');
  const list = (as?: string) => node.call(`GET /sandbox/payments?saleId=${saleId}`, as === undefined ? {} : { as });
  assert.equal(said(await list()), '401 unauthenticated');
  assert.equal(said(await list('ann')), '403 forbidden');
  assert.equal(said(await node.call('GET /sandbox/payments', { as: 'operator' })), '422 invalid-request');
});

test('a form is taken by the sandbox alone', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const call = { as: 'ann', headers: form, body: 'sku=black' };
  assert.equal(said(await node.call(`POST /api/v1/sales/${saleId}/orders`, call)), '415 unsupported-media-type');
  const operator = { as: 'operator', headers: form, body: 'reason=x' };
  assert.equal(
    said(await node.call(`POST /api/v1/admin/sales/${saleId}/pause`, operator)),
    '415 unsupported-media-type',
  );
});
