import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTrustedProxies } from '../../auth/trusted-proxies.ts';
import { said, startNode } from '../test-node.ts';
import { cookieFrom, demoNode, password, signIn } from '../test-operators.ts';

const session = '/api/v1/admin/session';

test('an operator signs in, is known by the cookie, and signs out', async (t) => {
  const node = await demoNode(t, { ann: 'operator' });
  const signedIn = await node.call(`POST ${session}`, { body: { name: 'Ann ', password } });
  assert.equal(signedIn.status, 200);
  const { operator } = signedIn.body;
  assert.deepEqual([operator.name, operator.role], ['ann', 'operator']);
  const hoursLeft = (Date.parse(operator.expiresAt) - Date.now()) / 3_600_000;
  assert.ok(hoursLeft > 11 && hoursLeft <= 12);
  const text = signedIn.headers.get('set-cookie') ?? '';
  assert.match(text, /^penstock-operator=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
  const cookie = cookieFrom(signedIn);
  const asAnn = { cookie, origin: node.url };
  const who = await node.call(`GET ${session}`, { headers: { cookie } });
  assert.deepEqual(who.body, signedIn.body);
  assert.equal(said(await node.call(`DELETE ${session}`, { headers: { cookie } })), '403 cross-origin');
  const out = await node.call(`DELETE ${session}`, { headers: asAnn });
  assert.equal(out.status, 204);
  assert.match(out.headers.get('set-cookie') ?? '', /^penstock-operator=; Path=\/; Max-Age=0;/);
  assert.equal(said(await node.call(`GET ${session}`, { headers: { cookie } })), '401 unauthenticated');
});

test('the admin token is an operator too', async (t) => {
  const node = await startNode(t);
  const who = await node.call(`GET ${session}`, { as: 'operator' });
  assert.deepEqual(who.body, { operator: { name: 'admin-token', role: 'admin' } });
  assert.equal((await node.call(`DELETE ${session}`, { as: 'operator' })).status, 204);
  assert.equal(said(await node.call(`GET ${session}`)), '401 unauthenticated');
  assert.equal(said(await node.call(`GET ${session}`, { as: 'bob' })), '403 forbidden');
});

test('a wrong name, a wrong password and a disabled account are answered alike', async (t) => {
  const node = await demoNode(t, { ann: 'viewer', eve: 'viewer' });
  await node.call('PATCH /api/v1/admin/operators/eve', { as: 'operator', body: { disabled: true } });
  const bodies: unknown[] = [];
  for (const tried of [
    { name: 'ann', password: 'wrong' },
    { name: 'nobody', password },
    { name: 'eve', password },
    { name: 'ann', password: `${password}${'x'.repeat(120)}` },
  ]) {
    const answer = await node.call(`POST ${session}`, { body: tried });
    assert.equal(said(answer), '401 sign-in-failed');
    assert.equal(answer.headers.get('set-cookie'), null);
    bodies.push(answer.body);
  }
  for (const body of bodies) assert.deepEqual(body, bodies[0]);
  const log = (await node.call('GET /api/v1/admin/operator-log', { as: 'operator' })).body.entries;
  const failed = log.filter(({ action }: { action: string }) => action === 'sign-in-failed');
  assert.deepEqual(
    failed.map(({ operator, detail }: { operator: string; detail: string }) => `${operator} ${detail}`),
    ['ann', 'eve', '(unknown name)', 'ann'].map((name) => `${name} from 127.0.0.1`),
  );
});

test('guessing at a name is slowed down, from however many addresses, even with the right password', async (t) => {
  const proxies = readTrustedProxies(['loopback']);
  assert.ok('isTrusted' in proxies);
  const node = await startNode(t, { settings: { trustedProxies: proxies } });
  await node.call('POST /api/v1/admin/operators', { as: 'operator', body: { name: 'ann', role: 'viewer', password } });
  const from = (address: string) => ({
    'x-forwarded-for': address,
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'shop.example',
  });
  const guess = (name: string, address: string, word = 'wrong') =>
    node.call(`POST ${session}`, { headers: from(address), body: { name, password: word } });
  for (let tried = 0; tried < 10; tried += 1) {
    assert.equal(said(await guess('ann', `203.0.113.${tried}`)), '401 sign-in-failed');
  }
  const limited = await guess('ann', '203.0.113.77', password);
  assert.equal(said(limited), '429 rate-limited');
  const waitSeconds = Number(limited.headers.get('retry-after'));
  assert.ok(waitSeconds > 30 && waitSeconds <= 60);
  assert.equal(said(await guess('another', '203.0.113.77')), '401 sign-in-failed');
});

test('over plain HTTP nobody signs in, but on this machine in demo mode', async (t) => {
  const demo = await demoNode(t, { ann: 'admin' });
  const body = { name: 'ann', password };
  const over = async (headers: Record<string, string>) => said(await demo.call(`POST ${session}`, { headers, body }));
  assert.equal(await over({}), '200');
  assert.equal(await over({ 'x-forwarded-proto': 'https' }), '403 insecure-connection');
  assert.equal(await over({ origin: 'https://elsewhere.example' }), '403 cross-origin');
  const proxies = readTrustedProxies(['127.0.0.1']);
  assert.ok('isTrusted' in proxies);
  const shop = await startNode(t, { settings: { trustedProxies: proxies } });
  await shop.call('POST /api/v1/admin/operators', { as: 'operator', body: { ...body, role: 'admin' } });
  assert.equal(said(await shop.call(`POST ${session}`, { body })), '403 insecure-connection');
  const https = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example' };
  const signedIn = await shop.call(`POST ${session}`, { headers: https, body });
  assert.match(signedIn.headers.get('set-cookie') ?? '', /^__Host-penstock-operator=.*; SameSite=Strict; Secure$/);
  const cookie = cookieFrom(signedIn);
  assert.equal((await shop.call(`GET ${session}`, { headers: { ...https, cookie } })).status, 200);
  const plainName = cookie.replace('__Host-', '');
  assert.equal(
    said(await shop.call(`GET ${session}`, { headers: { ...https, cookie: plainName } })),
    '401 unauthenticated',
  );
  assert.equal(said(await shop.call(`GET ${session}`, { headers: { cookie } })), '401 unauthenticated');
});

test('disabling an account and a new password end its sessions at once; a new role counts at once', async (t) => {
  const node = await demoNode(t, { ann: 'viewer' });
  const cookie = await signIn(node, 'ann');
  const status = async () => (await node.call(`GET ${session}`, { headers: { cookie } })).body;
  const change = (body: object) => node.call('PATCH /api/v1/admin/operators/ann', { as: 'operator', body });
  await change({ role: 'operator' });
  assert.equal((await status()).operator.role, 'operator');
  await change({ password: 'a new long password' });
  assert.equal((await status()).code, 'unauthenticated');
  const again = cookieFrom(
    await node.call(`POST ${session}`, { body: { name: 'ann', password: 'a new long password' } }),
  );
  await change({ disabled: true });
  assert.equal(said(await node.call(`GET ${session}`, { headers: { cookie: again } })), '401 unauthenticated');
});
