import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hs256Key, signBuyerToken } from '../../auth/hs256.ts';
import { readTrustedProxies } from '../../auth/trusted-proxies.ts';
import type { TestNode } from '../test-node.ts';
import { buyerSecret, newDataDir, said, startNode, tokenOf } from '../test-node.ts';
import { cookieFrom } from '../test-operators.ts';

const session = '/api/v1/session';
const mine = 'GET /api/v1/orders/mine';

const open = (node: TestNode, token: string, headers: Record<string, string> = {}) =>
  node.call(`POST ${session}`, { headers: { authorization: `Bearer ${token}`, ...headers } });

test('a page’s session does what its token does', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const opened = await open(node, tokenOf('ann'));
  assert.equal(opened.status, 204);
  const text = opened.headers.get('set-cookie') ?? '';
  // As long as the token is good, less what passed since it was made.
  assert.match(text, /^penstock-session=\S+; Path=\/; Max-Age=3(?:600|5\d\d); HttpOnly; SameSite=Lax$/);
  const cookie = cookieFrom(opened);
  const origin = node.url;
  const orders = `POST /api/v1/sales/${saleId}/orders`;
  const asked = await node.call(orders, { headers: { cookie, origin } });
  assert.equal(asked.status, 202);
  assert.equal(asked.body.buyerId, 'ann');
  const mixed = `other=1; ${cookie}; more="a;b"`;
  const again = await node.call(orders, { headers: { cookie: mixed, origin } });
  assert.equal(again.status, 200);
  assert.equal((await node.call(mine, { headers: { cookie } })).body.orders.length, 1);
  assert.equal((await node.call(`GET /api/v1/orders/${asked.body.orderId}`, { headers: { cookie } })).status, 200);
  const other = cookieFrom(await open(node, tokenOf('bob')));
  const others = await node.call(`GET /api/v1/orders/${asked.body.orderId}`, { headers: { cookie: other } });
  assert.equal(said(others), '404 order-not-found');
  const cancel = `POST /api/v1/orders/${asked.body.orderId}/cancel`;
  assert.equal((await node.call(cancel, { headers: { cookie, origin } })).body.status, 'cancelled');
});

test('what a cookie changes must come from a page of this site', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const cookie = cookieFrom(await open(node, tokenOf('ann')));
  const orders = `POST /api/v1/sales/${saleId}/orders`;
  const from = async (route: string, headers: Record<string, string>) =>
    said(await node.call(route, { headers: { cookie, ...headers } }));
  for (const origin of ['https://elsewhere.example', 'null', node.url.replace('http', 'https'), `${node.url}1`]) {
    assert.equal(await from(orders, { origin }), '403 cross-origin', origin);
    assert.equal(await from(`DELETE ${session}`, { origin }), '403 cross-origin', origin);
  }
  assert.equal(await from(orders, {}), '403 cross-origin');
  assert.equal(await from(`${orders}?again`, {}), '403 cross-origin');
  assert.equal(await from('POST /seckill/order', {}), '403 cross-origin');
  // Where both come, the token speaks, which no other site can send.
  assert.equal(await from(orders, { authorization: `Bearer ${tokenOf('ann')}` }), '202');
  // By a cookie alone nobody gets another one.
  assert.equal(await from(`POST ${session}`, { origin: node.url }), '401 unauthenticated');
});

