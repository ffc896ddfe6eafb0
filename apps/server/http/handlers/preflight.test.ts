import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@penstock/core';
import type { TestNode } from '../test-node.ts';
import { said, startNode } from '../test-node.ts';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const get = (node: TestNode, saleId: string) =>
  node.call(`GET /api/v1/admin/sales/${saleId}/preflight`, { as: 'operator' });
const publish = (node: TestNode, saleId: string) =>
  node.call(`POST /api/v1/admin/sales/${saleId}/publish`, { as: 'operator' });

/** The checks that are not ok, each by name and status. */
const notOk = ({ checks }: { checks: readonly { name: string; status: string }[] }) =>
  checks.filter(({ status }) => status !== 'ok').map(({ name, status }) => `${name} ${status}`);

test('a draft that is ready says so with what was measured, and is published', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ draft: true, opensAt: inAnHour() });
  const { body } = await get(node, saleId);
  assert.equal(body.saleId, saleId);
  assert.deepEqual(
    body.checks.map(({ name }: { name: string }) => name),
    ['opens-in-future', 'units', 'gate-armed', 'gate-equals-ledger', 'clocks', 'workers', 'queue', 'payments', 'disk'],
  );
  // A machine that is busy with other things may lag, and a small one may be nearly full; nothing else may be wrong.
  assert.deepEqual(
    notOk(body).filter((each) => !/^(clocks|disk) warning$/.test(each)),
    [],
  );
  assert.equal(body.ready, true);
  assert.equal((await publish(node, saleId)).body.state, 'published');
  assert.equal((await publish(node, saleId)).status, 200, 'published again, it is as it was');
  assert.equal((await get(node, saleId)).body.ready, true);
  assert.equal(said(await get(node, 'nothing')), '404 sale-not-found');
});

test('a draft that is not ready is not published, and the answer says why and what to do', async (t) => {
  const node = await startNode(t);
  const late = await node.sale({ draft: true });
  const refused = await publish(node, late);
  assert.equal(said(refused), '409 preflight-failed');
  const failed = refused.body.checks.find(({ name }: { name: string }) => name === 'opens-in-future');
  assert.equal(failed.status, 'failed');
  assert.match(failed.remedy, /opensAt/);
  assert.equal(failed.code, 'opening-passed');
  assert.match(failed.params.at, /^20.*Z$/);
  const read = await node.call(`GET /api/v1/admin/sales/${late}`, { as: 'operator' });
  assert.equal(read.body.state, 'draft');
  const empty = await node.sale({ draft: true, opensAt: inAnHour() });
  const withdraw = { sku: 'black', delta: -3, reason: 'all broken' };
  await node.call(`POST /api/v1/admin/sales/${empty}/stock`, { as: 'operator', body: withdraw });
  assert.ok(notOk((await publish(node, empty)).body).includes('units failed'));
});

test('what is away fails its own check', async (t) => {
  const node = await startNode(t, {
    wrap: (engine) => ({
      ...engine,
      provider: { name: 'sandbox', find: () => Promise.reject(failure('PROVIDER_UNAVAILABLE', {})) },
      queueOf: () => Promise.reject(failure('GATE_UNAVAILABLE', {})),
      workers: () => ({ ...engine.workers(), recorders: 1 }),
    }),
  });
  const saleId = await node.sale({ draft: true, opensAt: inAnHour() });
  const { body } = await get(node, saleId);
  assert.equal(body.ready, false);
  const failed = notOk(body).filter((each) => each.endsWith(' failed'));
  assert.deepEqual(failed, ['gate-armed failed', 'gate-equals-ledger failed', 'workers failed', 'payments failed']);
  assert.equal(said(await publish(node, saleId)), '409 preflight-failed');
});
