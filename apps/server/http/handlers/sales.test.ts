import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said, startNode } from '../test-node.ts';

test('time is the gate’s and is never cached', async (t) => {
  const { call } = await startNode(t);
  const beforeMs = Date.now();
  const { body, headers } = await call('GET /api/v1/time');
  assert.ok(body.epochMs >= beforeMs && body.epochMs <= Date.now());
  assert.equal(body.now, new Date(body.epochMs).toISOString());
  assert.equal(headers.get('cache-control'), 'no-store');
});

test('a sale is the same for everybody, cacheable for a second, and known by its ETag', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const first = await node.call(`GET /api/v1/sales/${saleId}`);
  const { serverTime, opensAt, ...rest } = first.body;
  assert.deepEqual(rest, {
    saleId,
    title: 'Sale 1',
    phase: 'open',
    closesAt: null,
    perBuyer: 1,
    paymentWindowSeconds: 1_800,
    variants: [
      { sku: 'black', title: 'black', priceMinor: 9_900, currency: 'CNY', units: 3, available: 3, held: 0, sold: 0 },
    ],
  });
  assert.ok(opensAt < serverTime);
  assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=1, s-maxage=1/);
  assert.equal(first.headers.get('set-cookie'), null);
  assert.equal(first.headers.get('vary'), null);
  const etag = first.headers.get('etag') ?? '';
  const asked = (value: string) => node.call(`GET /api/v1/sales/${saleId}`, { headers: { 'if-none-match': value } });
  for (const value of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
    const known = await asked(value);
    assert.equal(known.status, 304);
    assert.equal(known.text, '');
    assert.equal(known.headers.get('etag'), etag);
  }
  await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' });
  const changed = await asked(etag);
  assert.equal(changed.status, 200);
  assert.equal(changed.body.variants[0].available, 2);
  assert.equal(changed.body.variants[0].held, 1);
});

test('a HEAD has the headers and no body', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const response = await fetch(`${node.url}/api/v1/sales/${saleId}`, { method: 'HEAD' });
  assert.equal(response.status, 200);
  assert.equal(await response.text(), '');
  assert.ok(Number(response.headers.get('content-length')) > 100);
});

test('the list has published sales, the next to open first', async (t) => {
  const node = await startNode(t);
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  await node.sale({ saleId: 'later', opensAt: inAnHour });
  await node.sale({ saleId: 'now' });
  await node.sale({ saleId: 'draft', draft: true });
  const { body } = await node.call('GET /api/v1/sales');
  assert.deepEqual(
    body.sales.map((sale: { saleId: string; phase: string }) => `${sale.saleId} ${sale.phase}`),
    ['now open', 'later scheduled'],
  );
  assert.equal(said(await node.call('GET /api/v1/sales/draft')), '404 sale-not-found');
  assert.equal(said(await node.call('GET /api/v1/sales/nothing')), '404 sale-not-found');
});

test('while the gate cannot tell, nobody is told that nothing is left', async (t) => {
  const node = await startNode(t, {
    wrap: (engine) => ({ ...engine, view: { ...engine.view, counts: () => undefined } }),
  });
  await node.call('POST /api/v1/admin/sales', {
    as: 'operator',
    body: {
      saleId: 'sale',
      title: 'Sale',
      opensAt: new Date().toISOString(),
      variants: [{ sku: 'black', units: 1, priceMinor: 1, currency: 'CNY' }],
    },
  });
  for (const route of ['GET /api/v1/sales', 'GET /api/v1/sales/sale', 'GET /seckill/status']) {
    const answer = await node.call(route);
    assert.equal(said(answer), '503 unavailable', route);
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  }
});
