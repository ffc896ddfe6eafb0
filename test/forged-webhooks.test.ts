// A hundred thousand messages that no provider sent: none is believed, none changes anything, none breaks the server.
import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { OpenResult } from '@penstock/client';
import { createClient, openAnswer } from '@penstock/client';
import type { Payment } from '@penstock/contract';
import { seededRandom, testSeed } from '@penstock/port-tests';
// What is genuine is signed by the reference library.
import { Webhook } from 'standardwebhooks';
import { serve, temporaryFolder } from './penstock-process.ts';
import { statusesOf } from './test-pipeline.ts';

const messagesMax = 100_000;
const path = '/api/v1/payments/sandbox/webhook';
const secret = `whsec_${randomBytes(32).toString('base64')}`;
const otherSecret = `whsec_${randomBytes(32).toString('base64')}`;
const adminToken = 'a-token-for-operators-of-a-test';
const buyerSecret = 'a secret of thirty-two bytes and more';

const random = seededRandom(testSeed);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

type Message = {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Buffer;
};

function signed(paymentId: string, by = secret, sentAtMs = Date.now()): Message {
  const id = `msg_${Math.floor(random() * 1e12)}`;
  const type = pick(['payment.succeeded', 'payment.failed']);
  const body = JSON.stringify({ type, data: { paymentId, amountMinor: pick([9_900, 1]), currency: 'CNY' } });
  const signature = new Webhook(by).sign(id, new Date(sentAtMs), body);
  return { id, timestamp: String(Math.floor(sentAtMs / 1_000)), signature, body: Buffer.from(body) };
}

/** One byte is another one. */
function changed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(random() * copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 7));
  return copy;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function changedText(text: string, from = 0): string {
  const at = from + Math.floor(random() * (text.length - from));
  const other = pick([...alphabet].filter((letter) => letter !== text[at]));
  return text.slice(0, at) + other + text.slice(at + 1);
}

const fourMinutesMs = 4 * 60_000;
const tenMinutesMs = 10 * 60_000;

/** What may be done to a message, or made up, without the secret. Genuine ones are taken from the wire. */
const forgeries: Readonly<Record<string, (paymentId: string, genuine: Message) => Message>> = {
  'another secret': (paymentId) => signed(paymentId, otherSecret),
  'the secret as text': (paymentId) => {
    const message = signed(paymentId);
    const text = `${message.id}.${message.timestamp}.${message.body}`;
    return { ...message, signature: `v1,${createHmac('sha256', secret).update(text).digest('base64')}` };
  },
  'a plain hash': (paymentId) => {
    const message = signed(paymentId);
    return { ...message, signature: `v1,${createHmac('sha256', '').update(message.body).digest('base64')}` };
  },
  'random bytes as signature': (paymentId) => ({
    ...signed(paymentId),
    signature: `v1,${randomBytes(32).toString('base64')}`,
  }),
  'no signature': (paymentId) => ({ ...signed(paymentId), signature: pick(['', 'v1,', 'v1', 'none', ',', ' ']) }),
  'another version': (paymentId, genuine) => ({
    ...signed(paymentId),
    signature: genuine.signature.replace('v1,', pick(['v0,', 'v2,', 'V1,', 'v1a,', ''])),
  }),
  'a changed signature': (_, genuine) => ({ ...genuine, signature: changedText(genuine.signature, 3) }),
  'a cut signature': (_, genuine) => ({
    ...genuine,
    signature: genuine.signature.slice(0, Math.floor(random() * genuine.signature.length)),
  }),
  'a changed body': (_, genuine) => ({ ...genuine, body: changed(genuine.body) }),
  'a cut body': (_, genuine) => ({
    ...genuine,
    body: genuine.body.subarray(0, Math.floor(random() * genuine.body.length)),
  }),
  'a longer body': (_, genuine) => ({ ...genuine, body: Buffer.concat([genuine.body, randomBytes(1 + random() * 9)]) }),
  'the same words in another order': (_, genuine) => {
    const { type, data } = JSON.parse(String(genuine.body));
    return { ...genuine, body: Buffer.from(JSON.stringify({ data, type })) };
  },
  'another payment in it': (paymentId, genuine) => {
    const { type, data } = JSON.parse(String(genuine.body));
    return { ...genuine, body: Buffer.from(JSON.stringify({ type, data: { ...data, paymentId } })) };
  },
  'another id': (_, genuine) => ({ ...genuine, id: changedText(genuine.id, 4) }),
  'a time moved into the id': (_, genuine) => ({ ...genuine, id: `${genuine.id}.${genuine.timestamp}` }),
  'another time': (_, genuine) => ({ ...genuine, timestamp: String(Number(genuine.timestamp) + pick([-1, 1, 60])) }),
  'a time that is none': (_, genuine) => ({
    ...genuine,
    timestamp: pick(['', '-1', '1e9', 'now', '0x1', '9'.repeat(13)]),
  }),
  'a replay of long ago': (paymentId) => signed(paymentId, secret, Date.now() - tenMinutesMs - random() * tenMinutesMs),
  'a message of the future': (paymentId) => signed(paymentId, secret, Date.now() + tenMinutesMs),
  noise: () => ({
    id: 'msg_1',
    timestamp: String(Math.floor(Date.now() / 1_000)),
    signature: `v1,${randomBytes(32).toString('base64')}`,
    body: randomBytes(Math.floor(random() * 400)),
  }),
};

/** Without these nothing is believed either. */
const headersLeftOut = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

