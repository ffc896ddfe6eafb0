import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { isFailure } from '@penstock/core';
import { orderOf } from '@penstock/port-tests';
import type { RedisGate, Scripts } from '@penstock/redis';
import { connectRedisGate, readScripts, scriptNames } from '@penstock/redis';
import { chunkOf, openPair, rebuildPair } from './gate-pair.ts';
import { watchKeys } from './monitor.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import type { RedisServer } from './redis-server.ts';
import { until } from './redis-server.ts';
import { testClock } from './test-clock.ts';

const saleId = 'keys';

let cluster: RedisCluster;

before(async () => {
  cluster = await startRedisCluster();
});
after(() => cluster.stop());

test('every script begins with #!lua, so that Redis itself refuses a key of another slot', () => {
  const scripts = readScripts();
  for (const name of scriptNames) assert.match(scripts[name].source, /^#!lua( flags=(no-writes|allow-oom))?\n/, name);
});

test('a script touches no key but those that it is handed', async (t) => {
  const { strays, seen } = await playAll('own-keys', readScripts());
  assert.deepEqual(strays, []);
  t.diagnostic(`${seen} commands of scripts seen`);
});

test('one that does is found', async () => {
  const scripts = readScripts((name, source) => {
    return name === 'release'
      ? source.replace("redis.call('XLEN', changes)", "redis.call('GET', state .. '2')")
      : source;
  });
  const { strays } = await playAll('other-keys', scripts);
  assert.deepEqual([...new Set(strays)], [`other-keys:{${saleId}}:state2`]);
});

suite('a key of another slot', () => {
  test('is refused by #!lua at once, also while both slots are on one server', async () => {
    assert.deepEqual(await strayAndMove('strict', (source) => source), ['refused', 'refused']);
  });

  test('without #!lua works by chance, until the slot is moved', async () => {
    const lenient = (source: string) => source.replace(/^#!lua.*\n/, '');
    assert.deepEqual(await strayAndMove('lenient', lenient), ['done', 'refused']);
  });

  /** `release` reads a key of another slot, which then moves to another server. What does the gate say before and after? */
  async function strayAndMove(prefix: string, edit: (source: string) => string): Promise<string[]> {
    const home = await cluster.masterOf(`${prefix}:{${saleId}}:state`);
    const stray = await keyOn(home);
    const scripts = readScripts((name, source) => {
      return name === 'release'
        ? edit(source.replace("redis.call('XLEN', changes)", `redis.call('GET', '${stray}')`))
        : source;
    });
    const redis = await connectRedisGate({ urls: cluster.urls, prefix, clock: testClock, scripts });
    const release = async () => {
      const answer = redis.gate.release(saleId, [{ orderId: 'nobody', sku: 'red', unit: 1 }]);
      return answer.then(
        () => 'done',
        (error: unknown) => (isFailure(error, 'GATE_UNAVAILABLE') ? 'refused' : 'broken'),
      );
    };
    try {
      await openPair(redis, saleId, 1);
      const before = await release();
      await cluster.moveSlot(stray);
      return [before, await release()];
    } finally {
      await redis.close();
    }
  }

  /** A key outside every sale whose slot is on this server. */
  async function keyOn(server: RedisServer): Promise<string> {
    for (let tried = 0; ; tried += 1) {
      if ((await cluster.masterOf(`stray-${tried}`)).port === server.port) return `stray-${tried}`;
    }
  }
});

/** Runs every script on a sale, and answers which keys were touched that were not handed over. */
async function playAll(prefix: string, scripts: Scripts): Promise<{ strays: string[]; seen: number }> {
  const redis = await connectRedisGate({ urls: cluster.urls, prefix, clock: testClock, scripts });
  try {
    const server = await cluster.masterOf(`${prefix}:{${saleId}}:state`);
    const end = await watchKeys(server.port);
    await play(redis);
    return await end();
  } finally {
    await redis.close();
  }
}

async function play(redis: RedisGate): Promise<void> {
  const { model, real } = await openPair(redis, saleId, 4);
  const { gate, outbox, view } = redis;
  const asks = ['ann', 'bob', 'cid', 'dan', 'eve'].map((buyerId) => {
    return { orderId: `${buyerId}-1`, buyerId, sku: 'red', key: `key of ${buyerId}` };
  });
  await gate.hold(saleId, asks);
  const entry = await outbox.next();
  assert.ok(entry);
  const [ann, bob, cid] = entry.orders;
  assert.ok(ann && bob && cid);
  const settlements = entry.orders.map((held) => ({ kind: 'promised', order: orderOf(held, saleId) }) as const);
  await outbox.settle(entry, settlements);
  await gate.paid(saleId, [ann]);
  await gate.release(saleId, [bob]);
  await gate.hold(saleId, asks);
  await gate.add(saleId, 'red', { firstUnit: 5, lastUnit: 6 });
  await gate.withdraw(saleId, { adjustmentId: 'a', sku: 'red', count: 1 });
  await gate.undoWithdrawal(saleId, 'red', 'a');
  await gate.withdraw(saleId, { adjustmentId: 'b', sku: 'red', count: 3 });
  await gate.setRules(saleId, { ...model.sale.rules, version: 9, paused: true });
  await until(
    'the node follows',
    () => view.refusal(saleId, { buyerId: 'zoe', sku: 'red', key: undefined })?.kind === 'sale-paused',
  );
  await gate.pulse(saleId);
  const rules = { ...model.sale.rules, epoch: 2 };
  await rebuildPair(model, real, { rules, chunk: chunkOf(model.sale), partSize: 3, isTwice: true });
}
