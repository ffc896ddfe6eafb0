import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { after, before, suite, test } from 'node:test';
import { fillGate, isFailure, rulesOf } from '@penstock/core';
import { orderOf } from '@penstock/port-tests';
import type { Scripts } from '@penstock/redis';
import { connectRedisGate, readScripts } from '@penstock/redis';
import type { EngineParts } from '@penstock/server';
import type { EngineOnRedis } from './engine-on-redis.ts';
import { askMany, newSale, openSale, saleId, sku, startEngineOnRedis, untilArmed } from './engine-on-redis.ts';
import { rulesOfPair } from './gate-pair.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { until } from './redis-server.ts';
import { createStall } from './stall.ts';
import { testClock } from './test-clock.ts';

let cluster: RedisCluster;

before(async () => {
  cluster = await startRedisCluster();
});
after(() => cluster.stop());

async function flushAll(): Promise<void> {
  await Promise.all(cluster.servers.map((server) => server.ask('FLUSHALL').catch(ignoreReplica)));
}

function ignoreReplica(error: unknown): void {
  if (!String(error).includes('READONLY')) throw error;
}

async function epochOf({ engine }: EngineOnRedis): Promise<number> {
  return (await engine.ledger.sale(saleId))?.epoch ?? 0;
}

const units = 60;
const early = 20;

test('everything in Redis is gone in mid-sale: promises stay, the rest is sold, exactly', async (t) => {
  const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix: 'flushed' });
  await openSale(on, units);
  const promised = await askMany(on, early, 'early');
  const epoch = await epochOf(on);
  await flushAll();
  await until('the gate was built anew', async () => (await epochOf(on)) > epoch);
  await untilArmed(on);
  const late = await askMany(on, units, 'late');
  assert.equal(late.length, units - early);
  assert.equal(new Set([...promised, ...late].map((order) => order.unit)).size, units);
  const audit = await on.engine.audit(saleId);
  assert.deepEqual([audit?.balanced, audit?.skus[0]?.available, audit?.skus[0]?.held], [true, 0, units]);
});

test('without somebody who feels its pulse the sale would stay as it is for ever', async (t) => {
  let looks = 0;
  const seemsWell = (parts: EngineParts): EngineParts => {
    const pulse: EngineParts['gate']['pulse'] = async (id) => {
      looks += 1;
      return (await parts.gate.pulse(id)) ?? { armed: true, changes: 0, inFlight: 0, oldestAgeMs: 0, idleMs: 0 };
    };
    return { ...parts, gate: { ...parts.gate, pulse } };
  };
  const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix: 'unfelt', wrap: seemsWell });
  await on.engine.createSale(newSale(on.engine, units));
  await on.engine.rebuild(saleId);
  assert.equal((await askMany(on, early, 'early')).length, early);
  await flushAll();
  const before = looks;
  await until('it was looked at', () => looks >= before + 3);
  assert.equal((await on.ask('late')).kind, 'unavailable');
});

test('the list of sales is gone, and the sale is not: it is listed again, and what it gave is recorded', async (t) => {
  const stall = createStall();
  const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix: 'unlisted', wrap: stall.wrap });
  await openSale(on, units);
  const epoch = await epochOf(on);
  const server = await cluster.masterOf('unlisted:sales');
  stall.begin();
  const [before] = await askMany(on, 1, 'before');
  await server.ask('DEL', 'unlisted:sales');
  const [after] = await askMany(on, 1, 'after');
  stall.end();
  for (const order of [before, after]) {
    await until('the order is promised', async () => {
      return (await on.engine.ledger.order(order?.orderId ?? ''))?.status === 'awaiting_payment';
    });
  }
  await until('it is listed', async () => (await server.ask('SISMEMBER', 'unlisted:sales', saleId)) === '1');
  assert.equal(await epochOf(on), epoch, 'nothing was rebuilt for it');
});

