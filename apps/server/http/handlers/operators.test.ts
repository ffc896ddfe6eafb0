import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestNode } from '../test-node.ts';
import { said, startNode } from '../test-node.ts';
import { demoNode, password, signIn } from '../test-operators.ts';

const operators = '/api/v1/admin/operators';

type Coded = { readonly code?: string; readonly params?: object };

type Entry = Coded & {
  readonly operator: string;
  readonly action: string;
  readonly detail?: string;
  readonly reason?: string;
};

const logOf = async (node: TestNode, query = ''): Promise<readonly Entry[]> =>
  (await node.call(`GET /api/v1/admin/operator-log${query}`, { as: 'operator' })).body.entries;

test('accounts are added, listed and changed', async (t) => {
  const node = await startNode(t);
  const add = (body: object) => node.call(`POST ${operators}`, { as: 'operator', body });
  const added = await add({ name: 'ann', role: 'admin', password });
  assert.equal(added.status, 201);
  assert.deepEqual([added.body.name, added.body.role, added.body.disabled], ['ann', 'admin', false]);
  assert.equal(said(await add({ name: 'ann', role: 'viewer', password })), '409 operator-exists');
  assert.equal(said(await add({ name: 'admin-token', role: 'admin', password })), '409 operator-exists');
  for (const wrong of [
    { name: 'Bob', role: 'viewer', password },
    { name: 'bob', role: 'root', password },
    { name: 'bob', role: 'viewer', password: 'too short' },
    { name: 'bob', role: 'viewer', password: 'x'.repeat(129) },
    { name: 'bob@shop.example', role: 'viewer', password: 'Bob@shop.example' },
    { name: 'bob', role: 'viewer' },
  ]) {
    assert.equal(said(await add(wrong)), '422 invalid-request', JSON.stringify(wrong));
  }
  await add({ name: 'bob', role: 'viewer', password });
  const change = (name: string, body: object) => node.call(`PATCH ${operators}/${name}`, { as: 'operator', body });
  assert.equal((await change('bob', { role: 'operator' })).body.role, 'operator');
  assert.equal((await change('bob', { disabled: true, reason: 'left the shop' })).body.disabled, true);
  assert.equal(said(await change('ann', { disabled: true })), '409 last-admin');
  assert.equal(said(await change('ann', { role: 'operator' })), '409 last-admin');
  assert.equal(said(await change('eve', { role: 'operator' })), '404 operator-not-found');
  assert.equal(said(await change('EVE', { role: 'operator' })), '404 operator-not-found');
  for (const nothing of [{}, { reason: 'none' }])
    assert.equal(said(await change('bob', nothing)), '422 invalid-request');
  const listed = (await node.call(`GET ${operators}`, { as: 'operator' })).body.operators;
  assert.deepEqual(
    listed.map((each: { name: string; role: string; disabled: boolean }) => [each.name, each.role, each.disabled]),
    [
      ['ann', 'admin', false],
      ['bob', 'operator', true],
    ],
  );
  const log = (await logOf(node)).map(
    ({ action, detail, reason }) => `${action}: ${detail}${reason ? ` (${reason})` : ''}`,
  );
  const params = (await logOf(node)).map((entry) => entry.params);
  assert.deepEqual(params.slice(0, 3), [
    { name: 'bob', changes: ['disabled'] },
    { name: 'bob', changes: ['operator'] },
    { name: 'bob', role: 'viewer' },
  ]);
  assert.deepEqual(log, [
    'change-operator: bob: disabled (left the shop)',
    'change-operator: bob: role operator',
    'add-operator: bob as viewer',
    'add-operator: ann as admin',
  ]);
});

