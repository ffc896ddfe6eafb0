import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDataDir, said, startNode } from '../test-node.ts';

const variants = [{ sku: 'black', title: 'Black', units: 2, priceMinor: 100, currency: 'CNY' }];

test('a report tells what became of a sale, and a restart takes nothing out of it', async (t) => {
  const dataDir = newDataDir(t);
  const first = await startNode(t, { dataDir });
  const saleId = await first.sale({ variants });
  for (const as of ['ann', 'bob', 'ann', 'cid', 'dan']) await first.call(`POST /api/v1/sales/${saleId}/orders`, { as });
  const { body: mine } = await first.call(`GET /api/v1/sales/${saleId}/orders/mine`, { as: 'bob' });
  await first.call(`POST /api/v1/orders/${mine.orders[0].orderId}/cancel`, { as: 'bob' });
  const path = `GET /api/v1/admin/sales/${saleId}/report`;
  const { body: report } = await first.call(path, { as: 'operator' });
  const { sku: _sku, title: _title, ...totals } = report.skus[0];
  assert.deepEqual(totals, { units: 2, given: 2, paid: 0, held: 1, returned: 1 });
  assert.equal(report.given, 2);
  assert.equal(report.buyers, 2);
  assert.equal(report.tries, 5);
  assert.deepEqual(report.answers, { held: 2, 'already-held': 1, 'all-held': 2 });
  assert.deepEqual(report.refusals, { 'all-held': 2 });
  assert.ok(report.allGivenAfterSeconds > 0 && report.soldOutAfterSeconds === null);
  assert.ok(report.peakAsksPerSecond >= 1 && report.latencyMs.p99 <= report.latencyMs.max);
  assert.deepEqual(report.payments, []);
  assert.equal(report.audit.balanced, true);
  await first.stop();

  const second = await startNode(t, { dataDir });
  await second.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' });
  const { body: later } = await second.call(path, { as: 'operator' });
  assert.equal(later.tries, 6);
  assert.deepEqual(later.answers, { held: 2, 'already-held': 2, 'all-held': 2 });
  assert.equal(later.counted.since, report.counted.since);
  assert.equal(later.counted.complete, report.counted.complete);
  // The ask after the restart may have been the slowest.
  assert.ok(later.latencyMs.max >= report.latencyMs.max);
});

test('asks that nobody counted are unknown, not zero', async (t) => {
  const dataDir = newDataDir(t);
  const first = await startNode(t, { dataDir });
  const saleId = await first.sale({ variants });
  await first.stop();
  const second = await startNode(t, { dataDir });
  const { body: report } = await second.call(`GET /api/v1/admin/sales/${saleId}/report`, { as: 'operator' });
  const { counted, tries, peakAsksPerSecond, latencyMs, answers, refusals } = report;
  for (const part of [counted, tries, peakAsksPerSecond, latencyMs, answers, refusals]) assert.equal(part, null);
  assert.equal(report.given, 0);
});

test('a report is for operators, and of sales that exist', async (t) => {
  const node = await startNode(t);
  const nowhere = 'GET /api/v1/admin/sales/nowhere/report';
  assert.equal(said(await node.call(nowhere, { as: 'operator' })), '404 sale-not-found');
  assert.equal((await node.call(nowhere)).status, 401);
});
