import { passwordLengthMax, passwordLengthMin } from '@penstock/contract';
import { failure } from '@penstock/core';
import type { TrustedProxies } from './auth/trusted-proxies.ts';
import { readTrustedProxies } from './auth/trusted-proxies.ts';
import type { PaymentProviderName } from './wiring/payments.ts';
import { paymentProviders } from './wiring/payments.ts';

/** Everything that the environment decides, checked at start. */
export type Settings = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly isDemo: boolean;
  /** 32 bytes or more: signs order ids. */
  readonly secret: string;
  readonly adminToken: string;
  /** The password of the demo's operator; `undefined` outside demo mode. */
  readonly demoPassword: string | undefined;
  readonly buyerSecret: string | undefined;
  readonly buyerJwksUrl: string | undefined;
  readonly buyerAudience: string | undefined;
  /** Where a page sends a visitor whom nobody knows, if the shop has such a place. */
  readonly loginUrl: string | undefined;
  /** Who takes money. */
  readonly paymentProvider: PaymentProviderName;
  /** Signs what the payment provider tells; `undefined` only where there is none. */
  readonly paymentWebhookSecret: string | undefined;
  /** Whose word on a request's scheme, host and sender is believed. */
  readonly trustedProxies: TrustedProxies;
  /** Asks a second for a buyer, or `undefined` when not limited. */
  readonly asksPerSecond: number | undefined;
  /** Which lines the log has. */
  readonly logLevel: LogLevel;
  /** Where the shop's own systems are told of orders, or `undefined` when they are not. */
  readonly webhook: WebhookSettings | undefined;
};

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

export type WebhookSettings = {
  readonly url: string;
  readonly secret: string;
  /** Whether the address may be one that is not on the public internet. */
  readonly allowsPrivate: boolean;
};

export type Environment = Readonly<Record<string, string | undefined>>;

const secretBytesMin = 32;
const adminTokenLengthMin = 16;
const portMax = 65_535;
const asksPerSecondMax = 10_000;

/** Reads the settings. Throws SETTING_INVALID that names the variable, what is wrong with it and what to set. */
export function readSettings(env: Environment): Settings {
  refuseCluster(env);
  const isDemo = flagOf(env, 'PENSTOCK_DEMO');
  const paymentProvider = paymentProviderOf(env, isDemo);
  const buyerJwksUrl = urlOf(env, 'PENSTOCK_BUYER_JWKS_URL');
  const buyerSecret = secretOf(env, 'PENSTOCK_BUYER_SECRET', buyerJwksUrl === undefined);
  return {
    host: env.PENSTOCK_HOST || '127.0.0.1',
    port: wholeNumberOf(env, 'PENSTOCK_PORT', { fallback: 3000, min: 0, max: portMax }),
    dataDir: env.PENSTOCK_DATA_DIR || './data',
    isDemo,
    secret: secretOf(env, 'PENSTOCK_SECRET', true) ?? '',
    adminToken: adminTokenOf(env),
    demoPassword: demoPasswordOf(env),
    buyerSecret,
    buyerJwksUrl,
    buyerAudience: env.PENSTOCK_BUYER_AUDIENCE || undefined,
    loginUrl: urlOf(env, 'PENSTOCK_LOGIN_URL'),
    paymentProvider,
    paymentWebhookSecret: webhookSecretOf(env, 'PENSTOCK_PAYMENT_WEBHOOK_SECRET', paymentProvider !== 'none'),
    trustedProxies: trustedProxiesOf(env),
    asksPerSecond: rateLimitOf(env),
    logLevel: logLevelOf(env),
    webhook: webhookOf(env),
  };
}

function invalid(name: string, text: string): never {
  throw failure('SETTING_INVALID', { detail: `${name} ${text}` });
}

function flagOf(env: Environment, name: string): boolean {
  const value = env[name] ?? '';
  if (value === '' || value === '0') return false;
  return value === '1' || invalid(name, `is "${value}"; set 1 or 0.`);
}

function wholeNumberOf(
  env: Environment,
  name: string,
  bounds: { readonly fallback: number; readonly min: number; readonly max: number },
): number {
  const text = env[name] ?? '';
  if (text === '') return bounds.fallback;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds.min && value <= bounds.max) return value;
  return invalid(name, `is "${text}"; set a whole number from ${bounds.min} to ${bounds.max}.`);
}

function rateLimitOf(env: Environment): number | undefined {
  const name = 'PENSTOCK_RATE_LIMIT';
  if (env[name] === 'off') return undefined;
  const text = env[name] ?? '';
  if (text !== '' && !/^[1-9]\d*$/.test(text)) invalid(name, `is "${text}"; set asks a second for a buyer, or off.`);
  return wholeNumberOf(env, name, { fallback: 10, min: 1, max: asksPerSecondMax });
}

