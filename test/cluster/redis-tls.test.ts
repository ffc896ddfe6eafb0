// The way to a Redis over TLS (rediss://): a certificate that nobody vouches for is refused.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import tls from 'node:tls';
import { isFailure } from '@penstock/core';
import { connectRedisGate } from '@penstock/redis';
import { temporaryFolder } from '../penstock-process.ts';
import { freePorts, startRedisServer } from './redis-server.ts';
import { testClock } from './test-clock.ts';

/** Makes a certificate for 127.0.0.1 that vouches for itself, and its key. */
function makeCertificate() {
  const folder = temporaryFolder();
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return { cert, key };
}

/** Makes this process believe a certificate, as NODE_EXTRA_CA_CERTS does at its start. */
function trust(t: TestContext, cert: string): void {
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, readFileSync(cert, 'utf8')]);
  t.after(() => tls.setDefaultCACertificates(before));
}

test('a gate over TLS: believed with its certificate, refused without, and no plain talk', async (t) => {
  const { cert, key } = makeCertificate();
  const [tlsPort = 0] = await freePorts(1);
  const server = await startRedisServer({
    'tls-port': String(tlsPort),
    'tls-cert-file': cert,
    'tls-key-file': key,
    'tls-ca-cert-file': cert,
    'tls-auth-clients': 'no',
  });
  t.after(() => server.stop());
  const open = (scheme: string) =>
    connectRedisGate({ urls: [`${scheme}://:hush@127.0.0.1:${tlsPort}`], clock: testClock });
  await server.ask('CONFIG', 'SET', 'requirepass', 'hush');

  const isRefused = (why: RegExp) => (error: unknown) => {
    assert.ok(isFailure(error, 'GATE_UNAVAILABLE'), String(error));
    assert.match(error.message, why);
    assert.doesNotMatch(error.message, /hush/);
    return true;
  };
  await assert.rejects(open('rediss'), isRefused(/self-signed certificate/));
  await assert.rejects(open('redis'), isRefused(/No Redis can be used at/));

  trust(t, cert);
  const redis = await open('rediss');
  t.after(() => redis.close());
  assert.equal(await redis.gate.pulse('no-such-sale'), undefined);
});
