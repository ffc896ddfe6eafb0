import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { after, before, suite, test } from 'node:test';
import { holdBatchMax } from '@penstock/core';
import type { RedisGate, Scripts } from '@penstock/redis';
import { connectRedisGate, readScripts } from '@penstock/redis';
import type { Real } from './gate-pair.ts';
import { openPair } from './gate-pair.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { testClock } from './test-clock.ts';

const saleId = 'streams';
const units = 1_000;

let cluster: RedisCluster;
let prefixes = 0;

before(async () => {
  cluster = await startRedisCluster();
});
after(() => cluster.stop());

type Stage = { readonly real: Real; readonly redis: RedisGate; lines(stream: string): Promise<readonly string[]> };

async function open(t: TestContext, scripts: Scripts): Promise<Stage> {
  prefixes += 1;
  const prefix = `streams-${prefixes}`;
  const redis = await connectRedisGate({ urls: cluster.urls, prefix, clock: testClock, scripts });
  t.after(() => redis.close());
  const { real } = await openPair(redis, saleId, units);
  const key = (stream: string) => `${prefix}:{${saleId}}:${stream}`;
  const lines = async (stream: string) => {
    const server = await cluster.masterOf(key(stream));
    return (await server.ask('XRANGE', key(stream), '-', '+')).split('\n');
  };
  return { real, redis, lines };
}

const asksOf = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => {
    return { orderId: `${name}-${index}`, buyerId: `${name}-${index}`, sku: 'red', key: undefined };
  });

const ids = (lines: readonly string[]): string[] => lines.filter((line) => /^\d+-\d+$/.test(line));

suite('the outbox', () => {
  test(`has one entry a batch, of at most ${holdBatchMax} orders`, async (t) => {
    const { redis, lines } = await open(t, readScripts());
    await redis.gate.hold(saleId, asksOf(1, 'alone'));
    assert.deepEqual(await entrySizes(lines), [1]);
    await redis.gate.hold(saleId, asksOf(holdBatchMax, 'many'));
    await redis.gate.hold(saleId, asksOf(holdBatchMax + 1, 'more'));
    assert.deepEqual(await entrySizes(lines), [1, holdBatchMax, holdBatchMax, 1]);
  });

  /** How many orders each entry has. */
  async function entrySizes(lines: Stage['lines']): Promise<number[]> {
    const sizes: number[] = [];
    for (const line of await lines('outbox')) {
      if (line === 'orders') sizes.push(0);
      else if (line.includes('\t')) sizes.push((sizes.pop() ?? 0) + 1);
    }
    return sizes;
  }
});

suite('the stream of changes', () => {
  test('is capped, and its versions have no gap', async (t) => {
    const seen = await versionsAfter(t, readScripts());
    assert.ok(seen.length >= 500 && seen.length <= 700, `${seen.length} changes are kept of 750`);
    assert.deepEqual(gapsOf(seen), []);
  });

  test('would have gaps if a step were counted that is not told', async (t) => {
    const scripts = readScripts((name, source) => {
      return name === 'set-rules' ? source.replace("'step', 1)", "'step', 2)") : source;
    });
    assert.notDeepEqual(gapsOf(await versionsAfter(t, scripts)), []);
  });

  /** The versions that are left after a good many changes of every kind. */
  async function versionsAfter(t: TestContext, scripts: Scripts): Promise<number[]> {
    const { redis, real, lines } = await open(t, scripts);
    const nowMs = redis.view.nowMs();
    const rules = { saleId, epoch: 1, opensAtMs: nowMs - 1_000, closesAtMs: nowMs + 3_600_000 };
    const rest = { perBuyer: 1, paymentWindowMs: 1_800_000, paused: false };
    for (let round = 0; round < 250; round += 1) {
      const [given] = await redis.gate.hold(saleId, asksOf(1, `buyer-${round}`));
      assert.ok(given?.kind === 'held');
      await (round % 2 === 0 ? redis.gate.release : redis.gate.paid)(real.saleId, [given.order]);
      await redis.gate.setRules(saleId, { ...rules, ...rest, version: round + 2 });
    }
    return ids(await lines('changes')).map((id) => Number(id.split('-')[1]));
  }

  function gapsOf(versions: readonly number[]): number[] {
    return versions.filter((version, index) => index > 0 && version !== (versions[index - 1] ?? 0) + 1);
  }
});
