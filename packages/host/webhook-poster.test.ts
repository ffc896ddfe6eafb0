import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { webhookKeys } from './standard-webhooks.ts';
import { systemClock } from './system-clock.ts';
import type { WebhookPosterOptions } from './webhook-poster.ts';
import { createWebhookPoster } from './webhook-poster.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

type Received = { readonly headers: Record<string, string>; readonly body: string; readonly url: string };
type Answer = (response: ServerResponse, received: Received, request: IncomingMessage) => unknown;

/** The shop's system: answers as it is told, and keeps what came. */
async function receiver(t: TestContext, answer: Answer, options: Partial<WebhookPosterOptions> = {}) {
  const came: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    const received = { headers, body: Buffer.concat(chunks).toString(), url: request.url ?? '' };
    came.push(received);
    answer(response, received, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?shop=1`;
  const poster = createWebhookPoster({
    ...{ url, keys: webhookKeys(secret), allowsPrivate: true, clock: systemClock },
    ...options,
  });
  t.after(() => {
    poster.close();
    server.closeAllConnections();
    server.close();
  });
  return { poster, came, server, url };
}

const status = (code: number, headers: Record<string, string> = {}): Answer => {
  return (response) => response.writeHead(code, headers).end('thanks');
};
const message = { id: 'evt_1', body: '{"type":"order.paid","data":{"price":1}}' };

test('a message arrives as a library of Standard Webhooks expects it', async (t) => {
  const { poster, came } = await receiver(t, status(204));
  assert.deepEqual(await poster.post(message), { kind: 'answered', status: 204 });
  const [{ headers, body, url }] = came as [Received];
  assert.deepEqual(new Webhook(secret).verify(body, headers), JSON.parse(message.body));
  assert.equal(headers['webhook-id'], 'evt_1');
  assert.equal(headers['content-type'], 'application/json');
  assert.equal(url, '/hooks?shop=1');
});

test('an answer is told as it is, with how long to wait', async (t) => {
  for (const [answer, expected] of [
    [status(500), { status: 500 }],
    [status(429, { 'retry-after': '7' }), { status: 429, retryAfterMs: 7_000 }],
    [status(503, { 'retry-after': 'soon' }), { status: 503 }],
    [status(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }), { status: 503, retryAfterMs: 0 }],
  ] as const) {
    const { poster } = await receiver(t, answer);
    assert.deepEqual(await poster.post(message), { kind: 'answered', ...expected });
  }
});

test('a redirect is an answer, and nobody follows it', async (t) => {
  const other = await receiver(t, status(200));
  const { poster } = await receiver(t, status(307, { location: other.url }));
  assert.deepEqual(await poster.post(message), { kind: 'answered', status: 307 });
  assert.equal(other.came.length, 0);
});

test('a receiver that is silent, away or cut off is told so in words', async (t) => {
  const silent = await receiver(t, () => undefined, { timeoutMs: 50 });
  assert.deepEqual(await silent.poster.post(message), {
    kind: 'silent',
    why: 'It gave no answer within 0.05 s.',
    fault: { code: 'too-slow', params: { seconds: 0.05 } },
  });
  const cut = await receiver(t, (response) => response.destroy());
  assert.match(whyOf(await cut.poster.post(message)), /^It cannot be reached: /);
  const away = await receiver(t, status(200));
  away.server.close();
  await once(away.server, 'close');
  const answer = await away.poster.post(message);
  assert.match(whyOf(answer), /^It cannot be reached: .*ECONNREFUSED/);
  assert.equal(answer.kind === 'silent' && answer.fault.code, 'unreachable');
});

test('an endless answer is not read to its end', async (t) => {
  const { poster } = await receiver(t, (response) => {
    response.writeHead(200);
    const write = (): unknown => response.destroyed || (response.write(Buffer.alloc(64_000)) ? setImmediate(write) : 0);
    response.on('drain', write);
    write();
  });
  assert.deepEqual(await poster.post(message), { kind: 'answered', status: 200 });
});

test('addresses off the public internet are refused, by number and by name, before anything is sent', async (t) => {
  const { came, url } = await receiver(t, status(200));
  const { port } = new URL(url);
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433']) {
    const { poster } = await receiver(t, status(200), { url: `http://${host}:${port}/`, allowsPrivate: false });
    const answer = await poster.post(message);
    assert.match(whyOf(answer), /is not on the public internet, and PENSTOCK_WEBHOOK_PRIVATE/, host);
    assert.equal(answer.kind === 'silent' && answer.fault.code, 'not-public', host);
  }
  assert.equal(came.length, 0);
});

test('a connection that the receiver has closed meanwhile costs no try', async (t) => {
  const { poster, server } = await receiver(t, status(200));
  assert.equal((await poster.post(message)).kind, 'answered');
  server.closeIdleConnections();
  assert.deepEqual(await poster.post(message), { kind: 'answered', status: 200 });
});

test('closing breaks off what is under way', async (t) => {
  const { poster, came } = await receiver(t, () => poster.close());
  assert.match(whyOf(await poster.post(message)), /broken off/);
  assert.match(whyOf(await poster.post(message)), /broken off/);
  assert.equal(came.length, 1);
});

function whyOf(answer: Awaited<ReturnType<ReturnType<typeof createWebhookPoster>['post']>>): string {
  assert.equal(answer.kind, 'silent');
  return answer.kind === 'silent' ? answer.why : '';
}
