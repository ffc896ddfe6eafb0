import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Access } from './route.ts';
import { problemsOf } from './route.ts';
import { routePaths } from './route-paths.ts';
import { routeIds, routeOf } from './routes.ts';

// The calls of the documented contract, as it names them, and who may make them.
const documented: readonly (readonly [Access, string])[] = [
  ['public', 'GET /api/v1/time'],
  ['public', 'GET /api/v1/sales'],
  ['public', 'GET /api/v1/sales/{saleId}'],
  ['public', 'GET /api/v1/sales/{saleId}/events'],
  ['demo', 'POST /api/v1/demo/buyers'],
  ['buyer', 'POST /api/v1/session'],
  ['buyer', 'DELETE /api/v1/session'],
  ['buyer', 'POST /api/v1/sales/{saleId}/orders'],
  ['buyer', 'GET /api/v1/sales/{saleId}/orders/mine'],
  ['buyer', 'GET /api/v1/orders/mine'],
  ['owner', 'GET /api/v1/orders/{orderId}'],
  ['owner', 'GET /api/v1/orders/{orderId}/events'],
  ['buyer', 'POST /api/v1/orders/{orderId}/payment'],
  ['buyer', 'POST /api/v1/orders/{orderId}/cancel'],
  ['signed', 'POST /api/v1/payments/{provider}/webhook'],
  ['public', 'GET /sandbox/payments/{paymentId}'],
  ['operator', 'POST /api/v1/admin/sales'],
  ['operator', 'PATCH /api/v1/admin/sales/{saleId}'],
  ['operator', 'POST /api/v1/admin/sales/{saleId}/publish'],
  ['operator', 'POST /api/v1/admin/sales/{saleId}/withdraw'],
  ['operator', 'POST /api/v1/admin/sales/{saleId}/pause'],
  ['operator', 'POST /api/v1/admin/sales/{saleId}/resume'],
  ['operator', 'POST /api/v1/admin/sales/{saleId}/close'],
  ['operator', 'POST /api/v1/admin/sales/{saleId}/stock'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}/orders'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}/audit'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}/live'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}/live/events'],
  ['operator', 'POST /api/v1/admin/sales/{saleId}/rebuild'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}/journal'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}/payments'],
  ['operator', 'GET /api/v1/admin/webhooks'],
  ['operator', 'POST /api/v1/admin/webhooks/{id}/resend'],
  ['public', 'GET /livez'],
  ['public', 'GET /readyz'],
  ['operator', 'GET /metrics'],
  ['public', 'GET /seckill/status'],
  ['buyer', 'POST /seckill/order'],
  ['public', 'GET /api/v1/openapi.json'],
];

// What was added to it.
const added: readonly (readonly [Access, string])[] = [
  ['operator', 'GET /api/v1/admin/sales'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}'],
  ['operator', 'GET /api/v1/admin/session'],
  ['public', 'POST /api/v1/admin/session'],
  ['operator', 'DELETE /api/v1/admin/session'],
  ['operator', 'GET /api/v1/admin/operators'],
  ['operator', 'POST /api/v1/admin/operators'],
  ['operator', 'PATCH /api/v1/admin/operators/{name}'],
  ['operator', 'GET /api/v1/admin/operator-log'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}/preflight'],
  ['operator', 'GET /api/v1/admin/sales/{saleId}/report'],
  ['operator', 'GET /api/v1/admin/orders/{orderId}/story'],
  ['operator', 'GET /api/v1/admin/dead-letters'],
  ['public', 'GET /api/v1/shop'],
  ['public', 'GET /problems/{code}'],
  ['public', 'POST /sandbox/payments/{paymentId}'],
  ['operator', 'GET /sandbox/payments'],
];

const inTable = routeIds.map((routeId) => {
  const { who, method, path } = routeOf(routeId);
  return `${who} ${method} ${path}`;
});

test('the table has every documented call, the added ones, and no other', () => {
  const expected = [...documented, ...added].map(([who, call]) => `${who} ${call}`);
  assert.deepEqual([...inTable].sort(), expected.sort());
});

test('no two routes share a method and a path', () => {
  assert.equal(new Set(inTable.map((line) => line.slice(line.indexOf(' ')))).size, inTable.length);
});

test('the parameters of a path are those of its schema', () => {
  for (const routeId of routeIds) {
    const { path, params } = routeOf(routeId);
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    assert.deepEqual(Object.keys(params?.properties ?? {}), named, routeId);
  }
});

test('every route that needs a caller refuses strangers, and every route with a body refuses wrong ones', () => {
  for (const routeId of routeIds) {
    const route = routeOf(routeId);
    const problems = problemsOf(route);
    assert.equal(problems.includes('unauthenticated'), route.who !== 'public' && route.who !== 'demo', routeId);
    if (route.body !== undefined) assert.ok(problems.includes('invalid-request'), routeId);
    assert.ok(problems.includes('internal-error'), routeId);
  }
});

test('the small table of paths is that of the routes', () => {
  const paths = routeIds.map((routeId) => [routeId, `${routeOf(routeId).method} ${routeOf(routeId).path}`]);
  assert.deepEqual(routePaths, Object.fromEntries(paths));
});
