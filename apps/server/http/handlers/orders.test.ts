import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said, startNode } from '../test-node.ts';

const ids = (body: { orders: readonly { orderId: string }[] }) => body.orders.map((order) => order.orderId);

test('an order is its buyer’s, and to others it does not exist', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const asked = await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann', body: { sku: 'black' } });
  assert.equal(asked.status, 202);
  const { orderId } = asked.body;
  assert.equal(asked.headers.get('location'), `/api/v1/orders/${orderId}`);
  const read = (as: string) => node.call(`GET /api/v1/orders/${orderId}`, { as });
  const own = await read('ann');
  assert.deepEqual(own.body, asked.body);
  assert.equal(own.headers.get('cache-control'), 'no-store');
  assert.equal((await read('operator')).body.buyerId, 'ann');
  assert.equal(said(await read('bob')), '404 order-not-found');
  assert.equal(said(await node.call(`POST /api/v1/orders/${orderId}/cancel`, { as: 'bob' })), '404 order-not-found');
  const nobodys = orderId.replace(/.$/, (last: string) => (last === '0' ? '1' : '0'));
  assert.equal(said(await node.call(`GET /api/v1/orders/${nobodys}`, { as: 'ann' })), '404 order-not-found');
});

test('an address with a query string or escapes asks for the same unit', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const first = await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' });
  for (const path of [`${saleId}/orders?from=mail`, `%73${saleId.slice(1)}/orders`]) {
    const again = await node.call(`POST /api/v1/sales/${path}`, { as: 'ann', body: { sku: 'black' } });
    assert.equal(again.status, 200);
    assert.equal(again.body.orderId, first.body.orderId);
    assert.equal(said(await node.call(`POST /api/v1/sales/${path}`, { as: 'ann', body: '{' })), '400 invalid-request');
    assert.equal(said(await node.call(`POST /api/v1/sales/${path}`)), '401 unauthenticated');
  }
  const wrong = await node.call('POST /api/v1/sales/a%20b/orders', { as: 'ann', body: {} });
  assert.equal(said(wrong), '404 sale-not-found');
  assert.equal(said(await node.call('POST /api/v1/sales/a%20b/orders', { body: {} })), '401 unauthenticated');
});

test('a key names one wish: its order whatever becomes of it, and no other variant', async (t) => {
  const node = await startNode(t);
  const variants = ['black', 'white'].map((sku) => ({ sku, units: 3, priceMinor: 9_900, currency: 'CNY' }));
  const saleId = await node.sale({ perBuyer: 2, variants });
  const ask = (key: string | undefined, sku = 'black') => {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    return node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann', body: { sku }, headers });
  };
  const first = await ask('"k1"');
  assert.deepEqual([first.status, first.body.idempotencyKey], [202, 'k1']);
  for (const again of [await ask('"k1"'), await ask('k1'), await ask(undefined, 'white')]) {
    assert.deepEqual([again.status, again.body.orderId], [200, first.body.orderId]);
  }
  assert.equal(said(await ask('"k1"', 'white')), '422 idempotency-key-reused');
  const second = await ask('"k2"', 'white');
  assert.equal(second.status, 202);
  const third = await ask('"k3"');
  assert.equal(said(third), '409 limit-reached');
  assert.deepEqual([third.body.limit, third.body.orderIds], [2, [first.body.orderId, second.body.orderId]]);
  await node.call(`POST /api/v1/orders/${first.body.orderId}/cancel`, { as: 'ann' });
  const ended = await ask('"k1"');
  assert.deepEqual([ended.status, ended.body.status], [200, 'cancelled']);
  assert.equal((await ask(undefined)).body.orderId, second.body.orderId);
  // A refusal is not remembered under its key.
  assert.equal((await ask('"k3"')).status, 202);
  assert.equal(said(await ask(`"${'k'.repeat(65)}"`)), '422 invalid-request');
});

