import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../wiring/engine.ts';
import { said, startNode } from '../test-node.ts';

test('a node lives, is ready, and says what it lacks', async (t) => {
  const failing = new Set<string>();
  const trouble = 'due orders cannot be released';
  const wrap = (engine: Engine): Engine => ({
    ...engine,
    workers: () => {
      const { rounds, ...rest } = engine.workers();
      return { ...rest, rounds: rounds.map((each) => (failing.has(each.name) ? { ...each, trouble } : each)) };
    },
  });
  const { call, http } = await startNode(t, { wrap });
  assert.deepEqual((await call('GET /livez')).body, { status: 'ok' });
  assert.deepEqual((await call('GET /readyz')).body, { status: 'ready', reasons: [] });
  failing.add('expiry');
  const away = await call('GET /readyz?verbose');
  assert.equal(away.status, 503);
  assert.deepEqual(away.body, {
    status: 'not-ready',
    reasons: [trouble],
    checks: [
      { name: 'node', ok: true },
      { name: 'engine', ok: false, detail: trouble, code: 'loops-fail', params: { loops: ['expiry'] } },
    ],
  });
  assert.equal((await call('GET /livez')).status, 200);
  assert.equal(typeof http.app.server.address(), 'object');
});

test('the numbers are for operators, and count each answer by its outcome', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const ask = (as: string, body?: unknown) =>
    node.call(`POST /api/v1/sales/${saleId}/orders`, { as, ...(body !== undefined && { body }) });
  for (const as of ['ann', 'ann', 'bob', 'cid', 'dan']) await ask(as);
  await ask('ann', '{');
  assert.equal(said(await node.call('GET /metrics')), '401 unauthenticated');
  const { text, headers } = await node.call('GET /metrics', { as: 'operator' });
  assert.match(headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const asks = (outcome: string) =>
    Number(new RegExp(`penstock_asks_total{outcome="${outcome}"} (\\d+)`).exec(text)?.[1]);
  assert.deepEqual(
    ['already-held', 'sold-out', 'all-held', 'held', 'refused-request'].map((outcome) => `${outcome} ${asks(outcome)}`),
    ['already-held 1', 'sold-out 0', 'all-held 1', 'held 3', 'refused-request 1'],
  );
  assert.match(text, /penstock_ask_duration_seconds_count 6/);
  assert.match(text, /penstock_http_request_duration_seconds_count{route="createSale",status="201"} 1/);
  assert.match(text, /penstock_http_request_duration_seconds_count{route="getMetrics",status="401"} 1/);
  assert.match(text, /penstock_event_streams 0/);
});

test('demo buyers can ask, and are there in demo mode only', async (t) => {
  const demo = await startNode(t, { settings: { isDemo: true, buyerAudience: 'penstock' } });
  const saleId = await demo.sale();
  const { buyerId, token } = (await demo.call('POST /api/v1/demo/buyers')).body;
  const asked = await demo.call(`POST /api/v1/sales/${saleId}/orders`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(asked.status, 202);
  assert.equal(asked.body.buyerId, buyerId);
  const real = await startNode(t);
  assert.equal(said(await real.call('POST /api/v1/demo/buyers')), '404 not-found');
});