function logLevelOf(env: Environment): LogLevel {
  const name = 'PENSTOCK_LOG_LEVEL';
  const value = env[name] || 'info';
  const known = logLevels.find((each) => each === value);
  return known ?? invalid(name, `is "${value}"; set one of ${logLevels.join(', ')}.`);
}

// A secret's value is never part of a message: messages reach logs.
function secretOf(env: Environment, name: string, isNeeded: boolean): string | undefined {
  const value = env[name] || undefined;
  if (value === undefined) {
    return isNeeded ? invalid(name, `is not set; set ${secretBytesMin} random bytes or more.`) : undefined;
  }
  if (Buffer.byteLength(value) >= secretBytesMin) return value;
  return invalid(name, `has fewer than ${secretBytesMin} bytes; make one with: openssl rand -hex 32`);
}

// The demo shows how money moves; a shop in earnest must say how it wants to be paid.
function paymentProviderOf(env: Environment, isDemo: boolean): PaymentProviderName {
  const name = 'PENSTOCK_PAYMENT_PROVIDER';
  const value = env[name] || (isDemo ? 'sandbox' : 'none');
  const known = paymentProviders.find((each) => each === value);
  return known ?? invalid(name, `is "${value}"; set one of ${paymentProviders.join(', ')}.`);
}

/** A secret of webhooks, or several with spaces between while they are changed over. */
function webhookSecretOf(env: Environment, name: string, isNeeded: boolean): string | undefined {
  const value = secretOf(env, name, isNeeded);
  for (const secret of value?.split(/\s+/).filter(Boolean) ?? []) {
    if (secret.startsWith('whsec_') && !/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret)) {
      invalid(name, 'is not base64 behind whsec_; make one with: echo "whsec_$(openssl rand -base64 32)"');
    }
    if (Buffer.byteLength(secret) < secretBytesMin) invalid(name, `has a part of fewer than ${secretBytesMin} bytes.`);
  }
  return value;
}

function adminTokenOf(env: Environment): string {
  const name = 'PENSTOCK_ADMIN_TOKEN';
  const value = env[name] ?? '';
  if (value.length >= adminTokenLengthMin && /^[\x21-\x7e]+$/.test(value)) return value;
  return invalid(name, `is not set or has fewer than ${adminTokenLengthMin} printable characters without spaces.`);
}

function demoPasswordOf(env: Environment): string | undefined {
  const name = 'PENSTOCK_DEMO_PASSWORD';
  const value = env[name] || undefined;
  if (value === undefined || !flagOf(env, 'PENSTOCK_DEMO')) return undefined;
  if (value.length >= passwordLengthMin && value.length <= passwordLengthMax) return value;
  return invalid(name, `must have ${passwordLengthMin} to ${passwordLengthMax} characters.`);
}

function urlOf(env: Environment, name: string): string | undefined {
  const text = env[name] || undefined;
  if (text === undefined) return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  return invalid(name, 'is not an http or https address.');
}

function trustedProxiesOf(env: Environment): TrustedProxies {
  const name = 'PENSTOCK_TRUSTED_PROXIES';
  const texts = (env[name] ?? '').split(',').map((text) => text.trim());
  const reading = readTrustedProxies(texts.filter((text) => text !== ''));
  if ('isTrusted' in reading) return reading;
  return invalid(name, `has "${reading.fault}"; set addresses, networks such as 10.0.0.0/8, or loopback.`);
}

// In the open internet anybody on the way reads and changes what is not encrypted; on one's own machine nobody does.
function webhookOf(env: Environment): WebhookSettings | undefined {
  const name = 'PENSTOCK_WEBHOOK_URL';
  const url = urlOf(env, name);
  const allowsPrivate = flagOf(env, 'PENSTOCK_WEBHOOK_PRIVATE') || flagOf(env, 'PENSTOCK_DEMO');
  if (url === undefined) return undefined;
  if (!allowsPrivate && new URL(url).protocol !== 'https:') {
    invalid(name, 'is not an https address; http is for private networks, with PENSTOCK_WEBHOOK_PRIVATE=1.');
  }
  return { url, secret: webhookSecretOf(env, 'PENSTOCK_WEBHOOK_SECRET', true) ?? '', allowsPrivate };
}

const clusterNames = ['PENSTOCK_REDIS_URL', 'PENSTOCK_AMQP_URL', 'PENSTOCK_DATABASE_URL'] as const;

function refuseCluster(env: Environment): void {
  const named = clusterNames.filter((name) => env[name]);
  const missing = clusterNames.filter((name) => !env[name]);
  if (named[0] === undefined) return;
  if (missing[0] !== undefined) {
    invalid(missing[0], `is not set although ${named[0]} is; a cluster needs all of ${clusterNames.join(', ')}.`);
  }
  invalid(named[0], 'is set, but this version has the embedded engine only; unset it to run on one machine.');
}
