import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { after, before, suite, test } from 'node:test';
import { askForUnit, fillGate } from '@penstock/core';
import { orderOf, seededIds } from '@penstock/port-tests';
import type { RedisGate } from '@penstock/redis';
import { connectRedisGate } from '@penstock/redis';
import { machineMs } from './gate-node-messages.ts';
import { rulesOfPair } from './gate-pair.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { until } from './redis-server.ts';
import { startNode } from './start-node.ts';
import { testClock } from './test-clock.ts';

const saleId = 'shared';
const sku = 'tee';
/** The age in ms that a node's memory may have. */
const ageMaxMs = 500;
/** How far in ms a node may be off the gate's clock where answers take a few ms. */
const clockErrorMs = 50;
/** Changes after which the gate has forgotten the first: more than it keeps. */
const changesTooMany = 700;

let cluster: RedisCluster;

before(async () => {
  cluster = await startRedisCluster();
});
after(() => cluster.stop());

/** This process before a gate of its own prefix, with a sale of one unit that is open, or opens in so many ms. */
async function open(t: TestContext, prefix: string, opensInMs = -3_600_000): Promise<RedisGate> {
  const redis = await connectRedisGate({ urls: cluster.urls, prefix, clock: testClock });
  t.after(() => redis.close());
  const nowMs = redis.view.nowMs();
  const rules = { ...rulesOfPair(saleId, nowMs), opensAtMs: nowMs + opensInMs };
  const chunks = async function* () {
    yield { skus: [{ sku, unitLast: 1, free: [1] }] };
  };
  await redis.gate.fence(rules);
  await fillGate({ gate: redis.gate, ledger: { gateChunks: chunks } }, rules);
  await redis.gate.arm(saleId, rules.epoch);
  return redis;
}

const ann = { orderId: 'ann-1', buyerId: 'ann', sku, key: undefined };
const bob = { kind: 'refusal', saleId, buyerId: 'bob' } as const;
const annAgain = { kind: 'refusal', saleId, buyerId: 'ann' } as const;

suite('one process sees what the other did', () => {
  test('what it gave, sold and got back, and who has it', async (t) => {
    const redis = await open(t, 'two');
    const node = await startNode(t, { urls: cluster.urls, prefix: 'two' });
    await until('the node asks the gate', async () => (await node.ask(bob)) === 'must ask');
    await redis.gate.hold(saleId, [ann]);
    await until('the node refuses', async () => (await node.ask(bob)) === 'all-held');
    assert.equal(await node.ask(annAgain), 'already-held');
    await redis.gate.paid(saleId, [{ orderId: 'ann-1', sku, unit: 1 }]);
    await until('the node refuses for good', async () => (await node.ask(bob)) === 'sold-out');
    await redis.gate.add(saleId, sku, { firstUnit: 2, lastUnit: 2 });
    await until('the node asks the gate again', async () => (await node.ask(bob)) === 'must ask');
    assert.equal(await node.ask({ ...bob, kind: 'hold', orderId: 'bob-1', sku }), 'held');
  });

  test(`that all is held, and that a unit is back, within ${ageMaxMs} ms`, async (t) => {
    const redis = await open(t, 'soon');
    const node = await startNode(t, { urls: cluster.urls, prefix: 'soon' });
    const seenAfter = async (what: string, change: () => Promise<unknown>) => {
      await change();
      const changedMs = machineMs();
      for (;;) {
        const { answer, atMs } = await node.answer(bob);
        if (answer === what) return atMs - changedMs;
        assert.ok(what !== 'must ask' || atMs <= changedMs + ageMaxMs, 'no refusal by what is older');
      }
    };
    const [gone, back]: [number[], number[]] = [[], []];
    for (let round = 0; round < 11; round += 1) {
      const orderId = `ann-${round}`;
      gone.push(await seenAfter('all-held', () => redis.gate.hold(saleId, [{ ...ann, orderId }])));
      back.push(await seenAfter('must ask', () => redis.gate.release(saleId, [{ orderId, sku, unit: 1 }])));
    }
    for (const [name, ms] of [
      ['all held', gone],
      ['a unit is back', back],
    ] as const) {
      const sorted = ms.map(Math.round).sort((a, b) => a - b);
      t.diagnostic(`${name}: seen after ${sorted[5]} ms (median), ${sorted.at(-1)} ms at most, of ${sorted.length}`);
      assert.ok((sorted[5] ?? Number.NaN) <= ageMaxMs);
    }
  });
});