test('a session ends when it is told to, for every cookie of its token, over a restart, and not for others', async (t) => {
  const node = await startNode(t);
  const token = tokenOf('ann');
  const first = cookieFrom(await open(node, token));
  const second = cookieFrom(await open(node, token));
  const later = cookieFrom(
    await open(node, signBuyerToken(hs256Key(buyerSecret), { buyerId: 'ann', expiresAtMs: Date.now() + 60_000 })),
  );
  const is = async (cookie: string, on = node) => (await on.call(mine, { headers: { cookie } })).status;
  assert.deepEqual([await is(first), await is(second), await is(later)], [200, 200, 200]);
  const out = await node.call(`DELETE ${session}`, { headers: { cookie: first, origin: node.url } });
  assert.equal(out.status, 204);
  assert.match(out.headers.get('set-cookie') ?? '', /^penstock-session=; Path=\/; Max-Age=0;/);
  assert.deepEqual([await is(first), await is(second), await is(later)], [401, 401, 200]);
  const again = cookieFrom(await open(node, token));
  assert.equal(await is(again), 200, 'who signs in again is in again');
  await node.call(`DELETE ${session}`, { headers: { authorization: `Bearer ${token}` } });
  assert.deepEqual([await is(again), await is(later)], [401, 200]);
});

test('an end is kept over a restart', async (t) => {
  const dataDir = newDataDir(t);
  const before = await startNode(t, { dataDir });
  const cookie = cookieFrom(await open(before, tokenOf('ann')));
  const other = cookieFrom(await open(before, tokenOf('bob')));
  await before.call(`DELETE ${session}`, { headers: { cookie, origin: before.url } });
  await before.stop();
  const after = await startNode(t, { dataDir });
  assert.equal(said(await after.call(mine, { headers: { cookie } })), '401 unauthenticated');
  assert.equal((await after.call(mine, { headers: { cookie: other } })).status, 200);
});

test('no session lives longer than its token, and none is made of a made-up cookie', async (t) => {
  const node = await startNode(t);
  const token = (leftMs: number) =>
    signBuyerToken(hs256Key(buyerSecret), { buyerId: 'ann', expiresAtMs: Date.now() + leftMs });
  const soon = await open(node, token(90_000));
  const maxAge = Number(/Max-Age=(\d+)/.exec(soon.headers.get('set-cookie') ?? '')?.[1]);
  assert.ok(maxAge >= 85 && maxAge <= 91, `${maxAge}`);
  const days = await open(node, token(30 * 24 * 3_600_000));
  assert.match(days.headers.get('set-cookie') ?? '', /Max-Age=86400;/);
  // Within the leeway a token is good and has no time left that a session could have.
  assert.equal(said(await open(node, token(-2_000))), '401 unauthenticated');
  const cookie = cookieFrom(soon);
  const [name, value = ''] = cookie.split('=');
  const parts = value.split('.');
  const forged = [
    '',
    'x',
    value.slice(0, -1),
    `${value}A`,
    [...parts.slice(0, 3), 'bob', ...parts.slice(4)].join('.'),
    ['zzzzzzzzz', ...parts.slice(1)].join('.'),
    [...parts.slice(0, 4), 'A'.repeat(43)].join('.'),
  ];
  for (const each of forged) {
    assert.equal(said(await node.call(mine, { headers: { cookie: `${name}=${each}` } })), '401 unauthenticated', each);
  }
  assert.equal((await node.call(mine, { headers: { cookie } })).status, 200);
});

test('over HTTPS the cookie is the site’s own, and over plain HTTP from elsewhere there is none', async (t) => {
  const proxies = readTrustedProxies(['loopback']);
  assert.ok('isTrusted' in proxies);
  const node = await startNode(t, { settings: { trustedProxies: proxies } });
  const https = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example' };
  const opened = await open(node, tokenOf('ann'), https);
  assert.match(opened.headers.get('set-cookie') ?? '', /^__Host-penstock-session=.*; SameSite=Lax; Secure$/);
  const cookie = cookieFrom(opened);
  const origin = 'https://shop.example';
  assert.equal((await node.call(`DELETE ${session}`, { headers: { ...https, cookie, origin } })).status, 204);
  const plain = { ...https, 'x-forwarded-proto': 'http' };
  assert.equal(said(await open(node, tokenOf('ann'), plain)), '403 insecure-connection');
  const untrusting = await startNode(t);
  assert.equal(said(await open(untrusting, tokenOf('ann'), https)), '403 insecure-connection');
});
