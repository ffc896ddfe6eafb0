import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { failure } from '@penstock/core';
import type { Engine } from '../wiring/engine.ts';
import type { TestNode } from './test-node.ts';
import { adminToken, said, startNode, tokenOf } from './test-node.ts';
import { demoNode, password, signIn } from './test-operators.ts';
import { follow } from './test-stream.ts';

const salePath = (saleId: string) => `/api/v1/sales/${saleId}/events`;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ask = (node: TestNode, saleId: string, as: string) => node.call(`POST /api/v1/sales/${saleId}/orders`, { as });

test('a sale’s stream begins with its phase and stock, and goes on with every change', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ variants: [{ sku: 'black', units: 1, priceMinor: 1, currency: 'CNY' }] });
  const stream = await follow(t, node, salePath(saleId));
  const { headers, statusCode } = stream.response;
  assert.equal(statusCode, 200);
  assert.equal(headers['content-type'], 'text/event-stream; charset=utf-8');
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['x-accel-buffering'], 'no');
  assert.ok(headers['x-request-id'] !== undefined);
  const phase = await stream.next();
  assert.equal(phase.name, 'phase');
  assert.equal(phase.data.phase, 'open');
  assert.equal(phase.data.closesAt, null);
  const stock = await stream.next();
  assert.equal(stock.name, 'stock');
  assert.deepEqual(stock.data.variants, [{ sku: 'black', units: 1, available: 1, held: 0, sold: 0 }]);
  await ask(node, saleId, 'ann');
  const [last] = (await stream.until((event) => event.name === 'phase')).toReversed();
  assert.equal(last?.data.phase, 'all-held');
  const [told] = (await stream.until((event) => event.name === 'stock')).toReversed();
  assert.equal(told?.data.variants[0].held, 1);
});

test('the opening and the end are told on the dot, though nothing changes at the gate', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ opensAt: new Date(Date.now() + 3_600_000).toISOString() });
  const stream = await follow(t, node, salePath(saleId));
  // Each is moved close only once what comes before it was told, so that no slow machine can miss one.
  const soon = () => new Date(Date.now() + 400).toISOString();
  const edit = (body: object) => node.call(`PATCH /api/v1/admin/sales/${saleId}`, { as: 'operator', body });
  const told = (phase: string) => stream.until((event) => event.name === 'phase' && event.data.phase === phase);
  await told('scheduled');
  await edit({ opensAt: soon() });
  const [opening] = (await told('open')).toReversed();
  assert.ok(opening?.data.serverTime >= opening?.data.opensAt, 'never before it');
  while ((await edit({ closesAt: soon() })).status !== 200);
  const [end] = (await told('ended')).toReversed();
  assert.ok(end?.data.serverTime >= end?.data.closesAt, 'nor this');
});

test('stock is told at most four times a second, and the last word always', async (t) => {
  const node = await startNode(t);
  const units = 60;
  const saleId = await node.sale({ variants: [{ sku: 'black', units, priceMinor: 1, currency: 'CNY' }] });
  const stream = await follow(t, node, salePath(saleId));
  const reading = stream.until((event) => event.name === 'stock' && event.data.variants[0].held === units);
  for (let index = 0; index < units; index += 1) await ask(node, saleId, `buyer-${index}`);
  const stocks = (await reading).filter((event) => event.name === 'stock');
  const toldMs = stocks.slice(1).map((event) => Date.parse(event.data.serverTime));
  const gapsMs = toldMs.slice(1).map((atMs, index) => atMs - (toldMs[index] ?? 0));
  // The pause is measured by another clock than the one that is told, and that one has whole milliseconds.
  assert.ok(
    gapsMs.every((ms) => ms >= 245),
    gapsMs.join(', '),
  );
});

test('who resumes is told what is new, and nothing when nothing is', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const first = await follow(t, node, salePath(saleId));
  await first.next();
  const { id } = await first.next();
  assert.ok(id !== undefined);
  const same = await follow(t, node, salePath(saleId), { 'last-event-id': id });
  const next = same.next();
  await ask(node, saleId, 'ann');
  assert.equal((await next).data.variants[0].held, 1, 'the first thing it hears is the change');
  first.stop();
  same.stop();
  const later = await follow(t, node, salePath(saleId), { 'last-event-id': id });
  assert.deepEqual([(await later.next()).name, (await later.next()).name], ['phase', 'stock']);
});