suite('a node that was away', () => {
  test('refuses nobody by what it knew before', async (t) => {
    assert.equal(await refusalAfterSleep(t, 'away'), 'must ask');
  });

  test('without a bound on its age its memory lies', async (t) => {
    assert.equal(await refusalAfterSleep(t, 'away-unbound', Number.MAX_SAFE_INTEGER), 'all-held');
  });

  test('for longer than the gate keeps changes reads the sale anew', async (t) => {
    assert.equal(await refusalAfterGap(t, 'gap', false), 'must ask');
  });

  test('without an eye for gaps it would never hear of the unit that is back', async (t) => {
    assert.equal(await refusalAfterGap(t, 'gap-unseen', true), 'all-held');
  });

  /** What a node says first that stood still while the last unit came back, for longer than its memory may be old. */
  async function refusalAfterSleep(t: TestContext, prefix: string, viewAgeMaxMs?: number): Promise<string> {
    const redis = await open(t, prefix);
    const node = await startNode(t, {
      ...{ urls: cluster.urls, prefix },
      ...(viewAgeMaxMs === undefined ? {} : { viewAgeMaxMs }),
    });
    await redis.gate.hold(saleId, [ann]);
    await until('the node refuses', async () => (await node.ask(bob)) === 'all-held');
    node.child.kill('SIGSTOP');
    await redis.gate.release(saleId, [{ orderId: 'ann-1', sku, unit: 1 }]);
    await testClock.sleep(ageMaxMs + 1);
    // The question is there before the node wakes, so that it answers before it can hear anything new.
    const answer = node.ask(bob);
    node.child.kill('SIGCONT');
    return answer;
  }

  /** What a node says once it has caught up, which slept while a unit came back and many more changes followed. */
  async function refusalAfterGap(t: TestContext, prefix: string, isBlindToGaps: boolean): Promise<string> {
    const redis = await open(t, prefix);
    const node = await startNode(t, { urls: cluster.urls, prefix, isBlindToGaps });
    await redis.gate.hold(saleId, [ann]);
    await until('the node refuses', async () => (await node.ask(bob)) === 'all-held');
    node.child.kill('SIGSTOP');
    await redis.gate.release(saleId, [{ orderId: 'ann-1', sku, unit: 1 }]);
    const rules = rulesOfPair(saleId, redis.view.nowMs());
    for (let version = 2; version < changesTooMany; version += 1) {
      await redis.gate.setRules(saleId, { ...rules, version, paused: true });
    }
    node.child.kill('SIGCONT');
    await until('the node knows of the pause', async () => (await node.ask(bob)) === 'sale-paused');
    await redis.gate.setRules(saleId, { ...rules, version: changesTooMany });
    await until('and of its end', async () => (await node.ask(bob)) !== 'sale-paused');
    return node.ask(bob);
  }
});

suite('a node whose own clock is wrong', () => {
  for (const skewMs of [-90_000, 90_000]) {
    test(`by ${skewMs / 1_000} s goes by the gate's, and opens the sale on the dot`, async (t) => {
      const prefix = `skew${skewMs}`;
      const redis = await open(t, prefix, 1_500);
      const refusal = redis.view.refusal(saleId, { buyerId: 'bob', sku, key: undefined });
      assert.ok(refusal?.kind === 'sale-not-open');
      const { opensAtMs } = refusal;
      const node = await startNode(t, { urls: cluster.urls, prefix }, skewMs);
      for (;;) {
        const { answer, ownMs } = await node.answer(bob);
        // This machine's clock is the gate's: here both are one.
        const gateMs = ownMs - skewMs;
        if (answer === 'must ask' && gateMs >= opensAtMs) break;
        assert.ok(gateMs <= opensAtMs + clockErrorMs, `${answer} ${gateMs - opensAtMs} ms late`);
      }
      assert.equal(await node.ask({ ...bob, kind: 'hold', orderId: 'bob-1', sku }), 'held');
      const { answer, ownMs } = await node.answer({ kind: 'clock', saleId });
      assert.ok(Math.abs(Number(answer) - (ownMs - skewMs)) <= clockErrorMs, 'it shows the time of the gate');
      assert.ok(Math.abs(Number(answer) - ownMs) > 89_000, 'which is not its own');
    });
  }
});

test('whoever waits at one node is told what the ledger said at another', async (t) => {
  const redis = await open(t, 'told');
  const other = await connectRedisGate({ urls: cluster.urls, prefix: 'told', clock: testClock });
  t.after(() => other.close());
  assert.equal(redis.view.refusal(saleId, { buyerId: 'ann', sku, key: undefined }), undefined);
  await redis.gate.hold(saleId, [ann]);
  const waiting = redis.view.settled('ann-1', 20_000);
  const entry = await other.outbox.next();
  assert.ok(entry);
  const settlements = entry.orders.map((held) => ({ kind: 'promised', order: orderOf(held, saleId) }) as const);
  await other.outbox.settle(entry, settlements);
  assert.deepEqual(await waiting, settlements[0]);
});

test('refusing when all is sold makes no call to Redis', async (t) => {
  const redis = await open(t, 'sold');
  await redis.gate.hold(saleId, [ann]);
  await redis.gate.paid(saleId, [{ orderId: 'ann-1', sku, unit: 1 }]);
  const wish = { buyerId: 'bob', sku: undefined, key: undefined };
  await until('the node refuses', () => redis.view.refusal(saleId, wish)?.kind === 'sold-out');
  let holds = 0;
  const unasked = (): never => assert.fail('nobody else is asked');
  const ports = {
    view: redis.view,
    ids: seededIds(1),
    settlementWaitMs: 0,
    clock: { sleep: unasked },
    catalog: { published: unasked },
    ledger: { order: unasked, ordersOfBuyerInSale: unasked, refuseLost: unasked },
    gate: {
      hold: (...rest: Parameters<RedisGate['gate']['hold']>) => {
        holds += 1;
        return redis.gate.hold(...rest);
      },
    },
  };
  const refusals = 20_000;
  const callsBefore = redis.calls();
  for (let refused = 0; refused < refusals; refused += 1) {
    const answer = askForUnit(ports, saleId, { ...wish, buyerId: `buyer-${refused}` });
    assert.ok(!(answer instanceof Promise) && answer.kind === 'sold-out');
  }
  const calls = redis.calls() - callsBefore;
  assert.deepEqual({ holds, calls }, { holds: 0, calls: 0 });
  t.diagnostic(`${refusals} refusals, ${calls} calls to Redis`);
});
