import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { after, before, suite, test } from 'node:test';
import type { Ask, HoldOutcome } from '@penstock/core';
import { fillGate, isFailure } from '@penstock/core';
import type { RedisGate, Scripts } from '@penstock/redis';
import { connectRedisGate, readScripts } from '@penstock/redis';
import type { FaultProxy } from './fault-proxy.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { rulesOfPair } from './gate-pair.ts';
import { settlementOf } from './gate-pair-commands.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { until } from './redis-server.ts';
import { testClock } from './test-clock.ts';

const saleId = 'launch';
const sku = 'tee';

/** How long in ms a server stands still: long for a client, too short for the cluster to call it dead. */
const standstillMs = 700;

let cluster: RedisCluster;
let proxies: readonly FaultProxy[];
let prefixes = 0;

before(async () => {
  cluster = await startRedisCluster();
  proxies = await Promise.all(cluster.servers.map((server) => startFaultProxy(server.port)));
});
after(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await cluster.stop();
});

type Stage = { readonly redis: RedisGate; readonly stateKey: string };

/** A gate behind the proxies, with a sale of so many units that is open. */
async function open(t: TestContext, options: { readonly units: number; readonly scripts?: Scripts }): Promise<Stage> {
  prefixes += 1;
  const prefix = `faults-${prefixes}`;
  const natMap = Object.fromEntries(
    cluster.servers.map((server, index) => {
      return [`127.0.0.1:${server.port}`, { host: '127.0.0.1', port: proxies[index]?.port ?? 0 }];
    }),
  );
  const { scripts = readScripts() } = options;
  const redis = await connectRedisGate({ urls: cluster.urls, natMap, prefix, clock: testClock, scripts });
  t.after(() => redis.close());
  const rules = { ...rulesOfPair(saleId, redis.view.nowMs()), perBuyer: 2 };
  const free = Array.from({ length: options.units }, (_, index) => index + 1);
  const chunks = async function* () {
    yield { skus: [{ sku, unitLast: options.units, free }] };
  };
  await redis.gate.fence(rules);
  await fillGate({ gate: redis.gate, ledger: { gateChunks: chunks } }, rules);
  await redis.gate.arm(saleId, rules.epoch);
  return { redis, stateKey: `${prefix}:{${saleId}}:state` };
}

function askOf(buyer: number): Ask {
  return { orderId: `order-${buyer}`, buyerId: `buyer-${buyer}`, sku, key: undefined };
}

/** Each buyer asks alone, a few at a time. */
async function askAll({ redis }: Stage, buyers: number): Promise<HoldOutcome[]> {
  const outcomes: HoldOutcome[] = [];
  const atATime = 4;
  for (let first = 0; first < buyers; first += atATime) {
    const some = Array.from({ length: Math.min(atATime, buyers - first) }, (_, index) => askOf(first + index));
    const answers = await Promise.all(some.map((ask) => redis.gate.hold(saleId, [ask])));
    outcomes.push(...answers.flat());
  }
  return outcomes;
}

/** Records what the gate gives, as a ledger does: without one that keeps up the gate gives nothing more. */
function keepLedger(t: TestContext, { outbox, closeOutbox }: RedisGate): void {
  const record = async () => {
    for (let entry = await outbox.next(); entry !== undefined; entry = await outbox.next()) {
      await outbox.settle(
        entry,
        entry.orders.map((order) => settlementOf(order, saleId)),
      );
    }
  };
  const ended = record();
  t.after(async () => {
    closeOutbox();
    await ended;
  });
}

async function freeUnits({ redis }: Stage): Promise<readonly number[]> {
  const units = await redis.gate.units(saleId);
  return units?.find((each) => each.sku === sku)?.free ?? [];
}

function unitsOf(outcomes: readonly HoldOutcome[]): number[] {
  return outcomes.flatMap((outcome) => ('order' in outcome ? [outcome.order.unit] : []));
}

