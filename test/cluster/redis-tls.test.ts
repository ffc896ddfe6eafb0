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
import { freePort, temporaryFolder } from '../penstock-process.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { startRedisServer, until } from './redis-server.ts';
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

/** What makes a server listen with TLS, and talk to no other without. */
const tlsSettings = ({ cert, key }: ReturnType<typeof makeCertificate>, port: number) => ({
  'tls-port': String(port),
  'tls-cert-file': cert,
  'tls-key-file': key,
  'tls-ca-cert-file': cert,
  'tls-auth-clients': 'no',
});

test('a gate over TLS: believed with its certificate, refused without, and no plain talk', async (t) => {
  const certificate = makeCertificate();
  const tlsPort = await freePort();
  const server = await startRedisServer(tlsSettings(certificate, tlsPort));
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

  trust(t, certificate.cert);
  const redis = await open('rediss');
  t.after(() => redis.close());
  assert.equal(await redis.gate.pulse('no-such-sale'), undefined);
});

test('a cluster over TLS: every node, a slot that moved and a replica that took over are reached by it alone', async (t) => {
  const certificate = makeCertificate();
  trust(t, certificate.cert);
  const ports = await Promise.all(Array.from({ length: 6 }, () => freePort()));
  const cluster = await startRedisCluster({
    nodeTimeoutMs: 2_000,
    settingsOf: (at) => ({
      ...tlsSettings(certificate, ports[at] ?? 0),
      'tls-cluster': 'yes',
      'tls-replication': 'yes',
    }),
  });
  t.after(() => cluster.stop());
  const redis = await connectRedisGate({ urls: [`rediss://127.0.0.1:${ports[0]}`], clock: testClock });
  t.after(() => redis.close());
  // Of thirty sales every master has some.
  const askAll = async () => {
    for (let sale = 0; sale < 30; sale += 1) assert.equal(await redis.gate.pulse(`no-such-sale-${sale}`), undefined);
  };
  await askAll();
  await cluster.moveSlot('{no-such-sale-7}');
  await askAll();
  await cluster.failOver('{no-such-sale-8}');
  await until('the cluster answers again', () =>
    askAll().then(
      () => true,
      (error) => {
        assert.ok(isFailure(error, 'GATE_UNAVAILABLE') || isFailure(error, 'GATE_SILENT'), String(error));
        return false;
      },
    ),
  );
  const lists = await Promise.all(cluster.servers.map((server) => server.ask('CLIENT', 'LIST').catch(() => '')));
  const byTls = lists.filter((list, at) => list.includes(`laddr=127.0.0.1:${ports[at]} `));
  assert.ok(byTls.length >= 3, `${byTls.length} nodes have a client that came by TLS`);
  const plain = lists.flatMap((list, at) => {
    const port = cluster.servers[at]?.port;
    return list.split('\n').filter((line) => line.includes(`laddr=127.0.0.1:${port} `) && !line.includes('cmd=client'));
  });
  assert.deepEqual(plain, [], 'but for the test, which asks for the list');
});