test('each role may do what it may, and a refusal is written down', async (t) => {
  const node = await demoNode(t, { vic: 'viewer', ona: 'operator', ada: 'admin' });
  const saleId = await node.sale();
  const cookies = { vic: await signIn(node, 'vic'), ona: await signIn(node, 'ona'), ada: await signIn(node, 'ada') };
  const call = async (name: keyof typeof cookies, route: string, body?: object) =>
    node.call(route, { headers: { cookie: cookies[name], origin: node.url }, ...(body !== undefined && { body }) });
  const pause = `POST /api/v1/admin/sales/${saleId}/pause`;
  const refused = await call('vic', pause);
  assert.equal(said(refused), '403 role-too-low');
  assert.equal(refused.body.role, 'operator');
  assert.equal((await call('vic', `GET /api/v1/admin/sales/${saleId}`)).status, 200);
  assert.equal((await call('ona', pause, { reason: 'a look' })).body.phase, 'paused');
  assert.equal(said(await call('ona', `GET ${operators}`)), '403 role-too-low');
  assert.equal((await call('ada', `GET ${operators}`)).status, 200);
  const entries = (await logOf(node)).slice(0, 3);
  assert.deepEqual(
    entries.map(({ operator, action }) => `${operator} ${action}`),
    ['ona role-too-low', 'ona pause', 'vic role-too-low'],
  );
  assert.equal(entries[1]?.reason, 'a look');
  const { code, params } = entries[2] ?? {};
  assert.deepEqual([code, params], ['needs-role', { call: pause, needed: 'operator', role: 'viewer' }]);
  assert.match(entries[2]?.detail ?? '', /^POST \/api\/v1\/admin\/sales\/\S+\/pause needs the role operator/);
  assert.deepEqual(
    (await logOf(node, `?saleId=${saleId}`)).map(({ operator, action }) => `${operator} ${action}`),
    ['ona pause', 'admin-token create-sale'],
  );
});

test('every act on a sale is in its log, with who, why and under which request', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale({ draft: true, opensAt: new Date(Date.now() + 3_600_000).toISOString() });
  const act = (route: string, body?: object) =>
    node.call(`${route.replace(' ', ` /api/v1/admin/sales/${saleId}`)}`, {
      as: 'operator',
      headers: { 'x-request-id': 'request-of-a-test' },
      ...(body !== undefined && { body }),
    });
  await act('PATCH ', { title: 'New', reason: 'a better one' });
  await act('POST /stock', { sku: 'black', delta: 2, reason: 'found two' });
  await act('POST /stock', { sku: 'black', delta: -1, reason: 'broken' });
  await act('POST /stock', { sku: 'black', delta: -99, reason: 'too many' });
  await act('POST /publish', { reason: 'ready' });
  await act('POST /pause');
  await act('POST /pause');
  await act('POST /resume');
  await act('POST /rebuild', { reason: 'to see' });
  await act('POST /close', { reason: 'over' });
  await act('POST /withdraw', { reason: 'refused' });
  const entries = (await node.call(`GET /api/v1/admin/operator-log?saleId=${saleId}`, { as: 'operator' })).body.entries;
  assert.deepEqual(
    entries.map((entry: Entry) => `${entry.action} | ${entry.reason ?? ''} | ${entry.detail ?? ''}`).reverse(),
    [
      `create-sale |  | draft of "Sale 1", opens ${entries.at(-1).detail.match(/opens (\S+):/)[1]}: 3 black`,
      'edit-sale | a better one | title "New"',
      'stock | found two | 2 black added',
      'stock | broken | 1 black withdrawn',
      'publish | ready | ',
      'pause |  | ',
      'pause |  | it was so before; nothing changed',
      'resume |  | ',
      'rebuild | to see | ',
      'close | over | ',
    ],
  );
  assert.deepEqual(
    entries
      .map(({ code, params }: Coded) => [code, params])
      .reverse()
      .slice(1, 7),
    [
      ['fields-changed', { fields: ['title'], values: ['New'] }],
      ['units-added', { units: 2, sku: 'black' }],
      ['units-withdrawn', { units: 1, sku: 'black' }],
      [undefined, undefined],
      [undefined, undefined],
      ['nothing-changed', undefined],
    ],
  );
  for (const entry of entries.slice(0, -1)) assert.equal(entry.requestId, 'request-of-a-test');
  const first = await node.call('GET /api/v1/admin/operator-log?limit=4', { as: 'operator' });
  const rest = await node.call(`GET /api/v1/admin/operator-log?cursor=${first.body.next}`, { as: 'operator' });
  assert.deepEqual([...first.body.entries, ...rest.body.entries], entries);
  assert.equal(rest.body.next, undefined);
  assert.equal(
    said(await node.call('GET /api/v1/admin/operator-log?cursor=x', { as: 'operator' })),
    '422 invalid-request',
  );
});