suite('every second answer of the gate is lost', () => {
  const buyers = 40;
  const loseAnswers = async (t: TestContext, scripts: Scripts): Promise<Stage> => {
    const stage = await open(t, { units: buyers * 3, scripts });
    keepLedger(t, stage.redis);
    for (const proxy of proxies) proxy.loseEverySecondAnswer(scripts.hold.sha);
    return stage;
  };

  test('units taken are orders given', async (t) => {
    const lostBefore = proxies.reduce((sum, proxy) => sum + proxy.lost(), 0);
    const stage = await loseAnswers(t, readScripts());
    const outcomes = await askAll(stage, buyers);
    assert.deepEqual(new Set(outcomes.map((outcome) => outcome.kind)), new Set(['held']));
    assert.equal(new Set(unitsOf(outcomes)).size, buyers);
    assert.equal((await freeUnits(stage)).length, buyers * 2);
    const lost = proxies.reduce((sum, proxy) => sum + proxy.lost(), 0) - lostBefore;
    assert.ok(lost >= 10, `${lost} answers were lost`);
    t.diagnostic(`${lost} answers lost, ${buyers} orders given, ${buyers} units taken`);
  });

  test('a script that forgets order ids takes more', async (t) => {
    const forgetful = readScripts((name, source) => {
      if (name !== 'hold') return source;
      return source
        .replace('if before then', 'if false then')
        .replace('answer = decideKnownBuyer(i, sku)', 'answer = nil');
    });
    const stage = await loseAnswers(t, forgetful);
    await askAll(stage, buyers);
    assert.ok((await freeUnits(stage)).length < buyers * 2);
  });
});

suite('the gate is slow', () => {
  test('its answers are waited for, and are right', async (t) => {
    const stage = await open(t, { units: 4 });
    for (const proxy of proxies) proxy.freeze();
    const asked = askAll(stage, 4);
    await until('an answer is kept back', () => proxies.some((proxy) => proxy.kept() > 0));
    for (const proxy of proxies) proxy.thaw();
    assert.deepEqual(unitsOf(await asked).sort(), [1, 2, 3, 4]);
  });

  test('a server that stands still for less than the cluster minds loses nothing', async (t) => {
    const stage = await open(t, { units: 4 });
    const server = await cluster.masterOf(stage.stateKey);
    server.signal('SIGSTOP');
    const asked = askAll(stage, 4);
    await testClock.sleep(standstillMs);
    server.signal('SIGCONT');
    assert.deepEqual(unitsOf(await asked).sort(), [1, 2, 3, 4]);
  });

  test('one that stays silent ends in a clear failure, and no order ever has two units', async (t) => {
    const stage = await open(t, { units: 10 });
    for (const proxy of proxies) proxy.freeze();
    const first = stage.redis.gate.hold(saleId, [askOf(1)]);
    const second = stage.redis.gate.hold(saleId, [askOf(2)]);
    await assert.rejects(first, (error) => isFailure(error, 'GATE_SILENT'));
    await assert.rejects(second, (error) => isFailure(error, 'GATE_UNAVAILABLE'));
    for (const proxy of proxies) proxy.thaw();
    const outcomes = await askAll(stage, 4);
    assert.deepEqual(new Set(outcomes.map((outcome) => outcome.kind)), new Set(['held']));
    assert.equal((await freeUnits(stage)).length, 6);
  });
});

suite('the slot moves to another server', () => {
  test('the sale stops in the same step, on the right server and for every node, until it is loaded there', async (t) => {
    const stage = await open(t, { units: 10 });
    assert.deepEqual(unitsOf(await askAll(stage, 2)).sort(), [1, 2]);
    await cluster.moveSlot(stage.stateKey);
    const outcomes = await askAll(stage, 4);
    assert.deepEqual(new Set(outcomes.map((outcome) => outcome.kind)), new Set(['not-armed']));
    assert.equal((await stage.redis.gate.pulse(saleId))?.armed, false);
    assert.equal((await freeUnits(stage)).length, 8);
  });

  test('while it is half way every ask has its answer or a clear failure, and no unit is lost', async (t) => {
    const units = 500;
    const stage = await open(t, { units });
    const given = new Map((await askAll(stage, 8)).map((outcome, buyer) => [`order-${buyer}`, outcome]));
    const asked: Promise<void>[] = [];
    const said = new Map<string, number>();
    const ask = async (buyer: number) => {
      const word = await stage.redis.gate.hold(saleId, [askOf(buyer)]).then(
        ([outcome]) => {
          if (outcome?.kind === 'held') given.set(outcome.order.orderId, outcome);
          return outcome?.kind ?? '';
        },
        (error: unknown) => {
          assert.ok(isFailure(error, 'GATE_UNAVAILABLE') || isFailure(error, 'GATE_SILENT'), String(error));
          return error.code;
        },
      );
      said.set(word, (said.get(word) ?? 0) + 1);
    };
    let buyers = 8;
    await cluster.moveSlot(stage.stateKey, async () => {
      for (let some = 0; some < 4; some += 1) asked.push(ask(buyers + some));
      buyers += 4;
      await testClock.sleep(standstillMs / 10);
    });
    await Promise.all(asked);
    const known = new Set(said.keys());
    for (const word of ['held', 'not-armed', 'GATE_UNAVAILABLE', 'GATE_SILENT']) known.delete(word);
    assert.deepEqual([...known], []);
    const server = await cluster.masterOf(stage.stateKey);
    const orders = Number(await server.ask('HLEN', stage.stateKey.replace(/state$/, 'orders')));
    assert.equal((await freeUnits(stage)).length, units - orders, 'units taken are orders given');
    assert.equal(new Set(unitsOf([...given.values()])).size, given.size);
    assert.ok(orders >= given.size);
    t.diagnostic(
      `${[...said].map(([word, times]) => `${times} ${word}`).join(', ')}; ${orders} orders, ${orders} units`,
    );
  });
});

