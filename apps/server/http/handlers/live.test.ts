import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Live } from '@penstock/contract';
import type { Engine } from '../../wiring/engine.ts';
import type { TestNode } from '../test-node.ts';
import { adminToken, said, startNode } from '../test-node.ts';
import { follow } from '../test-stream.ts';

const bearer = { authorization: `Bearer ${adminToken}` };
const variants = [
  { sku: 'black', title: 'Black', units: 5, priceMinor: 100, currency: 'CNY' },
  { sku: 'white', units: 5, priceMinor: 100, currency: 'CNY' },
];

async function live(node: TestNode, saleId: string): Promise<Live> {
  const { status, body } = await node.call(`GET /api/v1/admin/sales/${saleId}/live`, { as: 'operator' });
  assert.equal(status, 200);
  return body;
}

/** Buyers ask at once, and each asks again. Answers how often each outcome was told. */
async function rush(node: TestNode, saleId: string, buyers: number): Promise<Record<string, number>> {
  const told: Record<string, number> = {};
  const ask = async (as: string, body: object) => {
    const answer = await node.call(`POST /api/v1/sales/${saleId}/orders`, { as, body });
    const outcome = { 200: 'already-held', 202: 'held', 422: 'unknown-sku' }[answer.status] ?? answer.body.code;
    told[outcome] = (told[outcome] ?? 0) + 1;
  };
  for (const _ of [1, 2]) {
    await Promise.all(
      Array.from({ length: buyers }, (_, at) => ask(`buyer-${at}`, { sku: at % 2 ? 'black' : 'white' })),
    );
  }
  await ask('zoe', { sku: 'no-such-sku' });
  return told;
}

test('after a small rush the totals are its history exactly, and the stock is the audit’s', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ variants });
  await node.sale();
  const told = await rush(node, saleId, 40);
  assert.deepEqual(told, { held: 10, 'all-held': 60, 'already-held': 10, 'unknown-sku': 1 });
  const numbers = await live(node, saleId);
  assert.deepEqual(numbers.totals.byOutcome, told);
  assert.equal(numbers.totals.asks, 81);
  assert.ok(numbers.latencyMs !== null && numbers.latencyMs.max >= numbers.latencyMs.p50);
  assert.equal(numbers.phase, 'all-held');
  const { body: audit } = await node.call(`GET /api/v1/admin/sales/${saleId}/audit`, { as: 'operator' });
  assert.equal(audit.balanced, true);
  for (const [at, sku] of numbers.skus.entries()) {
    assert.deepEqual(sku.gate, { available: 0, held: 5, sold: 0 });
    assert.deepEqual(sku.ledger, { available: 0, held: 5, paid: 0, returned: 0 });
    assert.equal(sku.difference, 0);
    assert.equal(sku.units, audit.skus[at].units);
  }
  assert.deepEqual(numbers.queue, { depth: 0, oldestAgeMs: 0 });
  assert.deepEqual(numbers.payments, { open: 0, capturedPerSecond: 0, refundDue: 0 });
  assert.deepEqual(
    numbers.sources.map(({ name, missing }) => `${name} ${missing}`),
    ['api false', 'worker false', 'queue false'],
  );
});

test('units that come back are counted as returned, at gate and ledger alike', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const { body: order } = await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' });
  await node.call(`POST /api/v1/orders/${order.orderId}/cancel`, { as: 'ann' });
  await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'bob' });
  const [sku] = (await live(node, saleId)).skus;
  assert.deepEqual(sku?.gate, { available: 2, held: 1, sold: 0 });
  assert.deepEqual(sku?.ledger, { available: 2, held: 1, paid: 0, returned: 1 });
});

test('the classic call is an ask too', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  for (const _ of [1, 2]) await node.call(`POST /seckill/order?sale=${saleId}`, { as: 'ann', body: {} });
  const { totals } = await live(node, saleId);
  assert.deepEqual(totals.byOutcome, { held: 1, 'already-held': 1 });
});

test('asks of other sales, and for none, are not those of this one', async (t) => {
  const node = await startNode(t);
  const [saleId, other] = [await node.sale(), await node.sale()];
  await node.call(`POST /api/v1/sales/${other}/orders`, { as: 'ann' });
  await node.call('POST /api/v1/sales/no-such-sale/orders', { as: 'ann' });
  assert.deepEqual((await live(node, saleId)).totals.byOutcome, {});
  const { text } = await node.call('GET /metrics', { as: 'operator' });
  assert.match(text, /penstock_asks_total\{outcome="held"\} 1\n/);
  assert.match(text, /penstock_asks_total\{outcome="sale-not-found"\} 1\n/);
});

test('a draft has numbers too: nobody asked, and no gate has it', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ draft: true, opensAt: new Date(Date.now() + 3_600_000).toISOString() });
  const numbers = await live(node, saleId);
  assert.equal(numbers.phase, 'scheduled');
  assert.equal(numbers.totals.asks, 0);
  assert.deepEqual(numbers.skus[0]?.ledger, { available: 3, held: 0, paid: 0, returned: 0 });
});

test('only operators see numbers, and only of sales that exist', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  for (const path of ['live', 'live/events']) {
    const route = `GET /api/v1/admin/sales/${saleId}/${path}`;
    assert.equal((await node.call(route)).status, 401);
    assert.equal((await node.call(route, { as: 'ann' })).status, 403);
    const nowhere = await node.call(`GET /api/v1/admin/sales/nowhere/${path}`, { as: 'operator' });
    assert.equal(said(nowhere), '404 sale-not-found');
  }
});

test('the stream tells a change within a second, and goes on while nothing happens', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const stream = await follow(t, node, `/api/v1/admin/sales/${saleId}/live/events`, bearer);
  const first = await stream.next();
  assert.equal(first.name, 'live');
  assert.equal(first.data.totals.asks, 0);
  await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' });
  const read = await stream.until(({ data }) => data.totals?.byOutcome.held === 1 && data.skus[0].ledger.held === 1);
  assert.ok(read.length <= 3, 'it is in one of the next two');
  assert.equal((await stream.next()).name, 'live');
});

test('a ledger that falls silent is missing within two seconds; what it alone knows is null, not zero', async (t) => {
  let isSilent = false;
  const wrap = (engine: Engine): Engine => ({
    ...engine,
    ledger: {
      ...engine.ledger,
      saleNumbers: (saleId) => (isSilent ? new Promise(() => undefined) : engine.ledger.saleNumbers(saleId)),
    },
  });
  const node = await startNode(t, { wrap });
  const saleId = await node.sale();
  await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' });
  const stream = await follow(t, node, `/api/v1/admin/sales/${saleId}/live/events`, bearer);
  await stream.until(({ data }) => data.skus[0].ledger?.held === 1);
  isSilent = true;
  const read = await stream.until(({ data }) => data.sources.some((source: { missing: boolean }) => source.missing));
  const told: Live = read.at(-1)?.data;
  const worker = told.sources.find(({ name }) => name === 'worker');
  assert.ok(worker?.missing === true && (worker.ageMs ?? Number.NaN) <= 2_000, JSON.stringify(worker));
  assert.equal(told.payments, null);
  assert.equal(told.skus[0]?.ledger, null);
  assert.equal(told.skus[0]?.difference, null);
  assert.deepEqual(told.skus[0]?.gate, { available: 2, held: 1, sold: 0 });
  assert.deepEqual(told.totals.byOutcome, { held: 1 });
  const before: Live | undefined = read.at(-2)?.data;
  assert.ok(before === undefined || before.skus[0]?.ledger?.held === 1, 'until then the last word stands');
});