test('fifty asks of one buyer at once are as many orders as it may have', async (t) => {
  const node = await startNode(t, { settings: { asksPerSecond: undefined } });
  const stock = [{ sku: 'black', units: 60, priceMinor: 9_900, currency: 'CNY' }];
  const asksOf = (saleId: string, keyOf: (at: number) => string | undefined) =>
    Promise.all(
      Array.from({ length: 50 }, (_, at) => {
        const key = keyOf(at);
        const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
        return node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann', headers });
      }),
    );
  const statusesOf = (answers: readonly { readonly status: number }[], status: number) =>
    answers.filter((answer) => answer.status === status).length;
  const one = await node.sale({ variants: stock });
  const same = await asksOf(one, () => undefined);
  assert.deepEqual([statusesOf(same, 202), statusesOf(same, 200)], [1, 49]);
  assert.equal(new Set(same.map(({ body }) => body.orderId)).size, 1);
  const two = await node.sale({ perBuyer: 2, variants: stock });
  const many = await asksOf(two, (at) => `"wish-${at % 25}"`);
  const given = many.filter(({ status }) => status === 202).map(({ body }) => body.orderId);
  assert.equal(given.length, 2);
  const mine = await node.call(`GET /api/v1/sales/${two}/orders/mine`, { as: 'ann' });
  assert.deepEqual(ids(mine.body).sort(), given.sort());
  for (const answer of many.filter(({ status }) => status === 200)) assert.ok(given.includes(answer.body.orderId));
  const audit = await node.call(`GET /api/v1/admin/sales/${two}/audit`, { as: 'operator' });
  assert.deepEqual([audit.body.balanced, audit.body.ledger.held], [true, 2]);
});

test('a cancelled order stays cancelled, and its unit is for sale again', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const { orderId } = (await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' })).body;
  const cancel = () => node.call(`POST /api/v1/orders/${orderId}/cancel`, { as: 'ann' });
  const cancelled = await cancel();
  assert.equal(cancelled.body.status, 'cancelled');
  assert.ok(cancelled.body.endedAt >= cancelled.body.placedAt);
  assert.deepEqual((await cancel()).body, cancelled.body);
  const sale = await node.call(`GET /api/v1/sales/${saleId}`);
  assert.equal(sale.body.variants[0].available, 3);
  const again = await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' });
  assert.equal(again.status, 202);
  assert.notEqual(again.body.orderId, orderId);
});

test('an order that ran out of time cannot be cancelled', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ paymentWindowSeconds: 1 });
  const { orderId } = (await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' })).body;
  await node.becomes(orderId, 'expired');
  const late = await node.call(`POST /api/v1/orders/${orderId}/cancel`, { as: 'ann' });
  assert.equal(said(late), '409 order-not-cancellable');
});

test('a buyer’s orders come newest first, in pages', async (t) => {
  const node = await startNode(t);
  const sales = [await node.sale({ perBuyer: 3 }), await node.sale()];
  const made: string[] = [];
  for (const [index, saleId] of [sales[0], sales[0], sales[1], sales[0]].entries()) {
    const headers = { 'idempotency-key': `"wish-${index}"` };
    const { body } = await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann', headers });
    made.unshift(body.orderId);
  }
  const all = await node.call('GET /api/v1/orders/mine', { as: 'ann' });
  assert.deepEqual(ids(all.body), made);
  const paged: string[] = [];
  let next: string | undefined = '';
  while (next !== undefined) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`;
    const page = await node.call(`GET /api/v1/orders/mine?limit=3${cursor}`, { as: 'ann' });
    paged.push(...ids(page.body));
    next = page.body.next;
  }
  assert.deepEqual(paged, made);
  const mine = await node.call(`GET /api/v1/sales/${sales[0]}/orders/mine`, { as: 'ann' });
  assert.deepEqual(ids(mine.body), [made[0], made[2], made[3]]);
  const first = await node.call(`GET /api/v1/sales/${sales[0]}/orders/mine?limit=2`, { as: 'ann' });
  assert.deepEqual(ids(first.body), [made[0], made[2]]);
  const second = await node.call(`GET /api/v1/sales/${sales[0]}/orders/mine?cursor=${first.body.next}`, { as: 'ann' });
  assert.deepEqual(ids(second.body), [made[3]]);
  assert.equal(second.body.next, undefined);
  assert.deepEqual((await node.call('GET /api/v1/orders/mine', { as: 'bob' })).body, { orders: [] });
  assert.equal(said(await node.call('GET /api/v1/sales/none/orders/mine', { as: 'ann' })), '404 sale-not-found');
});