suite('the scripts are forgotten', () => {
  const askAndFlush = async (t: TestContext, scripts?: Scripts): Promise<HoldOutcome[]> => {
    const stage = await open(t, { units: 40, ...(scripts === undefined ? {} : { scripts }) });
    const server = await cluster.masterOf(stage.stateKey);
    const outcomes: HoldOutcome[] = [];
    for (let buyer = 0; buyer < 20; buyer += 2) {
      const asked = [buyer, buyer + 1].map((each) => stage.redis.gate.hold(saleId, [askOf(each)]));
      await server.ask('SCRIPT', 'FLUSH');
      outcomes.push(...(await Promise.all(asked)).flat());
    }
    return outcomes;
  };

  test('and every ask is answered all the same, with a unit each', async (t) => {
    assert.equal(new Set(unitsOf(await askAndFlush(t))).size, 20);
  });

  test('by their hash alone they would be gone', async (t) => {
    const scripts = readScripts();
    const { hold } = scripts;
    // What is sent when the hash is not known: a script that only says so.
    const hashOnly = { ...hold, source: "#!lua\nreturn redis.error_reply('NOSCRIPT')" };
    await assert.rejects(askAndFlush(t, { ...scripts, hold: hashOnly }), (error) =>
      isFailure(error, 'GATE_UNAVAILABLE'),
    );
  });
});

suite('the memory of Redis is full', () => {
  const fill = async (t: TestContext, stage: Stage) => {
    const server = await cluster.masterOf(stage.stateKey);
    const empty = () => server.ask('CONFIG', 'SET', 'maxmemory', '0');
    t.after(empty);
    await server.ask('CONFIG', 'SET', 'maxmemory', '1');
    return { empty, server };
  };

  test('nothing is given, in whole or in part; what comes back does; with room it goes on', async (t) => {
    const stage = await open(t, { units: 3 });
    const { gate, outbox } = stage.redis;
    const [ann, bob] = await gate.hold(saleId, [askOf(1), askOf(2)]);
    assert.ok(ann?.kind === 'held' && bob?.kind === 'held');
    const { empty } = await fill(t, stage);
    await assert.rejects(gate.hold(saleId, [askOf(3)]), (error) => isFailure(error, 'GATE_UNAVAILABLE'));
    await gate.release(saleId, [ann.order]);
    await gate.paid(saleId, [bob.order]);
    const entry = await outbox.next();
    assert.equal(entry?.orders.length, 2);
    assert.deepEqual(await freeUnits(stage), [3, 1]);
    await empty();
    assert.deepEqual(unitsOf(await gate.hold(saleId, [askOf(3)])), [1]);
  });

  test('a Redis that evicts would forget the sale', async (t) => {
    const stage = await open(t, { units: 3 });
    const server = await cluster.masterOf(stage.stateKey);
    await server.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-random');
    t.after(() => server.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction'));
    await fill(t, stage);
    await until('keys are gone', async () => {
      await stage.redis.gate.hold(saleId, [askOf(3)]).catch(() => undefined);
      return (await server.ask('DBSIZE')) === '0';
    });
  });
});
