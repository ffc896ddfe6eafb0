import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from './client.ts';
import { jsonLinesOf } from './lines.ts';
import { openAnswer } from './open-answer.ts';
import { answerJson, answerProblem, serve } from './test-server.ts';

const order = { orderId: '019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90', status: 'awaiting_payment' };

test('a call sends method, path, query, token, key and body', async (t) => {
  const { baseUrl, asked } = await serve(t, answerJson(202, order));
  const client = createClient({ baseUrl: `${baseUrl}/`, token: 'abc' });
  const result = await client.call('askForUnit', {
    params: { saleId: 'phone' },
    body: { sku: 'black' },
    idempotencyKey: 'wish "1"',
    isRetry: true,
  });
  assert.equal(result.kind, 'ok');
  assert.ok(result.kind === 'ok' && result.status === 202);
  assert.deepEqual(result.body, order);
  const [only] = asked;
  assert.equal(`${only?.method} ${only?.url}`, 'POST /api/v1/sales/phone/orders');
  assert.equal(only?.body, '{"sku":"black"}');
  assert.equal(only?.headers.authorization, 'Bearer abc');
  assert.equal(only?.headers['idempotency-key'], '"wish \\"1\\""');
  assert.equal(only?.headers['penstock-retry'], '1');
  assert.equal(only?.headers['content-type'], 'application/json');
});

test('a call without body or token sends neither', async (t) => {
  const { baseUrl, asked } = await serve(t, answerJson(200, { orders: [] }));
  const client = createClient({ baseUrl, token: () => undefined });
  await client.call('exportOrders', { params: { saleId: 'a b/c' }, query: { status: 'paid', limit: '5' } });
  assert.equal(asked[0]?.url, '/api/v1/admin/sales/a%20b%2Fc/orders?status=paid&limit=5');
  assert.equal(asked[0]?.headers.authorization, undefined);
  assert.equal(asked[0]?.headers['content-type'], undefined);
});

test('a refusal is a problem with its code and its wait', async (t) => {
  const { baseUrl } = await serve(t, answerProblem(409, 'sold-out', { 'retry-after': '3' }));
  const result = await createClient({ baseUrl }).call('getSale', { params: { saleId: 'a' } });
  assert.ok(result.kind === 'problem');
  assert.equal(result.problem.code, 'sold-out');
  assert.equal(result.status, 409);
  assert.equal(result.retryAfterMs, 3_000);
});

test('an answer that is none of ours is a network result with its status', async (t) => {
  const { baseUrl } = await serve(t, (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
  );
  const result = await createClient({ baseUrl }).call('getTime', {});
  assert.ok(result.kind === 'network');
  assert.equal(result.status, 502);
  assert.match(String(result.cause), /Bad gateway/);
});

test('broken JSON, a cut connection and a server that is away are network results', async (t) => {
  const { baseUrl, server } = await serve(
    t,
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"now":'),
    (response) => response.destroy(),
  );
  const client = createClient({ baseUrl });
  for (const expected of [/JSON/, /fetch failed/]) {
    const result = await client.call('getTime', {});
    assert.ok(result.kind === 'network');
    assert.equal(result.status, undefined);
    assert.match(String(result.cause), expected);
  }
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  assert.equal((await client.call('getTime', {})).kind, 'network');
});

test('a server that never answers is given up, and so is a call that its caller aborts', async (t) => {
  const { baseUrl } = await serve(t, () => undefined);
  const late = await createClient({ baseUrl, timeoutMs: 50 }).call('getTime', {});
  assert.ok(late.kind === 'network');
  assert.match(String(late.cause), /TimeoutError/);
  const aborted = await createClient({ baseUrl }).call('getTime', { signal: AbortSignal.abort() });
  assert.ok(aborted.kind === 'network');
  assert.match(String(aborted.cause), /AbortError/);
});

test('empty answers and readiness with reasons are answers', async (t) => {
  const { baseUrl } = await serve(
    t,
    (response) => response.writeHead(204).end(),
    (response) =>
      response
        .writeHead(503, { 'content-type': 'application/json' })
        .end(JSON.stringify({ status: 'not-ready', reasons: ['draining'] })),
  );
  const client = createClient({ baseUrl });
  const ended = await client.call('closeSession', {});
  assert.ok(ended.kind === 'ok' && ended.status === 204 && ended.body === undefined);
  const ready = await client.call('getReadyz', {});
  assert.ok(ready.kind === 'ok' && ready.status === 503);
  assert.deepEqual(ready.body.reasons, ['draining']);
});

test('a path parameter that is missing is a bug of the caller', async () => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:1' });
  await assert.rejects(client.call('getSale', { params: {} as { saleId: string } }), /getSale needs saleId/);
});

test('an export is read line by line', async (t) => {
  const { baseUrl } = await serve(t, (response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write('{"seq":1}\n{"se');
    response.write('q":2}\r\n\n{"seq":3}');
    response.end();
  });
  const result = await openAnswer({ baseUrl }, 'exportJournal', { params: { saleId: 'a' } });
  assert.ok(result.kind === 'ok');
  const rows: unknown[] = [];
  for await (const row of jsonLinesOf(result.response)) rows.push(row);
  assert.deepEqual(rows, [{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
});

test('an export that is refused is a problem', async (t) => {
  const { baseUrl } = await serve(t, answerProblem(404, 'sale-not-found'));
  const result = await openAnswer({ baseUrl }, 'exportJournal', { params: { saleId: 'a' } });
  assert.ok(result.kind === 'problem');
  assert.equal(result.problem.code, 'sale-not-found');
});
