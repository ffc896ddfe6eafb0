import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from './client.ts';
import { callWithRetries } from './retry.ts';
import { answerJson, answerProblem, serve } from './test-server.ts';
import { askFor, newWish } from './wish.ts';

const half = () => 0.5;

const recordWaits = () => {
  const waits: number[] = [];
  return { waits, wait: async (ms: number) => void waits.push(ms) };
};

test('what nobody could answer is asked again, with the same key and the mark of a retry', async (t) => {
  const { baseUrl, asked } = await serve(
    t,
    (response) => response.destroy(),
    answerProblem(503, 'busy', { 'retry-after': '2' }),
    (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('bad gateway'),
    answerJson(202, { status: 'awaiting_payment' }),
  );
  const { waits, wait } = recordWaits();
  const wish = newWish({ saleId: 'phone', sku: 'black' });
  const result = await askFor(createClient({ baseUrl, token: 'abc' }), wish, { random: half, wait });
  assert.ok(result.kind === 'ok' && result.status === 202);
  assert.deepEqual(waits, [100, 2_200, 400]);
  assert.deepEqual(
    asked.map(({ headers, body }) => [headers['idempotency-key'], headers['penstock-retry'], body]),
    [undefined, '1', '1', '1'].map((mark) => [`"${wish.key}"`, mark, '{"sku":"black"}']),
  );
});

test('a decision is final, and a wish without a sku sends none', async (t) => {
  const { baseUrl, asked } = await serve(t, answerProblem(409, 'sold-out'));
  const result = await askFor(createClient({ baseUrl }), newWish({ saleId: 'phone' }), { random: half });
  assert.ok(result.kind === 'problem');
  assert.equal(asked.length, 1);
  assert.equal(asked[0]?.body, '{}');
});

test('retries are bounded, and so are their waits', async (t) => {
  const { baseUrl, asked } = await serve(t, answerProblem(429, 'rate-limited'));
  const { waits, wait } = recordWaits();
  const client = createClient({ baseUrl });
  const almostOne = () => 0.999;
  const result = await callWithRetries(client, 'getTime', {}, { retriesMax: 8, random: almostOne, wait });
  assert.ok(result.kind === 'problem');
  assert.equal(asked.length, 9);
  assert.ok(waits.every((ms) => ms <= 5_000));
  assert.equal(waits.at(-1), 4_995);
});

test('a wait that is too long is left to the caller', async (t) => {
  const { baseUrl, asked } = await serve(t, answerProblem(503, 'unavailable', { 'retry-after': '3600' }));
  const result = await callWithRetries(createClient({ baseUrl }), 'getTime', {});
  assert.ok(result.kind === 'problem');
  assert.equal(result.retryAfterMs, 3_600_000);
  assert.equal(asked.length, 1);
});

test('an abort ends the waiting at once', async (t) => {
  const { baseUrl, asked } = await serve(t, answerProblem(503, 'busy', { 'retry-after': '20' }));
  const stopping = new AbortController();
  const result = await callWithRetries(
    createClient({ baseUrl }),
    'getTime',
    { signal: stopping.signal },
    { onWait: () => queueMicrotask(() => stopping.abort()) },
  );
  assert.ok(result.kind === 'problem');
  assert.equal(asked.length, 1);
});