suite('a gate that a stranger fills to the brim', () => {
  test('gives units that are taken: the ledger refuses them, and the gate is rebuilt', async (t) => {
    const { on, epoch, promised, strays } = await fillUp(t, 'stranger', (parts) => parts);
    assert.ok(strays.some((order) => order.status === 'refused' && order.reason === 'unit-taken'));
    await until('the gate was built anew', async () => (await epochOf(on)) > epoch);
    await untilArmed(on);
    for (const { orderId } of promised) {
      assert.equal((await on.engine.ledger.order(orderId))?.status, 'awaiting_payment');
    }
    await until('the books balance', async () => (await on.engine.audit(saleId))?.balanced === true);
  });

  test('without a ledger that looks a unit would be promised twice', async (t) => {
    const promiseAll = (parts: EngineParts): EngineParts => {
      const record: EngineParts['ledger']['record'] = async ({ orders }) => {
        return orders.map((held) => ({ kind: 'promised', order: orderOf(held, saleId) }));
      };
      return { ...parts, ledger: { ...parts.ledger, record } };
    };
    const { promised, strays } = await fillUp(t, 'stranger-free', promiseAll);
    const [units, all] = [new Set([...promised, ...strays].map((order) => order.unit)), [...promised, ...strays]];
    assert.ok(units.size < all.length && all.every((order) => order.status === 'awaiting_payment'));
  });

  /** Some buyers hold units when all units are put up again; then others ask. */
  async function fillUp(t: TestContext, prefix: string, wrap: (parts: EngineParts) => EngineParts) {
    const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix, wrap });
    await openSale(on, units);
    const promised = await askMany(on, early, 'early');
    const sale = await on.engine.ledger.sale(saleId);
    assert.ok(sale);
    const free = Array.from({ length: units }, (_, index) => index + 1);
    const chunks = async function* () {
      yield { skus: [{ sku, unitLast: units, free }] };
    };
    await on.redis.gate.fence(rulesOf(sale));
    await fillGate({ gate: on.redis.gate, ledger: { gateChunks: chunks } }, rulesOf(sale));
    await on.redis.gate.arm(saleId, sale.epoch);
    return { on, epoch: sale.epoch, promised, strays: await askMany(on, 5, 'stray') };
  }
});

suite('a builder that wakes up late', () => {
  test('loads nothing into what a newer one builds', async (t) => {
    assert.deepEqual(await loadLate(t, 'zombie', readScripts()), [3]);
  });

  test('without the epoch its units would be for sale twice', async (t) => {
    const scripts = readScripts((name, source) => {
      return name === 'load' ? source.replace('epoch ~= partEpoch or ', '') : source;
    });
    assert.deepEqual(await loadLate(t, 'zombie-free', scripts), [2, 1, 3]);
  });

  /** Epoch 2 has loaded its first part when epoch 3 begins; then its second part comes. Which units are free? */
  async function loadLate(t: TestContext, prefix: string, scripts: Scripts): Promise<readonly number[] | undefined> {
    const { gate, view, close } = await connectRedisGate({ urls: cluster.urls, prefix, clock: testClock, scripts });
    t.after(close);
    const rules = rulesOfPair(saleId, view.nowMs());
    const part = (number: number, free: readonly number[]) => ({ number, skus: [{ sku, unitLast: 3, free }] });
    await gate.fence({ ...rules, epoch: 2 });
    await gate.load(saleId, 2, part(0, []));
    await gate.fence({ ...rules, epoch: 3 });
    await gate.load(saleId, 3, part(0, [3]));
    await gate.load(saleId, 2, part(1, [1, 2])).catch(expectUnavailable);
    await gate.arm(saleId, 2).catch(expectUnavailable);
    await gate.arm(saleId, 3);
    return (await gate.units(saleId))?.[0]?.free;
  }

  function expectUnavailable(error: unknown): void {
    assert.ok(isFailure(error, 'GATE_UNAVAILABLE'), String(error));
  }
});

suite('a writer that wakes up after a rebuild', () => {
  test('writes nothing live, and the buyer has a final answer', async (t) => {
    const { status, reason, isBalanced } = await recordLate(t, 'writer', (parts) => parts);
    assert.deepEqual({ status, reason, isBalanced }, { status: 'refused', reason: 'gate-rebuilt', isBalanced: true });
  });

  test('without a new epoch it would promise a unit that is for sale', async (t) => {
    const keepEpoch = (parts: EngineParts): EngineParts => {
      const raiseEpoch: EngineParts['ledger']['raiseEpoch'] = async (id) => {
        const sale = await parts.ledger.sale(id);
        assert.ok(sale);
        return rulesOf(sale);
      };
      return { ...parts, ledger: { ...parts.ledger, raiseEpoch } };
    };
    const { status, isBalanced } = await recordLate(t, 'writer-free', keepEpoch);
    assert.deepEqual({ status, isBalanced }, { status: 'awaiting_payment', isBalanced: false });
  });

  /** An entry is with its recorder while the gate is rebuilt; then it is recorded. */
  async function recordLate(t: TestContext, prefix: string, wrap: (parts: EngineParts) => EngineParts) {
    const stall = createStall();
    const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix, wrap: (parts) => wrap(stall.wrap(parts)) });
    await openSale(on, 3);
    stall.begin();
    const [order] = await askMany(on, 1, 'ann');
    assert.equal(order?.status, 'reserved');
    const { orderId = '' } = order ?? {};
    await on.engine.rebuild(saleId);
    stall.end();
    await until('the order is recorded', async () => (await on.engine.ledger.order(orderId)) !== undefined);
    await until('nothing is in flight', async () => (await on.redis.gate.pulse(saleId))?.inFlight === 0);
    const { status, reason } = (await on.engine.ledger.order(orderId)) ?? {};
    return { status, reason, isBalanced: (await on.engine.audit(saleId))?.balanced };
  }
});
