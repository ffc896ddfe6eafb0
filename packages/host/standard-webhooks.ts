import { createHmac, timingSafeEqual } from 'node:crypto';

/** The headers that a signed message carries, by Standard Webhooks 1.0. */
export type WebhookHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

/** Why a message is not believed. */
export type WebhookFault = 'headers' | 'timestamp' | 'signature';

/** How far in ms a message's timestamp may be from our clock, either way: what Standard Webhooks advises. */
export const webhookToleranceMs = 5 * 60 * 1_000;

/** A message may carry several signatures while secrets are changed over; more than this is no change-over. */
const signaturesMax = 8;

const secretPrefix = 'whsec_';
const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The keys of a setting that names one secret, or several with spaces between while they are changed over. A secret is
 * base64 behind `whsec_`. Without the prefix some parties take it for base64 and some for its own bytes, so that both
 * are keys: a message is signed with all keys, and believed when any of them signed it.
 */
export function webhookKeys(setting: string): readonly Buffer[] {
  return setting.split(/\s+/).filter(Boolean).flatMap(keysOf);
}

function keysOf(secret: string): readonly Buffer[] {
  if (secret.startsWith(secretPrefix)) return [Buffer.from(secret.slice(secretPrefix.length), 'base64')];
  const own = Buffer.from(secret);
  return base64Pattern.test(secret) ? [Buffer.from(secret, 'base64'), own] : [own];
}

/** Signs a message: HMAC-SHA256 over `id.timestamp.body`, `v1,<base64>` a key. `nowMs` is epoch milliseconds. */
export function signWebhook(
  keys: readonly Buffer[],
  message: { readonly id: string; readonly body: string | Buffer; readonly nowMs: number },
): WebhookHeaders {
  const timestamp = String(Math.floor(message.nowMs / 1_000));
  const signatures = keys.map((key) => signatureOf(key, { ...message, timestamp }));
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/**
 * Whether a message was signed with one of the keys and is recent. `undefined`: it is to be believed. `body` is what
 * came, byte for byte: a body that was read and written again has another signature.
 */
export function webhookFault(
  keys: readonly Buffer[],
  message: {
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string | Buffer;
    readonly nowMs: number;
  },
): WebhookFault | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = message.headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return 'headers';
  // A dot in the id would let two different messages read the same when they are joined.
  if (id === '' || id.includes('.') || !/^\d{1,12}$/.test(timestamp)) return 'headers';
  if (Math.abs(Number(timestamp) * 1_000 - message.nowMs) > webhookToleranceMs) return 'timestamp';
  const given = signatures.split(' ', signaturesMax);
  const expected = keys.map((key) => signatureOf(key, { id, timestamp, body: message.body }));
  return expected.some((each) => given.some((signature) => isSame(signature, each))) ? undefined : 'signature';
}

function signatureOf(
  key: Buffer,
  { id, timestamp, body }: { readonly id: string; readonly timestamp: string; readonly body: string | Buffer },
): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

// As text: base64 has more than one spelling of the same bytes, and only one of them was sent.
function isSame(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
