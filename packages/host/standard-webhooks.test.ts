import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { property } from '@penstock/port-tests';
import { array, constantFrom, integer, record, string, uint8Array } from 'fast-check';
// The reference library is the other side here: what it signs is believed, and what is signed here it believes.
import { Webhook } from 'standardwebhooks';
import type { WebhookHeaders } from './standard-webhooks.ts';
import { signWebhook, webhookFault, webhookKeys, webhookToleranceMs } from './standard-webhooks.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const keys = webhookKeys(secret);
const id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W';
const body = '{"type":"payment.succeeded","data":{"paymentId":"pay_1","amountMinor":9900,"currency":"CNY"}}';
const nowMs = Date.now();

const texts = string({ unit: 'binary', maxLength: 200 });
const messages = record({
  id: string({ unit: constantFrom(...'abcXYZ019_-:'), minLength: 1, maxLength: 64 }),
  body: texts,
  secretBytes: uint8Array({ minLength: 24, maxLength: 64 }),
});

property('the reference library believes what is signed here', messages, ({ secretBytes, ...message }) => {
  const setting = `whsec_${Buffer.from(secretBytes).toString('base64')}`;
  const headers = signWebhook(webhookKeys(setting), { ...message, nowMs: Date.now() });
  new Webhook(setting).verify(message.body, headers, { jsonParse: false });
});

property('what the reference library signs is believed here', messages, ({ secretBytes, ...message }) => {
  const setting = `whsec_${Buffer.from(secretBytes).toString('base64')}`;
  const headers = signedOutside(new Webhook(setting), message);
  assert.equal(webhookFault(webhookKeys(setting), { headers, body: Buffer.from(message.body), nowMs }), undefined);
});

function signedOutside(webhook: Webhook, message: { readonly id: string; readonly body: string }): WebhookHeaders {
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(nowMs / 1_000)),
    'webhook-signature': webhook.sign(message.id, new Date(nowMs), message.body),
  };
}

test('a secret without its prefix is good in both of the ways that it is read', () => {
  const plain = randomBytes(32).toString('hex');
  for (const webhook of [new Webhook(plain), new Webhook(plain, { format: 'raw' })]) {
    const headers = signedOutside(webhook, { id, body });
    assert.equal(webhookFault(webhookKeys(plain), { headers, body, nowMs }), undefined);
    webhook.verify(body, signWebhook(webhookKeys(plain), { id, body, nowMs: Date.now() }));
  }
});

test('while secrets are changed over, each side may have the old one or the new one', () => {
  const next = `whsec_${randomBytes(24).toString('base64')}`;
  const both = webhookKeys(`${secret} ${next}`);
  for (const setting of [secret, next]) {
    const headers = signedOutside(new Webhook(setting), { id, body });
    assert.equal(webhookFault(both, { headers, body, nowMs }), undefined);
    new Webhook(setting).verify(body, signWebhook(both, { id, body, nowMs: Date.now() }));
  }
  const other = signedOutside(new Webhook(randomBytes(32).toString('base64')), { id, body });
  assert.equal(webhookFault(both, { headers: other, body, nowMs }), 'signature');
});

test('an altered message is not believed', () => {
  const headers = signWebhook(keys, { id, body, nowMs });
  const signature = headers['webhook-signature'];
  const altered: readonly [fault: string | undefined, change: object, body?: string | Buffer][] = [
    [undefined, {}],
    [undefined, { 'webhook-signature': `v1a,YWJj v1,YWJj ${signature}` }],
    ['headers', { 'webhook-id': undefined }],
    ['headers', { 'webhook-id': '' }],
    ['headers', { 'webhook-id': `${id}.1` }],
    ['headers', { 'webhook-timestamp': undefined }],
    ['headers', { 'webhook-timestamp': '' }],
    ['headers', { 'webhook-timestamp': `${headers['webhook-timestamp']}.0` }],
    ['headers', { 'webhook-timestamp': `+${headers['webhook-timestamp']}` }],
    ['headers', { 'webhook-timestamp': '1e9' }],
    ['headers', { 'webhook-signature': undefined }],
    ['headers', { 'webhook-signature': [signature] }],
    ['signature', { 'webhook-id': `${id}x` }],
    ['signature', { 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) }],
    ['signature', { 'webhook-signature': '' }],
    ['signature', { 'webhook-signature': 'v1' }],
    ['signature', { 'webhook-signature': 'v1,' }],
    ['signature', { 'webhook-signature': signature.slice(0, -1) }],
    ['signature', { 'webhook-signature': `${signature}=` }],
    ['signature', { 'webhook-signature': signature.replace('v1,', 'v2,') }],
    ['signature', { 'webhook-signature': signature.replace('v1,', 'V1,') }],
    ['signature', { 'webhook-signature': signature.replace(' ', '') + 'é'.repeat(3) }],
    ['signature', { 'webhook-signature': `${'v1,YWJj '.repeat(8)}${signature}` }],
    ['signature', {}, `${body} `],
    ['signature', {}, body.replace('9900', '1')],
    ['signature', {}, ''],
    ['signature', {}, Buffer.from(body).subarray(1)],
  ];
  const wanted = altered.map(([fault]) => fault);
  const faults = altered.map(([, change, text = body]) =>
    webhookFault(keys, { headers: { ...headers, ...change }, body: text, nowMs }),
  );
  assert.deepEqual(faults, wanted);
});

test('another spelling of the same signature is not the signature', () => {
  const headers = signWebhook(keys, { id, body, nowMs });
  // The last character before the padding has two bits that no byte takes.
  const last = headers['webhook-signature'].at(-2) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const other = alphabet.charAt(alphabet.indexOf(last) ^ 1);
  const spelled = headers['webhook-signature'].replace(/.=$/, `${other}=`);
  assert.deepEqual(
    Buffer.from(spelled.slice(3), 'base64'),
    Buffer.from(headers['webhook-signature'].slice(3), 'base64'),
  );
  const fault = webhookFault(keys, { headers: { ...headers, 'webhook-signature': spelled }, body, nowMs });
  assert.equal(fault, 'signature');
});

test('a message is believed for five minutes before and after its timestamp', () => {
  const sentAtMs = Math.floor(nowMs / 1_000) * 1_000;
  const headers = signWebhook(keys, { id, body, nowMs: sentAtMs });
  const at = (lateMs: number) => webhookFault(keys, { headers, body, nowMs: sentAtMs + lateMs });
  assert.equal(at(webhookToleranceMs), undefined);
  assert.equal(at(-webhookToleranceMs), undefined);
  assert.equal(at(webhookToleranceMs + 1), 'timestamp');
  assert.equal(at(-webhookToleranceMs - 1), 'timestamp');
});

const flips = record({ at: integer({ min: 0, max: 1_000 }), bit: integer({ min: 0, max: 7 }), bodies: array(texts) });

property('one flipped bit of a body is noticed', flips, ({ at, bit, bodies }) => {
  const whole = Buffer.from(`${body}${bodies.join('')}`);
  const headers = signWebhook(keys, { id, body: whole, nowMs });
  const altered = Buffer.from(whole);
  const place = at % altered.length;
  altered[place] = (altered[place] ?? 0) ^ (1 << bit);
  assert.equal(webhookFault(keys, { headers, body: whole, nowMs }), undefined);
  assert.equal(webhookFault(keys, { headers, body: altered, nowMs }), 'signature');
});
