import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { systemClock } from '@penstock/host';
import { decideSandboxPayment } from './decide-payment.ts';
import { startMessageSender } from './message-sender.ts';
import type { SandboxBook } from './sandbox-book.ts';
import { openSandboxBook } from './sandbox-book.ts';
import type { Scenario } from './scenarios.ts';

type Heard = { readonly id: unknown; readonly type: string; readonly amountMinor: number; readonly status: number };

/** A shop that answers messages with these statuses, one after the other, and with the last one from then on. */
async function shop(t: TestContext, statuses: readonly number[]) {
  const heard: Heard[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { type, data } = JSON.parse(String(Buffer.concat(chunks)));
    const status = statuses[Math.min(heard.length, statuses.length - 1)] ?? 200;
    heard.push({ id: request.headers['x-id'], type, amountMinor: data.amountMinor, status });
    response.writeHead(status).end();
    for (const { count, resolve } of waiting) if (heard.length >= count) resolve();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const hears = (count: number) =>
    new Promise<void>((resolve) => {
      if (heard.length >= count) resolve();
      else waiting.push({ count, resolve });
    });
  return { heard, hears, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook` };
}

/** Answers how to stop: what is under way is then done. */
function sender(t: TestContext, book: SandboxBook, webhookUrl: string): () => Promise<void> {
  const stop = startMessageSender({ book, clock: systemClock, sign: ({ id }) => ({ 'x-id': id }), webhookUrl });
  t.after(async () => {
    await stop();
    book.end();
  });
  return stop;
}

function decided(book: SandboxBook, scenario: Scenario): void {
  const nowMs = systemClock.nowMs();
  const times = { openedAtMs: nowMs, changedAtMs: nowMs, expiresAtMs: nowMs + 60_000 };
  const money = { amountMinor: 9_900, currency: 'CNY', capturedMinor: 0, refundedMinor: 0 };
  const payment = { paymentId: 'pay_1', orderId: 'order-1', saleId: 'sale', provider: 'sandbox', ...times, ...money };
  book.open({ ...payment, status: 'opening' }, nowMs);
  assert.equal(decideSandboxPayment(book, { paymentId: 'pay_1', scenario, nowMs }).kind, 'decided');
}

test('a message is sent until it is taken, under one id', async (t) => {
  const { heard, hears, url } = await shop(t, [500, 401, 200]);
  const book = openSandboxBook(':memory:');
  decided(book, 'approve');
  sender(t, book, url);
  await hears(3);
  assert.equal(new Set(heard.map(({ id }) => id)).size, 1);
  assert.deepEqual(
    heard.map(({ type, amountMinor }) => [type, amountMinor]),
    [1, 2, 3].map(() => ['payment.succeeded', 9_900]),
  );
});

test('a refused amount is not sent again, and taken messages are not either', async (t) => {
  const { heard, hears, url } = await shop(t, [409, 200]);
  const book = openSandboxBook(':memory:');
  decided(book, 'duplicate-webhook');
  const stop = sender(t, book, url);
  await hears(3);
  await stop();
  assert.equal(new Set(heard.map(({ id }) => id)).size, 3);
  assert.deepEqual(book.messagesDue(Number.MAX_SAFE_INTEGER, 10), []);
});

test('the news of a decline overtakes nothing: it comes after the approval it is older than', async (t) => {
  const { heard, hears, url } = await shop(t, [200]);
  const book = openSandboxBook(':memory:');
  decided(book, 'out-of-order');
  sender(t, book, url);
  await hears(2);
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['payment.succeeded', 'payment.failed'],
  );
});

test('while nobody is there a message waits', async (t) => {
  const book = openSandboxBook(':memory:');
  decided(book, 'approve');
  const { hears, url } = await shop(t, [200]);
  const [message] = book.messagesDue(systemClock.nowMs(), 1);
  assert.ok(message);
  book.messageFailed(message.messageId, systemClock.nowMs() + 20);
  assert.deepEqual(book.messagesDue(systemClock.nowMs(), 1), []);
  sender(t, book, url);
  await hears(1);
});
