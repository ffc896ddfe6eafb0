import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import type { TestContext } from 'node:test';
import { after, before, suite, test } from 'node:test';
import { isFailure } from '@penstock/core';
import { connectRedisGate } from '@penstock/redis';
import { freePort } from '../penstock-process.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { startRedisServer } from './redis-server.ts';
import { testClock } from './test-clock.ts';

let cluster: RedisCluster;

before(async () => {
  cluster = await startRedisCluster();
});
after(() => cluster.stop());

/** Connects, and answers what it was told instead of a gate. */
async function refusalOf(...urls: readonly string[]): Promise<unknown> {
  try {
    const redis = await connectRedisGate({ urls, clock: testClock });
    await redis.close();
    return 'connected';
  } catch (error) {
    return error;
  }
}

/** Stands before a server and rewrites what it answers. Answers its own port. */
async function passOn(t: TestContext, targetPort: number, rewrite: (answer: string) => string): Promise<number> {
  const relay = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    const end = () => {
      client.destroy();
      target.destroy();
    };
    for (const socket of [client, target]) socket.on('error', end).on('close', end);
    client.pipe(target);
    target.on('data', (chunk: Buffer) => client.write(rewrite(chunk.toString('latin1')), 'latin1'));
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  t.after(() => relay.close());
  return (relay.address() as AddressInfo).port;
}

async function startServer(t: TestContext, settings: Readonly<Record<string, string>>) {
  const server = await startRedisServer(settings);
  t.after(() => server.stop());
  return server;
}

suite('what cannot be a gate is said', { concurrency: true }, () => {
  test('where nobody listens the message names the address, and no password', async () => {
    const port = await freePort();
    const error = await refusalOf(`redis://gate:hush@127.0.0.1:${port}`);
    assert.ok(isFailure(error, 'GATE_UNAVAILABLE'), String(error));
    assert.match(error.message, new RegExp(`No Redis can be used at 127\\.0\\.0\\.1:${port}: .*ECONNREFUSED`));
    assert.doesNotMatch(error.message, /hush/);
  });

  test('an address that is none is said, without the password that may be in it', async () => {
    for (const url of [
      '',
      'localhost:6379',
      'gate:hush@127.0.0.1',
      'http://:hush@127.0.0.1',
      'redis://:hush@1.2.3.4:x',
    ]) {
      const error = await refusalOf('redis://127.0.0.1:6379', url);
      assert.ok(isFailure(error, 'SETTING_INVALID'), String(error));
      assert.match(error.message, /Address 2 of 2 of Redis cannot be read/);
      assert.doesNotMatch(error.message, /hush/);
    }
    assert.ok(isFailure(await refusalOf(), 'SETTING_INVALID'));
  });

  test('a wrong password is said', async (t) => {
    const server = await startServer(t, {});
    await server.ask('CONFIG', 'SET', 'requirepass', 'right');
    const error = await refusalOf(`redis://:wrong@127.0.0.1:${server.port}`);
    assert.ok(isFailure(error, 'GATE_UNAVAILABLE'), String(error));
    assert.match(error.message, /WRONGPASS/);
  });

  test('servers that are no cluster are no cluster', async (t) => {
    const servers = [await startServer(t, {}), await startServer(t, {})];
    const error = await refusalOf(...servers.map((server) => server.url));
    assert.ok(isFailure(error, 'GATE_UNAVAILABLE'), String(error));
    assert.match(error.message, /cluster support disabled/);
  });
});

test('a server that would forget keys when its memory is full is no gate', async (t) => {
  const server = await startServer(t, { 'maxmemory-policy': 'allkeys-lru' });
  const error = await refusalOf(server.url);
  assert.ok(isFailure(error, 'GATE_UNSUITABLE'), String(error));
  assert.match(error.message, new RegExp(`:${server.port} has the maxmemory-policy allkeys-lru`));
  await server.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
  assert.equal(await refusalOf(server.url), 'connected');
});

test('nor is one that is too old', async (t) => {
  const server = await startServer(t, {});
  const port = await passOn(t, server.port, (answer) => answer.replace(/redis_version:\d/, 'redis_version:6'));
  const error = await refusalOf(`redis://127.0.0.1:${port}`);
  assert.ok(isFailure(error, 'GATE_UNSUITABLE'), String(error));
  assert.match(error.message, new RegExp(`:${port} runs Redis 6\\.[\\d.]+; version 7 or newer is needed`));
});

test('nor is a cluster in which one replica would, which may be promoted', async (t) => {
  const [first] = cluster.urls;
  assert.ok(first);
  assert.equal(await refusalOf(first), 'connected', 'one node is enough to find the others');
  const replica = await cluster.replicaOf(await cluster.masterOf('any'));
  await replica.ask('CONFIG', 'SET', 'maxmemory-policy', 'volatile-ttl');
  t.after(() => replica.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction'));
  const error = await refusalOf(first);
  assert.ok(isFailure(error, 'GATE_UNSUITABLE'), String(error));
  assert.match(error.message, new RegExp(`:${replica.port} has the maxmemory-policy volatile-ttl`));
});
