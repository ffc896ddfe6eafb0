import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { failure } from '@penstock/core';
import { answerClientError } from './client-errors.ts';
import { said, startNode, tokenOf } from './test-node.ts';

test('every refusal is a problem with its code, its page and its headers', async (t) => {
  const { call } = await startNode(t);
  const answer = await call('GET /nowhere');
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.deepEqual(answer.body, {
    type: '/problems/not-found',
    title: 'There is nothing at this address',
    status: 404,
    detail: 'There is nothing at this address.',
    code: 'not-found',
  });
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.match(answer.headers.get('x-request-id') ?? '', /^[\w-]{8,}$/);
  const page = await call('GET /problems/not-found');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; style-src 'sha256-/);
  assert.match(page.text, /<h1>There is nothing at this address<\/h1>/);
  assert.equal(said(await call('GET /problems/nothing')), '404 not-found');
});

test('a request’s id is the caller’s if it is a harmless word', async (t) => {
  const { call } = await startNode(t);
  const idOf = async (id: string) =>
    (await call('GET /livez', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
  assert.equal(await idOf('abc-123.def_4'), 'abc-123.def_4');
  assert.notEqual(await idOf('short'), 'short');
  assert.notEqual(await idOf('with spaces in it'), 'with spaces in it');
});

test('unknown addresses, wrong methods, bad bodies, wrong types', async (t) => {
  const { call, url } = await startNode(t);
  const create = (body: unknown, headers = {}) => call('POST /api/v1/admin/sales', { as: 'operator', body, headers });
  assert.equal(said(await call('GET /api/v1/sale')), '404 not-found');
  assert.equal(said(await call('GET /%zz')), '404 not-found');
  assert.equal(said(await call('GET /api/v1/sales/')), '404 sale-not-found');
  assert.equal(said(await call('GET /api/v1/sales/..%2F..')), '404 sale-not-found');
  assert.equal(said(await call('GET /api/v1/orders/nothing', { as: 'ann' })), '404 order-not-found');
  assert.equal(said(await create('{')), '400 invalid-request');
  assert.equal(said(await create('{"__proto__":{}}')), '400 invalid-request');
  assert.equal(said(await create('[]')), '422 invalid-request');
  assert.equal(said(await create('null')), '422 invalid-request');
  assert.equal(said(await create('')), '422 invalid-request');
  assert.equal(said(await create('{}', { 'content-type': 'text/plain' })), '415 unsupported-media-type');
  assert.equal(said(await create('{}', { 'content-type': 'application/xml' })), '415 unsupported-media-type');
  assert.equal(said(await create(JSON.stringify({ title: 'x'.repeat(70_000) }))), '413 payload-too-large');
  const wrong = await call('PUT /api/v1/admin/sales');
  assert.equal(said(wrong), '405 method-not-allowed');
  assert.equal(wrong.headers.get('allow'), 'GET, HEAD, POST');
  assert.equal(said(await call('DELETE /api/v1/sales/phone/orders')), '405 method-not-allowed');
  assert.equal(said(await call('POST /livez')), '405 method-not-allowed');
  // A stream or an export has no HEAD: it would do all the work and send nothing.
  for (const path of ['/api/v1/sales/phone/events', '/api/v1/admin/sales/phone/journal']) {
    const head = await fetch(`${url}${path}`, { method: 'HEAD' });
    assert.deepEqual([head.status, head.headers.get('allow')], [405, 'GET']);
  }
});

type FieldErrorRead = { readonly path: string; readonly code: string; readonly params?: { readonly limit?: number } };

test('a body that breaks rules is told each place and its rule', async (t) => {
  const { call } = await startNode(t);
  const body = {
    saleId: 'a b',
    extra: 1,
    variants: [{ sku: 'x', units: 0, priceMinor: 1, currency: 'CNY' }],
    opensAt: 'soon',
  };
  const answer = await call('POST /api/v1/admin/sales', { as: 'operator', body });
  assert.equal(said(answer), '422 invalid-request');
  const rules = answer.body.errors.map(({ path, code, params }: FieldErrorRead) => [path, code, params?.limit]).sort();
  assert.deepEqual(rules, [
    ['/extra', 'unknown-field', undefined],
    ['/saleId', 'wrong-form', undefined],
    ['/title', 'missing', undefined],
    ['/variants/0/units', 'too-small', 1],
  ]);
  assert.deepEqual(
    answer.body.errors.find((error: { path: string }) => error.path === '/extra'),
    {
      path: '/extra',
      message: 'is not a known field',
      code: 'unknown-field',
    },
  );
  const many = await call('POST /api/v1/admin/sales', {
    as: 'operator',
    body: Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field${index}`, 1])),
  });
  assert.equal(many.body.errors.length, 20);
  const query = await call('GET /api/v1/orders/mine?limit=1001&more=1', { as: 'ann' });
  assert.deepEqual(query.body.errors.map((error: { path: string }) => error.path).sort(), [
    'query/limit',
    'query/more',
  ]);
});

test('an ask that breaks rules is told each place and its rule too', async (t) => {
  const node = await startNode(t);
  const path = `POST /api/v1/sales/${await node.sale()}/orders`;
  const errorsOf = async (body: unknown) => {
    const answer = await node.call(path, { as: 'ann', body });
    assert.equal(said(answer), '422 invalid-request');
    return answer.body.errors.map(({ path: place, code }: FieldErrorRead) => `${place} ${code}`).sort();
  };
  assert.deepEqual(await errorsOf({ sku: 'a b', units: 2, priceMinor: 1 }), [
    '/priceMinor unknown-field',
    '/sku wrong-form',
    '/units unknown-field',
  ]);
  assert.deepEqual(await errorsOf([]), ['/ wrong-type']);
});

test('what is away is 503 with Retry-After, and a bug is 500 with the request’s id', async (t) => {
  const { call, sale } = await startNode(t, {
    wrap: (engine) => ({
      ...engine,
      audit: () => Promise.reject(failure('LEDGER_UNAVAILABLE', {})),
      rebuild: () => Promise.reject(new TypeError('a secret of the inside')),
    }),
  });
  const away = await call('GET /api/v1/admin/sales/phone/audit', { as: 'operator' });
  assert.equal(said(away), '503 unavailable');
  assert.equal(away.headers.get('retry-after'), '1');
  const broken = await call(`POST /api/v1/admin/sales/${await sale()}/rebuild`, { as: 'operator' });
  assert.equal(said(broken), '500 internal-error');
  assert.equal(broken.body.requestId, broken.headers.get('x-request-id'));
  assert.doesNotMatch(broken.text, /secret/);
});

test('what is no HTTP at all is answered too', async (t) => {
  const { url } = await startNode(t);
  const ask = async (bytes: string) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(bytes);
    const answer = await text(socket);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    assert.match(head, /content-type: application\/problem\+json/);
    assert.match(head, /connection: close/);
    return `${head.split(' ')[1]} ${JSON.parse(body).code}`;
  };
  assert.equal(await ask('nonsense\r\n\r\n'), '400 invalid-request');
  assert.equal(await ask('GET / HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n'), '400 invalid-request');
  assert.equal(await ask(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`), '431 headers-too-large');
});

test('a request that comes too slowly is 408, and may be sent again', async () => {
  const line = new PassThrough();
  const heard = text(line);
  answerClientError(Object.assign(new Error('slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), line as never);
  assert.match(await heard, /^HTTP\/1\.1 408 .*\r\nretry-after: 1\r\n.*"code":"request-timeout"/s);
});

test('asking too often is 429 with what the limit is', async (t) => {
  const node = await startNode(t, { settings: { asksPerSecond: 2 } });
  const saleId = await node.sale();
  const ask = () => node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'ann' });
  const answers = [await ask(), await ask(), await ask(), await node.call('POST /seckill/order', { as: 'ann' })];
  assert.deepEqual(answers.map(said), ['202', '200', '429 rate-limited', '429 rate-limited']);
  assert.equal(answers[2]?.headers.get('retry-after'), '1');
  assert.equal(answers[2]?.headers.get('ratelimit'), '"buyer";r=0;t=1');
  const unknown = { as: 'ann', body: { sku: 'hat' } };
  assert.equal(said(await node.call(`POST /api/v1/sales/${saleId}/orders`, unknown)), '422 invalid-request');
  assert.equal(said(await node.call('POST /api/v1/sales/none/orders', unknown)), '429 rate-limited');
  assert.equal(said(await node.call(`POST /api/v1/sales/${saleId}/orders`, { as: 'bob' })), '202');
});

test('a token is judged by the gate’s clock', async (t) => {
  let aheadMs = 0;
  const { call } = await startNode(t, {
    wrap: (engine) => ({ ...engine, view: { ...engine.view, nowMs: () => Date.now() + aheadMs } }),
  });
  const headers = { authorization: `Bearer ${tokenOf('ann')}` };
  assert.equal(said(await call('GET /api/v1/orders/mine', { headers })), '200');
  aheadMs = 3_606_000;
  const late = await call('GET /api/v1/orders/mine', { headers });
  assert.equal(said(late), '401 unauthenticated');
  assert.equal(late.headers.get('www-authenticate'), 'Bearer');
});

test('an ask is read alike whether its body comes with it, behind it, or in pieces', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const { hostname, port } = new URL(node.url);
  const body = JSON.stringify({ sku: 'black' });
  const ask = async (buyer: string, headers: string, pieces: readonly string[]) => {
    const socket = connect(Number(port), hostname);
    t.after(() => socket.destroy());
    const head = [
      `POST /api/v1/sales/${saleId}/orders HTTP/1.1`,
      `host: ${hostname}`,
      'connection: close',
      'content-type: application/json',
      `authorization: Bearer ${tokenOf(buyer)}`,
      headers,
    ].join('\r\n');
    const isAwaited = headers.includes('100-continue');
    const heard = text(socket);
    socket.write(`${head}\r\n\r\n${isAwaited ? '' : pieces.join('')}`);
    // The head was taken before the server said that it goes on.
    if (isAwaited) await once(socket, 'data');
    if (isAwaited) for (const piece of pieces) socket.write(piece);
    return [...(await heard).matchAll(/^HTTP\/1\.1 (\d+)/gm)].at(-1)?.[1];
  };
  const length = `content-length: ${body.length}`;
  const chunks = [body.slice(0, 5), body.slice(5)].map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`);
  const chunked = [...chunks, '0\r\n\r\n'];
  assert.equal(await ask('ann', length, [body]), '202');
  assert.equal(await ask('bob', 'transfer-encoding: chunked', chunked), '202');
  assert.equal(await ask('cid', `${length}\r\nexpect: 100-continue`, [body.slice(0, 5), body.slice(5)]), '202');
  assert.equal(await ask('dan', 'transfer-encoding: chunked\r\nexpect: 100-continue', chunked), '409');
  const large = 'x'.repeat(5_000);
  assert.equal(await ask('eve', `content-length: ${large.length}`, [large]), '413');
});
