/** A setting of the server as people read about it; the server checks the values. */
export type Setting = {
  readonly name: string;
  readonly text: string;
  readonly default?: string;
  /** Its value is never shown. */
  readonly isSecret?: boolean;
  /** Outside demo mode a start without it is refused; demo mode makes one. */
  readonly isRequired?: boolean;
};

// The addresses may hold passwords.
const clusterSettings: readonly Setting[] = ['PENSTOCK_REDIS_URL', 'PENSTOCK_AMQP_URL', 'PENSTOCK_DATABASE_URL'].map(
  (name) => ({ name, text: 'only for a cluster; this version runs on one machine and refuses it', isSecret: true }),
);

/** Every setting, as `penstock config` and the operators' handbook list them. */
export const settingsTable: readonly Setting[] = [
  { name: 'PENSTOCK_PORT', text: 'the port that the server listens on', default: '3000' },
  { name: 'PENSTOCK_HOST', text: 'the address that it listens on', default: '127.0.0.1' },
  { name: 'PENSTOCK_DATA_DIR', text: 'where the database and, in demo mode, the secrets are', default: './data' },
  { name: 'PENSTOCK_DEMO', text: '1: demo mode, which makes its own secrets and buyers', default: '0' },
  {
    name: 'PENSTOCK_LOG_LEVEL',
    text: 'which lines the log has: fatal, error, warn, info, debug, trace, silent; warn in demo mode',
    default: 'info',
  },
  {
    name: 'PENSTOCK_TRUSTED_PROXIES',
    text: 'proxies whose `X-Forwarded-Proto`, `-For` and `-Host` are believed: addresses, networks (10.0.0.0/8), `loopback`',
  },
  { name: 'PENSTOCK_RATE_LIMIT', text: 'asks a second for one buyer, or off', default: '10' },
  {
    name: 'PENSTOCK_SECRET',
    text: '32 bytes or more; signs order ids and buyers’ sessions; keep it when the machine changes',
    isSecret: true,
    isRequired: true,
  },
  {
    name: 'PENSTOCK_ADMIN_TOKEN',
    text: 'the operators’ token; 16 printable characters or more',
    isSecret: true,
    isRequired: true,
  },
  {
    name: 'PENSTOCK_BUYER_SECRET',
    text: '32 bytes or more; checks buyers’ tokens (HS256); not needed with PENSTOCK_BUYER_JWKS_URL',
    isSecret: true,
    isRequired: true,
  },
  {
    name: 'PENSTOCK_DEMO_PASSWORD',
    text: 'demo mode only: the password of the console’s first operator, `demo`',
    isSecret: true,
  },
  { name: 'PENSTOCK_BUYER_JWKS_URL', text: 'public keys that check buyers’ tokens (RS256, ES256, EdDSA)' },
  { name: 'PENSTOCK_BUYER_AUDIENCE', text: 'the `aud` that buyers’ tokens must have' },
  { name: 'PENSTOCK_LOGIN_URL', text: 'where a page sends a visitor who is not known' },
  {
    name: 'PENSTOCK_PAYMENT_PROVIDER',
    text: 'who takes money: none, or sandbox (a test provider that moves none); sandbox in demo mode',
    default: 'none',
  },
  {
    name: 'PENSTOCK_PAYMENT_WEBHOOK_SECRET',
    text: 'checks what the payment provider tells (Standard Webhooks: `whsec_` and base64); must be set with a provider; demo mode makes one',
    isSecret: true,
  },
  {
    name: 'PENSTOCK_WEBHOOK_SECRET',
    text: 'signs what the shop’s own systems are told; 32 bytes or more, best as base64 behind `whsec_`; several, with spaces between, while it is changed over; demo mode makes one',
    isSecret: true,
  },
  {
    name: 'PENSTOCK_WEBHOOK_URL',
    text: 'where the shop’s own systems are told of orders (Standard Webhooks); needs PENSTOCK_WEBHOOK_SECRET',
    isSecret: true,
  },
  {
    name: 'PENSTOCK_WEBHOOK_PRIVATE',
    text: '1: that address may be http, and off the public internet; so it is in demo mode',
    default: '0',
  },
  ...clusterSettings,
];
