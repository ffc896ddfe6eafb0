import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { suite, test } from 'node:test';
import type { HoldOutcome, Order } from '@penstock/core';
import { fillGate, isFailure } from '@penstock/core';
import { orderOf } from '@penstock/port-tests';
import type { Scripts } from '@penstock/redis';
import { connectRedisGate, readScripts } from '@penstock/redis';
import type { EngineParts } from '@penstock/server';
import type { EngineOnRedis } from './engine-on-redis.ts';
import { answerText, askMany, openSale, saleId, sku, startEngineOnRedis, untilArmed } from './engine-on-redis.ts';
import { rulesOfPair } from './gate-pair.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { until } from './redis-server.ts';
import { createStall } from './stall.ts';
import { testClock } from './test-clock.ts';

/** How long in ms a silent node is not yet dead. */
const nodeTimeoutMs = 1_500;
/** How long in ms a master gives what its replica never hears of. */
const cutForMs = 300;

async function startCluster(t: TestContext): Promise<RedisCluster> {
  const cluster = await startRedisCluster({ nodeTimeoutMs });
  t.after(() => cluster.stop());
  return cluster;
}

/** Waits until the replica has everything, then cuts it off. */
async function cut(cluster: RedisCluster, key: string): Promise<void> {
  const master = await cluster.masterOf(key);
  const replica = await cluster.replicaOf(master);
  const offsetOf = (text: string) => /master_repl_offset:(\d+)/.exec(text)?.[1];
  await until('the replica has everything', async () => {
    const [there, here] = [await master.ask('INFO', 'replication'), await replica.ask('INFO', 'replication')];
    return offsetOf(there) === offsetOf(here);
  });
  await cluster.cutReplica(replica, master);
}

suite('a replica that is promoted lacks what its master had acknowledged', () => {
  test('so it gives nothing until it is loaded', async (t) => {
    assert.deepEqual(await askAfterFailover(t, readScripts()), { kind: 'not-armed' });
  });

  test('without its fence it gives a unit a second time', async (t) => {
    const scripts = readScripts((name, source) => {
      return name === 'hold' ? source.replace('not isThisServer(runId)', 'false') : source;
    });
    const outcome = await askAfterFailover(t, scripts);
    assert.deepEqual(outcome.kind === 'held' && [outcome.order.buyerId, outcome.order.unit], ['bob', 1]);
  });

  /** Unit 1 goes to ann, on the master only. What is bob answered by the promoted replica? */
  async function askAfterFailover(t: TestContext, scripts: Scripts): Promise<HoldOutcome> {
    const cluster = await startCluster(t);
    const redis = await connectRedisGate({ urls: cluster.urls, prefix: 'promoted', clock: testClock, scripts });
    t.after(() => redis.close());
    const key = `promoted:{${saleId}}:state`;
    const rules = rulesOfPair(saleId, redis.view.nowMs());
    const chunks = async function* () {
      yield { skus: [{ sku, unitLast: 2, free: [1, 2] }] };
    };
    await redis.gate.fence(rules);
    await fillGate({ gate: redis.gate, ledger: { gateChunks: chunks } }, rules);
    await redis.gate.arm(saleId, rules.epoch);
    await cut(cluster, key);
    const [ann] = await redis.gate.hold(saleId, [{ orderId: 'ann-1', buyerId: 'ann', sku, key: undefined }]);
    assert.ok(ann?.kind === 'held' && ann.order.unit === 1);
    await cluster.failOver(key);
    for (;;) {
      try {
        const [bob] = await redis.gate.hold(saleId, [{ orderId: 'bob-1', buyerId: 'bob', sku, key: undefined }]);
        assert.ok(bob);
        return bob;
      } catch (error) {
        assert.ok(isFailure(error, 'GATE_UNAVAILABLE') || isFailure(error, 'GATE_SILENT'), String(error));
      }
    }
  }
});