function requestOf({ id, timestamp, signature, body }: Message, without?: (typeof headersLeftOut)[number]): Buffer {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
    'content-type': 'application/json',
    'content-length': String(body.length),
  };
  const lines = Object.entries(headers).filter(([name]) => name !== without);
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\nHost: shop\r\n${head}\r\n`, 'latin1'), body]);
}

test('a hundred thousand forged, altered, replayed and truncated webhooks', async (t) => {
  const server = await serve(t, temporaryFolder(), ['--demo'], {
    PENSTOCK_PAYMENT_WEBHOOK_SECRET: secret,
    PENSTOCK_ADMIN_TOKEN: adminToken,
    PENSTOCK_BUYER_SECRET: buyerSecret,
  });
  const { url } = server.started;
  const payments = await openPayments(url, 20);
  const [settled, ...open] = payments;
  assert.ok(settled !== undefined);
  const genuine = signed(settled.paymentId, secret, Date.now() - fourMinutesMs);
  const declined = Buffer.from(String(genuine.body).replace('succeeded', 'failed'));
  const first = { ...genuine, body: declined, signature: signatureOf(genuine, declined) };
  assert.deepEqual(await statusesOf(url, [requestOf(first)]), [200]);
  const before = await booksOf(url);

  const names = Object.keys(forgeries);
  const made = Array.from({ length: messagesMax }, (_, index) => {
    const kind = names[index % (names.length + 2)];
    const payment = pick(open);
    // Messages that were heard already are sent again as they are, and change nothing.
    if (kind === undefined && index % 2 === 0) return { kind: 'a replay', request: requestOf(first) };
    const left = kind === undefined ? pick(headersLeftOut) : undefined;
    const message = kind === undefined ? signed(payment.paymentId) : forge(kind, payment.paymentId, first);
    return { kind: kind ?? `without ${left}`, request: requestOf(message, left) };
  });
  const statuses = await statusesOf(
    url,
    made.map(({ request }) => request),
  );
  const told = new Map<string, number>();
  for (const [index, { kind }] of made.entries()) {
    const line = `${kind}: ${statuses[index]}`;
    told.set(line, (told.get(line) ?? 0) + 1);
  }
  const wanted = [...new Set(made.map(({ kind }) => `${kind}: ${kind === 'a replay' ? 200 : 401}`))];
  assert.deepEqual([...told.keys()].sort(), wanted.sort(), `PENSTOCK_SEED=${testSeed}`);
  t.diagnostic(`${made.length} messages of ${wanted.length} kinds, ${told.get('a replay: 200')} of them replays`);

  assert.deepEqual(await booksOf(url), before, 'nothing changed');
  // The door is not merely shut: what the provider says is heard.
  const last = open.at(-1);
  assert.ok(last !== undefined);
  const true_ = { ...signed(last.paymentId), body: bodyOf(last) };
  const [status] = await statusesOf(url, [requestOf({ ...true_, signature: signatureOf(true_, true_.body) })]);
  assert.equal(status, 200);
  const after = await booksOf(url);
  assert.equal(after.payments.filter((line) => line.includes('"captured"')).length, 1);
});

function forge(kind: string, paymentId: string, genuine: Message): Message {
  const make = forgeries[kind];
  assert.ok(make !== undefined);
  return make(paymentId, genuine);
}

function bodyOf({ paymentId, amountMinor, currency }: Payment): Buffer {
  return Buffer.from(JSON.stringify({ type: 'payment.succeeded', data: { paymentId, amountMinor, currency } }));
}

function signatureOf({ id, timestamp }: Message, body: Buffer): string {
  return new Webhook(secret).sign(id, new Date(Number(timestamp) * 1_000), String(body));
}

const operatorOf = (url: string) => createClient({ baseUrl: url, token: adminToken });

/** Buyers of a sale of their own who are about to pay. */
async function openPayments(url: string, count: number): Promise<readonly Payment[]> {
  const time = await operatorOf(url).call('getTime', {});
  assert.ok(time.kind === 'ok');
  const variants = [{ sku: 'lamp', units: count, priceMinor: 9_900, currency: 'CNY' }];
  const opensAt = new Date(time.body.epochMs - 1_000).toISOString();
  const sale = { saleId: 'forged', title: 'Forged', opensAt, variants };
  assert.equal((await operatorOf(url).call('createSale', { body: sale })).kind, 'ok');
  const payments: Payment[] = [];
  for (let buyer = 0; buyer < count; buyer += 1) {
    const made = await operatorOf(url).call('createDemoBuyer', {});
    assert.ok(made.kind === 'ok');
    const client = createClient({ baseUrl: url, token: made.body.token });
    const order = await client.call('askForUnit', { params: { saleId: 'forged' }, body: {} });
    assert.ok(order.kind === 'ok', JSON.stringify(order));
    const payment = await client.call('openPayment', { params: { orderId: order.body.orderId } });
    assert.ok(payment.kind === 'ok', JSON.stringify(payment));
    payments.push(payment.body);
  }
  return payments;
}

/** Everything that the shop knows of the sale. */
async function booksOf(url: string) {
  const operator = operatorOf(url);
  const params = { saleId: 'forged' };
  const caller = { baseUrl: url, token: adminToken };
  const lines = async (opened: Promise<OpenResult>) => {
    const result = await opened;
    assert.ok(result.kind === 'ok', JSON.stringify(result));
    return (await result.response.text()).split('\n').filter(Boolean);
  };
  const audit = await operator.call('getAudit', { params });
  assert.ok(audit.kind === 'ok' && audit.body.balanced === true, JSON.stringify(audit));
  const { at: _, ...places } = audit.body;
  const payments = await lines(openAnswer(caller, 'exportPayments', { params }));
  const journal = await lines(openAnswer(caller, 'exportJournal', { params, query: {} }));
  const orders = await lines(openAnswer(caller, 'exportOrders', { params, query: { format: 'ndjson' } }));
  return { places, payments, journal, orders };
}
