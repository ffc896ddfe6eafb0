import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestNode } from '../test-node.ts';
import { said, startNode } from '../test-node.ts';

/** A sale of which three buyers have a unit each, and bob gave his back. */
async function soldSale(node: TestNode) {
  const saleId = await node.sale();
  const orderIds: string[] = [];
  for (const as of ['ann', 'bob']) {
    orderIds.push((await node.call(`POST /api/v1/sales/${saleId}/orders`, { as })).body.orderId);
  }
  const headers = { 'idempotency-key': '"=1+1"' };
  orderIds.push((await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: '@cid', headers })).body.orderId);
  await node.call(`POST /api/v1/orders/${orderIds[1]}/cancel`, { as: 'bob' });
  return { saleId, orderIds };
}

const get = (node: TestNode, path: string) => node.call(`GET /api/v1/admin/sales/${path}`, { as: 'operator' });

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('orders are exported in pages, as lines and as CSV, all or by status', async (t) => {
  const node = await startNode(t);
  const { saleId, orderIds } = await soldSale(node);
  const page = await get(node, `${saleId}/orders?limit=2`);
  assert.equal(page.headers.get('content-type'), 'application/json; charset=utf-8');
  const rest = await get(node, `${saleId}/orders?limit=2&format=json&cursor=${page.body.next}`);
  const paged = [...page.body.orders, ...rest.body.orders].map((order) => order.orderId);
  assert.deepEqual(paged, [...orderIds].sort());
  assert.equal(rest.body.next, undefined);
  const lines = await get(node, `${saleId}/orders?format=ndjson`);
  assert.match(lines.headers.get('content-type') ?? '', /^application\/x-ndjson/);
  assert.deepEqual(
    linesOf(lines.text).map((order) => order.orderId),
    paged,
  );
  const held = await get(node, `${saleId}/orders?format=ndjson&status=awaiting_payment`);
  assert.deepEqual(
    linesOf(held.text).map((order) => order.buyerId),
    ['ann', '@cid'],
  );
  const found = async (query: string) => (await get(node, `${saleId}/orders?${query}`)).body.orders;
  assert.deepEqual(
    (await found('buyerId=bob')).map((order: { orderId: string }) => order.orderId),
    [orderIds[1]],
  );
  assert.equal((await found('q=an')).length, 1);
  assert.equal((await found(`q=${orderIds[2]?.slice(-8, -4)}-${orderIds[2]?.slice(-4).toUpperCase()}`)).length, 1);
  assert.equal(said(await get(node, `${saleId}/orders?q=%25`)), '422 invalid-request');
  const csv = await get(node, `${saleId}/orders?format=csv`);
  assert.equal(csv.headers.get('content-disposition'), `attachment; filename="orders-${saleId}.csv"`);
  const [head = '', ...rows] = csv.text.trimEnd().split('\r\n');
  assert.match(head, /^orderId,saleId,sku,unit,buyerId,status,/);
  assert.equal(rows.length, 3);
  assert.match(rows[2] ?? '', /,'@cid,awaiting_payment,.*,'=1\+1,$/);
  assert.equal(said(await get(node, `${saleId}/orders?format=xml`)), '422 invalid-request');
  assert.equal(said(await get(node, 'nothing/orders?format=csv')), '404 sale-not-found');
});

test('the journal tells every change, of a sale or of one order', async (t) => {
  const node = await startNode(t);
  const { saleId, orderIds } = await soldSale(node);
  const whole = linesOf((await get(node, `${saleId}/journal`)).text);
  assert.deepEqual(
    whole.map((entry) => entry.seq),
    whole.map((entry) => entry.seq).toSorted((a, b) => a - b),
  );
  const bobs = linesOf((await get(node, `${saleId}/journal?orderId=${orderIds[1]}`)).text);
  assert.equal(bobs[0].from, null);
  assert.deepEqual([bobs.at(-1).from, bobs.at(-1).to], ['awaiting_payment', 'cancelled']);
  assert.deepEqual(
    bobs,
    whole.filter((entry) => entry.orderId === orderIds[1]),
  );
  assert.equal(said(await get(node, 'nothing/journal')), '404 sale-not-found');
  assert.equal(said(await get(node, `${saleId}/journal?orderId=1`)), '422 invalid-request');
});

test('the audit balances, before and after the gate is rebuilt', async (t) => {
  const node = await startNode(t);
  const { saleId } = await soldSale(node);
  const expected = {
    saleId,
    balanced: true,
    skus: [{ sku: 'black', units: 3, available: 1, held: 2, sold: 0, unexplained: [] }],
    orders: { byStatus: { awaiting_payment: 2, cancelled: 1 } },
    gate: { available: 1, held: 2 },
    ledger: { held: 2, sold: 0 },
  };
  const { at: _, ...audit } = (await get(node, `${saleId}/audit`)).body;
  assert.deepEqual(audit, expected);
  const rebuilt = await node.call(`POST /api/v1/admin/sales/${saleId}/rebuild`, {
    as: 'operator',
    body: { reason: 'a test' },
  });
  const { at: __, ...again } = rebuilt.body;
  assert.deepEqual(again, expected);
  assert.equal(said(await get(node, 'nothing/audit')), '404 sale-not-found');
  assert.equal(
    said(await node.call('POST /api/v1/admin/sales/nothing/rebuild', { as: 'operator' })),
    '404 sale-not-found',
  );
});