test('holds that a failover loses: every buyer has a final answer, no promise breaks, the books balance', async (t) => {
  const { on, promised, acknowledged, lost } = await loseHolds(t, 'lost', (parts) => parts);
  const audit = await on.engine.audit(saleId);
  assert.deepEqual([audit?.balanced, audit?.skus[0]?.unexplained], [true, []]);
  t.diagnostic(`${acknowledged.length} holds acknowledged while the replica was cut off, ${lost.length} lost`);
  assert.ok(lost.length > 0, 'the failover lost acknowledged holds');
  assert.deepEqual(new Set(acknowledged.map((order) => order.status)), new Set(['reserved']));
  await until('every lost order has its final answer', async () => {
    const finals = await Promise.all(lost.map((order) => on.engine.findOrder(order.orderId, order.buyerId)));
    return finals.every((order) => order?.status === 'refused' && order.reason === 'lost');
  });
  for (const { orderId, status } of promised) assert.equal((await on.engine.ledger.order(orderId))?.status, status);
  const again = await on.ask(lost[0]?.buyerId ?? '');
  assert.equal(answerText(again), 'held awaiting_payment');
  assert.equal((await on.engine.audit(saleId))?.balanced, true);
});

test('a ledger that said yes before it had written would break a promise to each of them', async (t) => {
  const promiseEarly = (parts: EngineParts): EngineParts => {
    let isEarly = false;
    const record: EngineParts['ledger']['record'] = async (entry) => {
      isEarly ||= entry.orders.some((order) => order.buyerId.startsWith('wave'));
      if (!isEarly) return parts.ledger.record(entry);
      return entry.orders.map((held) => ({ kind: 'promised', order: orderOf(held, saleId) }));
    };
    return { ...parts, ledger: { ...parts.ledger, record } };
  };
  const { lost } = await loseHolds(t, 'early', promiseEarly);
  assert.ok(lost.some((order) => order.status === 'awaiting_payment'));
});

test('without ids that any node recognises a buyer of a lost hold would be told nothing', async (t) => {
  const forgetIds = (parts: EngineParts): EngineParts => ({ ...parts, ids: { ...parts.ids, isIssued: () => false } });
  const { on, lost } = await loseHolds(t, 'unknown', forgetIds);
  const found = await Promise.all(lost.map((order) => on.engine.findOrder(order.orderId, order.buyerId)));
  assert.ok(lost.length > 0 && found.every((order) => order === undefined));
});

/** A primary gives for 300 ms what its replica never hears of, and dies; the gate is rebuilt. What became of the holds? */
async function loseHolds(t: TestContext, prefix: string, wrap: (parts: EngineParts) => EngineParts) {
  const cluster = await startCluster(t);
  const key = `${prefix}:{${saleId}}:state`;
  const stall = createStall();
  const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix, wrap: (parts) => wrap(stall.wrap(parts)) });
  await openSale(on, 5_000);
  const promised = await askMany(on, 20, 'early');
  assert.deepEqual(new Set(promised.map((order) => order.status)), new Set(['awaiting_payment']));
  await cut(cluster, key);
  stall.begin();
  const asked = askFor(on, cutForMs);
  await testClock.sleep(cutForMs);
  const failedOver = cluster.failOver(key);
  const acknowledged = await asked;
  await failedOver;
  stall.end();
  await untilArmed(on);
  const found = await Promise.all(acknowledged.map((order) => on.engine.ledger.order(order.orderId)));
  return { on, promised, acknowledged, lost: acknowledged.filter((_, index) => found[index] === undefined) };
}

/** New buyers ask, a few at a time, for so many ms. Answers the orders that they were given. */
async function askFor(on: EngineOnRedis, ms: number): Promise<Order[]> {
  const orders: Promise<Order[]>[] = [];
  const endMs = performance.now() + ms;
  const atATime = 8;
  for (let wave = 0; performance.now() < endMs; wave += 1) {
    orders.push(askMany(on, atATime, `wave-${wave}`));
    await testClock.sleep(ms / 20);
  }
  return (await Promise.all(orders)).flat();
}
