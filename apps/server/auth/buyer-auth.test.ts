import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import fc from 'fast-check';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import type { BuyerAuthSettings } from './buyer-auth.ts';
import { createBuyerAuth } from './buyer-auth.ts';
import { hs256Key, signBuyerToken } from './hs256.ts';

const secret = 'a secret of thirty-two bytes and more';
const nowMs = Date.parse('2026-11-22T07:00:00.000Z');
const nowSeconds = nowMs / 1_000;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as anybody with the secret could write it, good or bad. */
function forge(claims: object, header: object = { alg: 'HS256', typ: 'JWT' }, key = secret): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const good = { sub: 'ann', exp: nowSeconds + 60 };

function verdictOf(authorization: string | undefined, settings: Partial<BuyerAuthSettings> = {}, atMs = nowMs) {
  const auth = createBuyerAuth({
    buyerSecret: secret,
    buyerJwksUrl: undefined,
    buyerAudience: undefined,
    ...settings,
  });
  const verdict = auth(authorization, atMs);
  assert.ok(!(verdict instanceof Promise));
  return typeof verdict === 'string' ? verdict : verdict.buyerId;
}

const check = (token: string, expected: string, settings: Partial<BuyerAuthSettings> = {}) =>
  assert.equal(verdictOf(`Bearer ${token}`, settings), expected, token);

test('a good token tells its buyer, also one that an outside library signed', async () => {
  check(forge(good), 'ann');
  const outside = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('bob@x')
    .setExpirationTime(nowSeconds + 9);
  check(await outside.sign(Buffer.from(secret)), 'bob@x');
  check(signBuyerToken(hs256Key(secret), { buyerId: 'cid', expiresAtMs: nowMs + 1 }), 'cid');
});

test('a header without a bearer token is missing', () => {
  for (const header of [undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi']) assert.equal(verdictOf(header), 'missing');
  assert.equal(verdictOf(`bEARER ${forge(good)}`), 'ann');
});

test('what is no token is malformed', () => {
  const [header, claims, signature] = forge(good).split('.');
  for (const token of [
    'x',
    'a.b',
    'a.b.c',
    `${header}.${claims}.`,
    `${header}.${claims}`,
    `${header}.${claims}.${signature}.`,
    ` ${header}.${claims}.${signature}`,
    `${header}.${claims}.${signature}=`,
    forge({ ...good, junk: 'x'.repeat(5_000) }),
    forge([good]),
    forge(good, { alg: 'HS256', crit: ['b64'], b64: false }),
    forge({ ...good, nbf: 'now' }),
  ]) {
    check(token, 'malformed');
  }
});

test('only the algorithms that are set up are taken: none, other HMACs and confused ones are not', async () => {
  check(`${part({ alg: 'none' })}.${part(good)}.`, 'malformed');
  for (const alg of ['none', 'None', 'HS512', 'hs256', 'RS256', undefined]) check(forge(good, { alg }), 'algorithm');
  // The classic confusion: a public key, which everybody knows, used as an HMAC secret.
  const { publicKey } = await generateKeyPair('RS256', { extractable: true });
  const pem = await exportSPKI(publicKey);
  check(forge(good, { alg: 'HS256' }, pem), 'signature');
  const keySetOnly = { buyerSecret: undefined, buyerJwksUrl: 'http://127.0.0.1:1/keys' };
  check(forge(good, { alg: 'HS256' }, pem), 'algorithm', keySetOnly);
});

test('another secret, or anything changed, breaks the signature', () => {
  check(forge(good, undefined, 'another secret of thirty-two bytes!'), 'signature');
  const token = forge(good);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_'), (index, letter) => {
      fc.pre(token[index] !== letter);
      const changed = token.slice(0, index) + letter + token.slice(index + 1);
      // The last letter of a signature has two bits that say nothing, so it may differ in them.
      fc.pre(
        !Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(
          Buffer.from(token.split('.')[2] ?? '', 'base64url'),
        ) || index < token.lastIndexOf('.'),
      );
      assert.notEqual(verdictOf(`Bearer ${changed}`), 'ann');
    }),
  );
});

test('expiry is needed, and judged with five seconds of leeway', () => {
  check(forge({ sub: 'ann' }), 'no-expiry');
  for (const exp of ['soon', null, Number.MAX_VALUE * 10, -1]) check(forge({ sub: 'ann', exp }), 'no-expiry');
  check(forge({ sub: 'ann', exp: nowSeconds - 4.999 }), 'ann');
  check(forge({ sub: 'ann', exp: nowSeconds - 5 }), 'expired');
  check(forge({ ...good, nbf: nowSeconds + 5 }), 'ann');
  check(forge({ ...good, nbf: nowSeconds + 5.001 }), 'not-yet-valid');
  check(forge({ ...good, iat: nowSeconds + 6 }), 'not-yet-valid');
});

