import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isFailure } from '@penstock/core';
import type { Environment } from './settings.ts';
import { readSettings } from './settings.ts';

const secret = 'a secret of thirty-two bytes, or more';
const whsec = `whsec_${Buffer.from(secret).toString('base64')}`;

/** All that must be set, and nothing else. */
const least: Environment = {
  PENSTOCK_SECRET: secret,
  PENSTOCK_ADMIN_TOKEN: 'sixteen-letters!',
  PENSTOCK_BUYER_SECRET: secret,
};

/** What is said against an environment, or `good`. */
function faultOf(change: Environment): string {
  try {
    readSettings({ ...least, ...change });
    return 'good';
  } catch (error) {
    assert.ok(isFailure(error, 'SETTING_INVALID'), String(error));
    assert.ok(!error.message.includes(secret), 'no secret is in a message');
    return error.message.slice(error.message.indexOf('PENSTOCK_'));
  }
}

suite('settings', () => {
  test('what is not set has its default, and what is set to nothing counts as not set', () => {
    for (const env of [least, { ...least, PENSTOCK_PORT: '', PENSTOCK_RATE_LIMIT: '', PENSTOCK_LOG_LEVEL: '' }]) {
      const { host, port, dataDir, isDemo, asksPerSecond, logLevel, paymentProvider, webhook } = readSettings(env);
      assert.deepEqual([host, port, dataDir, isDemo], ['127.0.0.1', 3000, './data', false]);
      assert.deepEqual([asksPerSecond, logLevel, paymentProvider, webhook], [10, 'info', 'none', undefined]);
    }
    assert.equal(readSettings({ ...least, PENSTOCK_RATE_LIMIT: 'off' }).asksPerSecond, undefined);
    assert.equal(readSettings({ ...least, PENSTOCK_DEMO: '1', PENSTOCK_PAYMENT_WEBHOOK_SECRET: whsec }).isDemo, true);
  });

  test('a secret that is missing or short stops the start', () => {
    assert.match(faultOf({ PENSTOCK_SECRET: undefined }), /^PENSTOCK_SECRET is not set; set 32 random bytes/);
    assert.match(faultOf({ PENSTOCK_SECRET: 'x'.repeat(31) }), /^PENSTOCK_SECRET has fewer than 32 bytes/);
    assert.match(faultOf({ PENSTOCK_ADMIN_TOKEN: '' }), /^PENSTOCK_ADMIN_TOKEN is not set/);
    assert.match(faultOf({ PENSTOCK_ADMIN_TOKEN: 'with spaces in it, long' }), /^PENSTOCK_ADMIN_TOKEN /);
    assert.match(faultOf({ PENSTOCK_BUYER_SECRET: '' }), /^PENSTOCK_BUYER_SECRET is not set/);
    const keySet = { PENSTOCK_BUYER_SECRET: '', PENSTOCK_BUYER_JWKS_URL: 'https://shop.example/keys' };
    assert.equal(faultOf(keySet), 'good');
    const sandbox = { PENSTOCK_PAYMENT_PROVIDER: 'sandbox' };
    assert.match(faultOf(sandbox), /^PENSTOCK_PAYMENT_WEBHOOK_SECRET is not set/);
    assert.equal(faultOf({ ...sandbox, PENSTOCK_PAYMENT_WEBHOOK_SECRET: `${whsec} ${whsec}` }), 'good');
    assert.match(
      faultOf({ ...sandbox, PENSTOCK_PAYMENT_WEBHOOK_SECRET: `${whsec} short` }),
      /^PENSTOCK_PAYMENT_WEBHOOK_SECRET has a part of fewer than 32 bytes/,
    );
    assert.match(
      faultOf({ ...sandbox, PENSTOCK_PAYMENT_WEBHOOK_SECRET: `whsec_${'?'.repeat(40)}` }),
      /^PENSTOCK_PAYMENT_WEBHOOK_SECRET is not base64/,
    );
  });

  const bad: readonly (readonly [name: string, ...values: string[]])[] = [
    ['PENSTOCK_PORT', '65536', '-1', '3.5', 'http', '0x10', ' 80'],
    ['PENSTOCK_RATE_LIMIT', '0', '-1', '2.5', 'none', '10001', '010'],
    ['PENSTOCK_DEMO', 'yes', 'true', '2'],
    ['PENSTOCK_LOG_LEVEL', 'loud', 'INFO'],
    ['PENSTOCK_BUYER_JWKS_URL', 'keys.json', 'ftp://shop.example/keys'],
    ['PENSTOCK_LOGIN_URL', 'login', 'javascript:alert(1)'],
    ['PENSTOCK_PAYMENT_PROVIDER', 'stripe'],
    ['PENSTOCK_TRUSTED_PROXIES', 'nginx', '10.0.0.0/33', '10.0.0.1,::1/129'],
    ['PENSTOCK_WEBHOOK_URL', 'hook', 'http://shop.example/hook'],
  ];
  for (const [name, ...values] of bad) {
    test(`${name}: what cannot be used is refused by name`, () => {
      for (const value of values) assert.ok(faultOf({ [name]: value }).startsWith(`${name} `), `${name}=${value}`);
    });
  }

  test('where the shop is told has a secret, and is encrypted but for a private network', () => {
    const url = 'https://shop.example/hook';
    assert.match(faultOf({ PENSTOCK_WEBHOOK_URL: url }), /^PENSTOCK_WEBHOOK_SECRET is not set/);
    assert.equal(faultOf({ PENSTOCK_WEBHOOK_URL: url, PENSTOCK_WEBHOOK_SECRET: whsec }), 'good');
    const inside = { PENSTOCK_WEBHOOK_URL: 'http://shop.internal/hook', PENSTOCK_WEBHOOK_SECRET: whsec };
    assert.equal(faultOf({ ...inside, PENSTOCK_WEBHOOK_PRIVATE: '1' }), 'good');
  });

  test('a cluster is named whole, and this version has none', () => {
    const cluster = {
      PENSTOCK_REDIS_URL: 'redis://a',
      PENSTOCK_AMQP_URL: 'amqp://b',
      PENSTOCK_DATABASE_URL: 'mysql://c',
    };
    for (const name of Object.keys(cluster)) {
      assert.match(faultOf({ ...cluster, [name]: '' }), new RegExp(`^${name} is not set although PENSTOCK_\\w+ is;`));
    }
    assert.match(faultOf(cluster), /^PENSTOCK_REDIS_URL is set, but this version has the embedded engine only/);
  });
});
