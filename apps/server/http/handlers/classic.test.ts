import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOf } from '../classic-messages.ts';
import type { TestNode } from '../test-node.ts';
import { said, startNode } from '../test-node.ts';

const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();

const order = async (node: TestNode, as: string, body: object = {}, query = '') => {
  const answer = await node.call(`POST /seckill/order${query}`, { as, body });
  return { said: `${answer.status} ${answer.body.code}`, id: answer.body.order_id, msg: answer.body.msg };
};

const act = (node: TestNode, saleId: string, what: string) =>
  node.call(`POST /api/v1/admin/sales/${saleId}/${what}`, { as: 'operator' });

test('the classic numbers: each outcome of asking', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({
    opensAt: fromNow(3_600_000),
    variants: [{ sku: 'a', units: 1, priceMinor: 1, currency: 'CNY' }],
  });
  assert.equal((await order(node, 'ann')).said, '400 1');
  await node.call(`PATCH /api/v1/admin/sales/${saleId}`, { as: 'operator', body: { opensAt: fromNow(-1_000) } });
  const won = await order(node, 'ann', { user_id: 'ann' });
  assert.equal(won.said, '200 0');
  const again = await order(node, 'ann');
  assert.equal(again.said, '400 2');
  assert.equal(again.id, won.id);
  assert.equal((await order(node, 'bob')).said, '400 3');
  await act(node, saleId, 'pause');
  assert.equal((await order(node, 'bob')).said, '400 5');
  await act(node, saleId, 'resume');
  await act(node, saleId, 'close');
  assert.equal((await order(node, 'bob')).said, '400 4');
});

test('what the classic design had no number for is a problem', async (t) => {
  const node = await startNode(t);
  assert.equal(said(await node.call('GET /seckill/status')), '404 sale-not-found');
  assert.equal(said(await node.call('POST /seckill/order', { as: 'ann' })), '404 sale-not-found');
  const saleId = await node.sale();
  assert.equal(said(await node.call('POST /seckill/order')), '401 unauthenticated');
  assert.equal(
    said(await node.call('POST /seckill/order', { as: 'ann', body: { user_id: 'bob' } })),
    '422 invalid-request',
  );
  assert.equal(said(await node.call('POST /seckill/order', { as: 'ann', body: { units: 2 } })), '422 invalid-request');
  assert.equal(
    said(await node.call('POST /seckill/order', { as: 'ann', body: { sku: 'white' } })),
    '422 invalid-request',
  );
  assert.equal(said(await node.call('POST /seckill/order?sale=nothing', { as: 'ann' })), '404 sale-not-found');
  assert.equal((await order(node, '7', { user_id: 7 }, `?sale=${saleId}`)).said, '200 0');
});

test('the status is that of the sale that is named, or is open, or opens next', async (t) => {
  const node = await startNode(t);
  const status = async (query = '') => {
    const { body } = await node.call(`GET /seckill/status${query}`);
    return `${body.status} ${body.remaining}`;
  };
  const variants = (units: number) => [{ sku: 'a', units, priceMinor: 1, currency: 'CNY' }];
  await node.sale({ saleId: 'ended', opensAt: fromNow(-9_000), closesAt: fromNow(-8_000), variants: variants(9) });
  assert.equal(await status(), 'ended 9');
  await node.sale({ saleId: 'later', opensAt: fromNow(7_200_000), variants: variants(8) });
  await node.sale({ saleId: 'next', opensAt: fromNow(3_600_000), variants: variants(7) });
  assert.equal(await status(), 'not_started 7');
  await node.sale({ saleId: 'open', variants: variants(1) });
  assert.equal(await status(), 'active 1');
  await order(node, 'ann');
  assert.equal(await status(), 'active 0');
  await act(node, 'open', 'pause');
  assert.equal(await status(), 'active 0');
  assert.equal(await status('?sale=later'), 'not_started 8');
});

test('words in the caller’s language, numbers in none', async (t) => {
  const node = await startNode(t);
  await node.sale();
  const answer = await node.call('POST /seckill/order', {
    as: 'ann',
    headers: { 'accept-language': 'zh-CN,zh;q=0.9' },
  });
  assert.equal(answer.headers.get('content-language'), 'zh');
  assert.equal(answer.body.msg, '抢购成功，请尽快付款。');
  const table = [
    [undefined, 'en'],
    ['', 'en'],
    ['fr', 'en'],
    ['zh', 'zh'],
    ['ZH-tw', 'zh'],
    ['en, zh', 'en'],
    ['zh, en', 'zh'],
    ['en;q=0.5, zh;q=0.6', 'zh'],
    ['fr, zh;q=0.1', 'zh'],
    ['zh;q=0, fr', 'en'],
    ['en;q=bad;zh', 'en'],
  ] as const;
  for (const [header, language] of table) assert.equal(languageOf(header), language, `${header}`);
});
