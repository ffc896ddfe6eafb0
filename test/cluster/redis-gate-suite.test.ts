import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import type { GateUnderTest } from '@penstock/port-tests';
import { gateSuite } from '@penstock/port-tests';
import { connectRedisGate } from '@penstock/redis';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import type { RedisServer } from './redis-server.ts';
import { startRedisServer } from './redis-server.ts';
import { testClock } from './test-clock.ts';

let cluster: RedisCluster;
let single: RedisServer;
let gates = 0;
const password = 'swordfish';

before(async () => {
  [cluster, single] = await Promise.all([startRedisCluster(), startRedisServer()]);
  for (const server of [...cluster.servers, single]) await server.ask(...documentedUser().split(' '));
});
after(() => Promise.all([cluster.stop(), single.stop()]));

// With the rights that are documented, and no more.
gateSuite('the gate on a Redis Cluster', () => makeGate(cluster.urls.map(asUser)));
gateSuite('the gate on one Redis server', () => makeGate([asUser(single.url)]));

const asUser = (url: string): string => url.replace('://', `://penstock:${password}@`);

/** The command that the documentation gives to make a user. */
function documentedUser(): string {
  const text = readFileSync(new URL('../../docs/gate-on-redis.md', import.meta.url), 'utf8');
  const [command] = /^ACL SETUSER .*$/m.exec(text) ?? [];
  assert.ok(command);
  return command.replace('PASSWORD', password);
}

async function makeGate(urls: readonly string[]): Promise<GateUnderTest> {
  gates += 1;
  const { gate, outbox, view, close } = await connectRedisGate({
    urls,
    prefix: `penstock:gate-${gates}`,
    clock: testClock,
  });
  return { gate, outbox, view, close, advance: (ms) => testClock.sleep(ms + clockErrorMs) };
}

/** How far in ms a node's idea of the gate's clock may move while a test waits. */
const clockErrorMs = 5;
