import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { readTrustedProxies } from '../auth/trusted-proxies.ts';
import { createConnectionReader, isSameOrigin } from './connection.ts';

/** `secure https://a from 10.0.0.1`, `loopback http://localhost:3000 from ::1`, `plain http://a from 10.0.0.1`. */
function read(
  remoteAddress: string,
  headers: IncomingHttpHeaders,
  proxies: string[] = [],
  isEncrypted = false,
): string {
  const trusted = readTrustedProxies(proxies);
  assert.ok('isTrusted' in trusted);
  const socket = { remoteAddress, ...(isEncrypted && { encrypted: true }) } as unknown as Socket;
  const { isSecure, isLoopback, origin, address } = createConnectionReader(trusted)({ headers, socket });
  return `${isSecure ? 'secure' : isLoopback ? 'loopback' : 'plain'} ${origin} from ${address}`;
}

const forwarded = {
  host: 'shop.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '203.0.113.9',
};

test('a proxy is believed when it is trusted, and only then', () => {
  assert.equal(read('10.0.0.1', forwarded), 'plain http://shop.example from 10.0.0.1');
  assert.equal(read('10.0.0.1', forwarded, ['10.0.0.0/8']), 'secure https://shop.example from 203.0.113.9');
  assert.equal(read('::ffff:10.0.0.1', forwarded, ['10.0.0.1']), 'secure https://shop.example from 203.0.113.9');
  assert.equal(read('11.0.0.1', forwarded, ['10.0.0.0/8', 'loopback']), 'plain http://shop.example from 11.0.0.1');
  assert.equal(read('fd00::7', forwarded, ['fd00::/8']), 'secure https://shop.example from 203.0.113.9');
});

test('of what proxies wrote, the trusted ones’ own words count', () => {
  const chain = {
    ...forwarded,
    'x-forwarded-for': '198.51.100.1, 203.0.113.9, 10.0.0.2',
    'x-forwarded-proto': 'http, https',
  };
  assert.equal(read('10.0.0.1', chain, ['10.0.0.0/8']), 'secure https://shop.example from 203.0.113.9');
  const pretended = { ...forwarded, 'x-forwarded-proto': 'https, http' };
  assert.equal(read('10.0.0.1', pretended, ['10.0.0.0/8']), 'plain http://shop.example from 203.0.113.9');
  const named = { ...forwarded, host: '127.0.0.1:3000', 'x-forwarded-host': 'Shop.example' };
  assert.equal(read('127.0.0.1', named, ['loopback']), 'secure https://shop.example from 203.0.113.9');
});

test('loopback is this machine, by its own name, and through no proxy', () => {
  for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'penstock.localhost']) {
    assert.equal(read('127.0.0.1', { host }), `loopback http://${host} from 127.0.0.1`);
  }
  assert.equal(read('127.0.0.1', { host: 'rebound.example:3000' }), 'plain http://rebound.example:3000 from 127.0.0.1');
  assert.equal(
    read('127.0.0.1', { ...forwarded, host: '127.0.0.1:3000' }),
    'plain http://127.0.0.1:3000 from 127.0.0.1',
  );
  assert.equal(read('127.0.0.1', { host: 'localhost', via: '1.1 proxy' }), 'plain http://localhost from 127.0.0.1');
  assert.equal(read('192.168.0.2', { host: 'localhost:3000' }), 'plain http://localhost:3000 from 192.168.0.2');
  assert.equal(read('192.168.0.2', { host: 'a' }, [], true), 'secure https://a from 192.168.0.2');
});

test('the same origin has the same scheme, host and port', () => {
  const isSame = (origin: string | undefined, own: string | undefined) =>
    isSameOrigin(
      { headers: origin === undefined ? {} : { origin } },
      { origin: own, isSecure: true, isLoopback: false, address: '' },
    );
  assert.equal(isSame('https://shop.example', 'https://shop.example'), true);
  assert.equal(isSame('https://shop.example', 'https://shop.example:443'), true);
  const strangers = [
    'http://shop.example',
    'https://shop.example:8443',
    'https://a.shop.example',
    'null',
    '',
    undefined,
  ];
  for (const origin of strangers) assert.equal(isSame(origin, 'https://shop.example'), false, String(origin));
  assert.equal(isSame('https://shop.example', undefined), false);
});

test('what is no address or network is named', () => {
  for (const text of ['10.0.0', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/8/8', 'proxy', '10.0.0.0/x', '']) {
    assert.deepEqual(readTrustedProxies(['loopback', text]), { fault: text });
  }
});
