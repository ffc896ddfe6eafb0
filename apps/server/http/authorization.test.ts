import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route, RouteId } from '@penstock/contract';
import { roleOf, routeIds, routeOf } from '@penstock/contract';
import { hs256Key, signBuyerToken } from '../auth/hs256.ts';
import type { TestAnswer, TestCall, TestNode } from './test-node.ts';
import { buyerSecret, said } from './test-node.ts';
import { cookieFrom, demoNode, signIn } from './test-operators.ts';

/** Who calls: by a token, by the cookie of a page of this site, or by a cookie and from no page of it. */
const callers = [
  ...['nobody', 'stranger', 'buyer', 'other buyer', 'page', 'page without Origin'],
  ...['viewer', 'operator', 'admin', 'admin without Origin', 'admin token'],
] as const;

const [no, forbidden, cross, low] = ['401', 'forbidden', 'cross-origin', 'role-too-low'] as const;
const everybody = callers.map(() => 'in');

/**
 * The one table: what each caller is told, by who may call, what for, and with which role. `in` means that the call
 * went through to its route; else it is the status, or the code of a 403.
 */
const table: Readonly<Record<string, readonly string[]>> = {
  public: everybody,
  demo: everybody,
  signed: callers.map(() => no),
  'buyer reads': [no, no, 'in', 'in', 'in', 'in', no, no, no, no, no],
  'buyer changes': [no, no, 'in', 'in', 'in', cross, no, no, no, no, no],
  'owner reads': [no, no, 'in', '404', 'in', 'in', 'in', 'in', 'in', 'in', 'in'],
  'viewer reads': [no, no, forbidden, forbidden, no, no, 'in', 'in', 'in', 'in', 'in'],
  'viewer changes': [no, no, forbidden, forbidden, no, no, 'in', 'in', 'in', cross, 'in'],
  'operator changes': [no, no, forbidden, forbidden, no, no, low, 'in', 'in', cross, 'in'],
  'admin reads': [no, no, forbidden, forbidden, no, no, low, low, 'in', 'in', 'in'],
  'admin changes': [no, no, forbidden, forbidden, no, no, low, low, 'in', cross, 'in'],
};

/** A call of a buyer about one order: to everybody else that order does not exist. */
const ownOrderOnly: readonly string[] = [no, no, 'in', '404', 'in', cross, no, no, no, no, no];

/** Routes whose row differs from that of their kind. */
const exceptions: { readonly [Id in RouteId]?: readonly string[] } = {
  cancelOrder: ownOrderOnly,
  openPayment: ownOrderOnly,
  // By a cookie nobody gets another one.
  openSession: [no, no, 'in', 'in', no, cross, no, no, no, no, no],
};

/** Routes that answer without an end are called only by those who are not let in. */
const endless = new Set<RouteId>(['streamSale', 'streamOrder', 'streamLive']);

function rowOf(routeId: RouteId): readonly string[] {
  const route: Route = routeOf(routeId);
  const does = route.method === 'GET' ? 'reads' : 'changes';
  const kind = { public: 'public', demo: 'demo', signed: 'signed', buyer: `buyer ${does}`, owner: `owner ${does}` };
  const row = route.who === 'operator' ? table[`${roleOf(route)} ${does}`] : table[kind[route.who]];
  assert.ok(row !== undefined, `the table has a row for ${routeId}`);
  return exceptions[routeId] ?? row;
}

/** Every caller's credentials, as a call sends them. Signing out ends a session, so each of those has one of its own. */
async function credentials(node: TestNode): Promise<(routeId: RouteId) => Promise<readonly TestCall[]>> {
  const origin = node.url;
  const kept = { vic: await signIn(node, 'vic'), ona: await signIn(node, 'ona'), ada: await signIn(node, 'ada') };
  return async (routeId) => {
    const cookieOf = async (name: keyof typeof kept) =>
      routeId === 'closeOperatorSession' ? signIn(node, name) : kept[name];
    const [page, bare] = [await pageOf(node, 2), await pageOf(node, 3)];
    const [vic, ona] = [await cookieOf('vic'), await cookieOf('ona')];
    const [ada, adaBare] = [await cookieOf('ada'), await cookieOf('ada')];
    return [
      ...[{}, { headers: { authorization: 'Bearer made.up.token' } }, { as: 'buyer' }, { as: 'other-buyer' }],
      ...[{ headers: { cookie: page, origin } }, { headers: { cookie: bare } }],
      ...[{ headers: { cookie: vic, origin } }, { headers: { cookie: ona, origin } }],
      ...[{ headers: { cookie: ada, origin } }, { headers: { cookie: adaBare } }, { as: 'operator' }],
    ];
  };
}

/** A page's session of the buyer, by a token of its own: one that is good for so many hours. */
async function pageOf(node: TestNode, hours: number): Promise<string> {
  const key = hs256Key(buyerSecret);
  const token = signBuyerToken(key, { buyerId: 'buyer', expiresAtMs: Date.now() + hours * 3_600_000 });
  return cookieFrom(await node.call('POST /api/v1/session', { headers: { authorization: `Bearer ${token}` } }));
}

function wordOf({ status, body }: TestAnswer, wanted: string): string {
  if (status === 403) return body.code;
  return status === 401 || wanted === '404' ? String(status) : 'in';
}

test('every route × role × owner', async (t) => {
  const node = await demoNode(t, { vic: 'viewer', ona: 'operator', ada: 'admin' });
  const saleId = await node.sale();
  const { orderId } = (await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'buyer' })).body;
  const served = routeIds.filter((routeId) =>
    node.http.app.hasRoute({ method: routeOf(routeId).method, url: urlOf(routeId) }),
  );
  const values: Readonly<Record<string, string>> = { saleId, orderId, code: 'sold-out' };
  const callsOf = await credentials(node);
  const walked: string[] = [];
  const wanted: string[] = [];
  for (const routeId of served) {
    const { method, path } = routeOf(routeId);
    const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x');
    const row = rowOf(routeId);
    const calls = await callsOf(routeId);
    for (const [index, caller] of callers.entries()) {
      const word = row[index] ?? '';
      if (endless.has(routeId) && word === 'in') continue;
      const answer = await node.call(`${method} ${url}`, calls[index]);
      walked.push(`${routeId} ${caller}: ${wordOf(answer, word)}`);
      wanted.push(`${routeId} ${caller}: ${word}`);
      assert.ok(answer.status < 500, `${routeId} ${caller}: ${said(answer)}`);
    }
  }
  assert.deepEqual(walked, wanted);
  assert.ok(served.length > 45, `the walk met ${served.length} routes`);
});

function urlOf(routeId: RouteId): string {
  return routeOf(routeId).path.replaceAll(/\{(\w+)\}/g, ':$1');
}
