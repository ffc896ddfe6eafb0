import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@penstock/core';
import { pino } from 'pino';
import { adminToken, said, tokenOf } from './test-node.ts';
import { cookieFrom, demoNode, password, signIn } from './test-operators.ts';

test('no password, token or cookie is ever in the log, whatever breaks', async (t) => {
  let log = '';
  const logger = pino({ level: 'trace' }, { write: (line: string) => (log += line) });
  const node = await demoNode(
    t,
    { ann: 'admin' },
    {
      logger,
      wrap: (engine) => ({
        ...engine,
        audit: () => Promise.reject(failure('LEDGER_UNAVAILABLE', {})),
        rebuild: () => Promise.reject(new TypeError('a bug of a test')),
      }),
    },
  );
  const token = tokenOf('bob');
  const buyer = cookieFrom(await node.call('POST /api/v1/session', { headers: { authorization: `Bearer ${token}` } }));
  const operator = await signIn(node, 'ann');
  const cookie = `${buyer}; ${operator}`;
  const saleId = await node.sale();
  const wrong = 'a wrong password that nobody may read';
  const calls: [string, object][] = [
    ['POST /api/v1/admin/session', { body: { name: 'ann', password: wrong } }],
    ['POST /api/v1/admin/session', { body: { name: wrong, password: wrong } }],
    ['POST /api/v1/admin/session', { body: `{"name":"ann","password":"${wrong}"` }],
    ['POST /api/v1/admin/operators', { headers: { cookie, origin: node.url }, body: { name: 'Eve', password: wrong } }],
    [
      'PATCH /api/v1/admin/operators/ann',
      { headers: { cookie, origin: node.url }, body: { role: 1, password: wrong } },
    ],
    [`GET /api/v1/admin/sales/${saleId}/audit`, { headers: { cookie } }],
    [`POST /api/v1/admin/sales/${saleId}/rebuild`, { headers: { cookie, origin: node.url } }],
    [`POST /api/v1/admin/sales/${saleId}/rebuild`, { as: 'operator' }],
    [`POST /api/v1/sales/${saleId}/orders`, { headers: { cookie, origin: 'https://elsewhere.example' } }],
    ['GET /api/v1/orders/mine', { headers: { authorization: `Bearer ${token}x` } }],
  ];
  const statuses: string[] = [];
  for (const [route, request] of calls) statuses.push(said(await node.call(route, request)));
  assert.deepEqual(statuses, [
    '401 sign-in-failed',
    '401 sign-in-failed',
    '400 invalid-request',
    '422 invalid-request',
    '422 invalid-request',
    '503 unavailable',
    '500 internal-error',
    '500 internal-error',
    '403 cross-origin',
    '401 unauthenticated',
  ]);
  assert.match(log, /a bug of a test/);
  const entries = (await node.call('GET /api/v1/admin/operator-log', { as: 'operator' })).text;
  const cookieValue = (each: string) => each.slice(each.indexOf('=') + 1);
  for (const secret of [password, wrong, adminToken, token, cookieValue(buyer), cookieValue(operator)]) {
    for (const text of [log, entries]) assert.equal(text.includes(secret), false, secret);
  }
});