test('an order’s stream tells each status once', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const { orderId } = (await ask(node, saleId, 'ann')).body;
  const path = `/api/v1/orders/${orderId}/events`;
  const stream = await follow(t, node, path, bearer(tokenOf('ann')));
  const first = await stream.next();
  assert.deepEqual([first.name, first.id, first.data.status], ['order', 'awaiting_payment', 'awaiting_payment']);
  const resumed = await follow(t, node, path, { ...bearer(adminToken), 'last-event-id': 'awaiting_payment' });
  await node.call(`POST /api/v1/orders/${orderId}/cancel`, { as: 'ann' });
  assert.equal((await stream.next()).data.status, 'cancelled');
  assert.equal((await resumed.next()).data.status, 'cancelled');
  assert.equal(said(await node.call(`GET ${path}`, { as: 'bob' })), '404 order-not-found');
  assert.equal(said(await node.call(`GET ${path}`)), '401 unauthenticated');
});

test('an order that is still in line is told first, and then as the ledger has it', async (t) => {
  const inLine = new Set<string>();
  const node = await startNode(t, {
    wrap: ({ ledger, findOrder, ...engine }) => {
      const order = async (orderId: string) => (inLine.has(orderId) ? undefined : ledger.order(orderId));
      return {
        ...{ ...engine, ledger: { ...ledger, order } },
        async findOrder(orderId, buyerId) {
          const known = await findOrder(orderId, buyerId);
          return known && inLine.has(orderId) ? { ...known, status: 'reserved' } : known;
        },
      };
    },
  });
  const { orderId } = (await ask(node, await node.sale(), 'ann')).body;
  inLine.add(orderId);
  const stream = await follow(t, node, `/api/v1/orders/${orderId}/events`, bearer(tokenOf('ann')));
  const first = await stream.next();
  assert.deepEqual([first.id, first.data.status, first.data.orderId], ['reserved', 'reserved', orderId]);
  inLine.delete(orderId);
  node.engine.events.changed([orderId]);
  assert.equal((await stream.next()).data.status, 'awaiting_payment');
});

test('beyond its number of streams a node answers 204, and a place that is left is free again', async (t) => {
  const node = await startNode(t, { streamsMax: 2 });
  const saleId = await node.sale();
  const one = await follow(t, node, salePath(saleId));
  await follow(t, node, salePath(saleId));
  assert.equal((await node.call(`GET ${salePath(saleId)}`)).status, 204);
  one.stop();
  let again = await follow(t, node, salePath(saleId));
  while (again.response.statusCode === 204) again = await follow(t, node, salePath(saleId));
  assert.equal(again.response.statusCode, 200);
  assert.equal(said(await node.call(`GET ${salePath('nothing')}`)), '404 sale-not-found');
});

test('a connection that brings more behind its stream is told to poll', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const { hostname, port, host } = new URL(node.url);
  const socket = connect(Number(port), hostname);
  t.after(() => socket.destroy());
  const asked = [salePath(saleId), '/api/v1/time'].map((path) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  socket.write(asked.join(''));
  const heard = await text(socket);
  assert.match(heard, /^HTTP\/1\.1 204 .*\r\nconnection: close\r\n/s);
});

test('a page that asks for the protocol to be changed is answered in HTTP', async (t) => {
  const node = await startNode(t);
  const headers = { connection: 'upgrade', upgrade: 'websocket' };
  const [response] = await once(get(`${node.url}/api/v1/time`, { headers, agent: false }), 'response');
  response.resume();
  assert.equal(response.statusCode, 200);
});

test('a change of the opening is told, and the opening is then told at its new instant', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ opensAt: new Date(Date.now() + 3_600_000).toISOString() });
  const stream = await follow(t, node, salePath(saleId));
  await stream.until((event) => event.name === 'stock');
  const openIn = async (ms: number) => {
    const opensAt = new Date(Date.now() + ms).toISOString();
    await node.call(`PATCH /api/v1/admin/sales/${saleId}`, { as: 'operator', body: { opensAt } });
    return opensAt;
  };
  const later = await openIn(7_200_000);
  const [told] = (await stream.until((event) => event.name === 'phase')).toReversed();
  assert.deepEqual([told?.data.phase, told?.data.opensAt], ['scheduled', later]);
  const soon = await openIn(1_000);
  const [opened] = (await stream.until((event) => event.data.phase === 'open')).toReversed();
  assert.equal(opened?.data.opensAt, soon);
});

