import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SaleEvents } from '@penstock/contract';
import { createClient } from './client.ts';
import type { StreamState } from './follow-events.ts';
import type { Answer } from './test-server.ts';
import { answerProblem, serve } from './test-server.ts';

const stream =
  (text: string, end = true): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text);
    if (end) response.end();
  };

/** Follows the stream of a sale, and settles when the last expected sign was seen. */
function follow(baseUrl: string, until: string) {
  const seen: string[] = [];
  const { promise, resolve } = Promise.withResolvers<readonly string[]>();
  const note = (sign: string) => {
    seen.push(sign);
    if (sign === until) resolve(seen);
  };
  const stop = createClient({ baseUrl, token: 'abc' }).follow(
    'streamSale',
    { params: { saleId: 'phone' } },
    {
      onEvent: (name: keyof SaleEvents, data) => note(`${name} ${JSON.stringify(data)}`),
      onState: (state: StreamState) => note(state),
    },
  );
  return { signs: promise.finally(stop), stop };
}

test('a stream that ends is taken up again where it ended', async (t) => {
  const { baseUrl, asked } = await serve(
    t,
    stream('retry: 1\nid: 41\nevent: phase\ndata: {"phase":"open"}\n\nid: 42\nevent: other\ndata: 1\n\n'),
    stream('id: 43\nevent: stock\ndata: {"variants":[]}\n\n', false),
  );
  const signs = await follow(baseUrl, 'stock {"variants":[]}').signs;
  assert.deepEqual(signs, [
    'connecting',
    'open',
    'phase {"phase":"open"}',
    'connecting',
    'open',
    'stock {"variants":[]}',
  ]);
  assert.equal(asked[0]?.headers['last-event-id'], undefined);
  assert.equal(asked[1]?.headers['last-event-id'], '42');
  assert.equal(asked[1]?.headers.authorization, 'Bearer abc');
  assert.equal(asked[1]?.url, '/api/v1/sales/phone/events');
});

test('204 and a refusal end the following, a server in trouble does not', async (t) => {
  const full = await serve(t, (response) => response.writeHead(204).end());
  assert.deepEqual(await follow(full.baseUrl, 'refused').signs, ['connecting', 'refused']);
  const unknown = await serve(t, answerProblem(404, 'sale-not-found'));
  assert.deepEqual(await follow(unknown.baseUrl, 'refused').signs, ['connecting', 'refused']);
  const troubled = await serve(t, answerProblem(503, 'unavailable'), stream('', false));
  assert.deepEqual(await follow(troubled.baseUrl, 'open').signs, ['connecting', 'connecting', 'open']);
});

test('stopping closes the connection', async (t) => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const { baseUrl } = await serve(t, (response) => {
    response.on('close', resolve);
    stream(':\n\n', false)(response, { method: '', url: '', headers: {}, body: '' });
  });
  const { signs } = follow(baseUrl, 'open');
  await signs;
  await closed;
});