test('the audience must be ours when one is set', () => {
  const settings = { buyerAudience: 'penstock' };
  check(forge({ ...good, aud: 'penstock' }), 'ann', settings);
  check(forge({ ...good, aud: ['shop', 'penstock'] }), 'ann', settings);
  for (const aud of [undefined, 'shop', ['shop'], '', { penstock: 1 }])
    check(forge({ ...good, aud }), 'audience', settings);
  check(forge({ ...good, aud: 'shop' }), 'ann');
});

test('the subject must be a buyer’s id', () => {
  for (const sub of [undefined, '', 7, 'a b', 'ä', 'a'.repeat(65), 'a\n']) check(forge({ ...good, sub }), 'subject');
  check(forge({ ...good, sub: 'A-z_0.9:@' }), 'A-z_0.9:@');
});

test('a token that is remembered still expires, and its neighbour is not it', () => {
  const auth = createBuyerAuth({ buyerSecret: secret, buyerJwksUrl: undefined, buyerAudience: undefined });
  const token = `Bearer ${forge(good)}`;
  assert.equal((auth(token, nowMs) as { buyerId: string }).buyerId, 'ann');
  assert.equal((auth(token, nowMs) as { buyerId: string }).buyerId, 'ann');
  assert.equal(auth(token, nowMs + 65_000), 'expired');
  assert.equal((auth(token, nowMs + 64_999) as { buyerId: string }).buyerId, 'ann');
  const other = forge({ ...good, sub: 'bob' });
  const mixed = [...other.split('.').slice(0, 2), token.split('.')[2]].join('.');
  assert.equal(auth(`Bearer ${mixed}`, nowMs), 'signature');
});

test('no bytes at all make it throw or believe', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) => {
      assert.equal(
        typeof createBuyerAuth({ buyerSecret: secret, buyerJwksUrl: undefined, buyerAudience: undefined })(
          `Bearer ${text}`,
          nowMs,
        ),
        'string',
      );
    }),
  );
});

async function serveKeys(t: TestContext, keys: readonly object[]) {
  let fetches = 0;
  const server = createServer((_, response) => {
    fetches += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, fetches: () => fetches };
}

for (const alg of ['RS256', 'ES256', 'EdDSA'] as const) {
  test(`${alg} by a key set`, async (t) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const stranger = await generateKeyPair(alg);
    const { url, fetches } = await serveKeys(t, [{ ...(await exportJWK(publicKey)), kid: 'k1', alg, use: 'sig' }]);
    const auth = createBuyerAuth({ buyerSecret: secret, buyerJwksUrl: url, buyerAudience: 'penstock' });
    const sign = (claims: object, key = privateKey, kid = 'k1') =>
      new SignJWT({ ...good, aud: 'penstock', ...claims }).setProtectedHeader({ alg, kid }).sign(key);
    const verdict = async (token: string) => {
      const answer = await auth(`Bearer ${token}`, nowMs);
      return typeof answer === 'string' ? answer : answer.buyerId;
    };
    const token = await sign({});
    assert.equal(await verdict(token), 'ann');
    assert.ok(!(auth(`Bearer ${token}`, nowMs) instanceof Promise), 'it is remembered');
    assert.equal(await verdict(await sign({}, stranger.privateKey)), 'signature');
    assert.equal(await verdict(await sign({}, privateKey, 'k2')), 'signature');
    assert.equal(await verdict(await sign({ exp: nowSeconds - 6 })), 'expired');
    assert.equal(await verdict(await sign({ nbf: nowSeconds + 6 })), 'not-yet-valid');
    assert.equal(await verdict(await sign({ iat: nowSeconds + 6 })), 'not-yet-valid');
    assert.equal(await verdict(await sign({ exp: undefined })), 'no-expiry');
    assert.equal(await verdict(await sign({ aud: 'shop' })), 'audience');
    assert.equal(await verdict(forge({ ...good, aud: 'penstock' })), 'ann');
    assert.ok(fetches() <= 2, 'unknown key ids do not fetch the set again and again');
  });
}

test('a key set that is away is nobody’s fault', async () => {
  const auth = createBuyerAuth({
    buyerSecret: undefined,
    buyerJwksUrl: 'http://127.0.0.1:1/keys',
    buyerAudience: undefined,
  });
  const { privateKey } = await generateKeyPair('ES256');
  const token = await new SignJWT(good).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey);
  assert.equal(await auth(`Bearer ${token}`, nowMs), 'keys-away');
});

test('a secret agrees with themselves only', () => {
  const mine = '6d0f3b9c1b7e44d0a2f58e1c90b7d3aa';
  const token = signBuyerToken(hs256Key(mine), { buyerId: 'ann', expiresAtMs: nowMs + 1_000, audience: 'penstock' });
  check(token, 'ann', { buyerSecret: mine, buyerAudience: 'penstock' });
  check(token, 'signature');
});