test('the streams of a sale that is withdrawn end', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ opensAt: new Date(Date.now() + 3_600_000).toISOString() });
  const { response } = await follow(t, node, salePath(saleId));
  await node.call(`POST /api/v1/admin/sales/${saleId}/withdraw`, { as: 'operator' });
  response.resume();
  await once(response, 'end');
});

const operatorPath = '/api/v1/admin/operators';

for (const [what, route, body] of [
  ['an account that is disabled', `PATCH ${operatorPath}/ann`, { disabled: true, reason: 'left the shop' }],
  ['a new password', `PATCH ${operatorPath}/ann`, { password: `${password} anew` }],
  ['signing out', 'DELETE /api/v1/admin/session', undefined],
] as const) {
  test(`${what} ends every stream of that session, and no other one`, async (t) => {
    const node = await demoNode(t, { ann: 'viewer', bob: 'viewer' });
    const saleId = await node.sale();
    const { orderId } = (await ask(node, saleId, 'cid')).body;
    const paths = [`/api/v1/admin/sales/${saleId}/live/events`, `/api/v1/orders/${orderId}/events`];
    const cookies = { ann: await signIn(node, 'ann'), bob: await signIn(node, 'bob') };
    const followAll = (headers: Record<string, string>) =>
      Promise.all(paths.map((path) => follow(t, node, path, headers)));
    const anns = await followAll({ cookie: cookies.ann });
    const others = [...(await followAll({ cookie: cookies.bob })), ...(await followAll(bearer(adminToken)))];
    for (const stream of [...anns, ...others]) await stream.next();
    const isSignOut = route.startsWith('DELETE');
    const as = isSignOut ? { headers: { cookie: cookies.ann, origin: node.url } } : { as: 'operator' };
    await node.call(route, { ...as, ...(body !== undefined && { body }) });
    // Nothing but the server's word ends them.
    for (const stream of anns) await stream.toEnd();
    assert.equal(said(await node.call(`GET ${paths[0]}`, { headers: { cookie: cookies.ann } })), '401 unauthenticated');
    // The others go on: the board is told twice a second, an order when it changes.
    await node.call(`POST /api/v1/orders/${orderId}/cancel`, { as: 'cid' });
    for (const stream of others) await stream.next();
  });
}

test('a stream goes on while the ledger cannot tell whether its session is good, and ends when it can', async (t) => {
  let isAway = false;
  let asked = 0;
  const session = (engine: Engine) => (hash: string) => {
    asked += 1;
    return isAway ? Promise.reject(failure('LEDGER_UNAVAILABLE')) : engine.ledger.session(hash);
  };
  const wrap = (engine: Engine) => ({ ...engine, ledger: { ...engine.ledger, session: session(engine) } });
  const node = await demoNode(t, { ann: 'viewer' }, { wrap });
  const saleId = await node.sale();
  const cookie = await signIn(node, 'ann');
  const stream = await follow(t, node, `/api/v1/admin/sales/${saleId}/live/events`, { cookie });
  await stream.next();
  isAway = true;
  await node.call(`PATCH ${operatorPath}/ann`, { as: 'operator', body: { disabled: true } });
  const askedBefore = asked;
  await stream.until(() => asked >= askedBefore + 2);
  await stream.next();
  isAway = false;
  await stream.toEnd();
});

test('a stop ends the streams, answers what is under way, and is not ready meanwhile', async (t) => {
  const underWay = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const node = await startNode(t, {
    wrap: (engine) => ({
      ...engine,
      audit: async (saleId) => {
        arrived.resolve();
        await underWay.promise;
        return engine.audit(saleId);
      },
    }),
  });
  const saleId = await node.sale();
  const { response } = await follow(t, node, salePath(saleId));
  const audit = node.call(`GET /api/v1/admin/sales/${saleId}/audit`, { as: 'operator' });
  await arrived.promise;
  const stopped = node.http.stop();
  const ready = await node.http.app.inject('/readyz');
  assert.deepEqual(ready.json(), { status: 'not-ready', reasons: ['this node is stopping'] });
  response.resume();
  await once(response, 'end');
  underWay.resolve();
  assert.equal((await audit).body.balanced, true);
  await stopped;
  await assert.rejects(node.call('GET /livez'), /fetch failed/);
});
