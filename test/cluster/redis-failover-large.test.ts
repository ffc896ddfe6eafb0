import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askMany, openSale, saleId, startEngineOnRedis } from './engine-on-redis.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { until } from './redis-server.ts';

const units = 100_000;
const holds = 50_000;
/** How long in ms a silent node is not yet dead. */
const nodeTimeoutMs = 1_500;
/** Beyond the cluster's own failover, in ms, until a sale of this size gives again. */
const givesAgainWithinMs = 10_000;
/** Asks at a time, fewer than may wait for their call. */
const asksAtATime = 5_000;

test(`a primary dies under a sale of ${units} units with ${holds} holds: it gives again, and the books balance`, async (t) => {
  const cluster = await startRedisCluster({ nodeTimeoutMs });
  t.after(() => cluster.stop());
  const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix: 'large' });
  await openSale(on, units);
  for (let asked = 0; asked < holds; asked += asksAtATime) await askMany(on, asksAtATime, `buyer-${asked}`);
  await until('nothing is in flight', async () => (await on.redis.gate.pulse(saleId))?.inFlight === 0);
  const startMs = performance.now();
  await cluster.failOver(`large:{${saleId}}:state`);
  const promotedMs = performance.now() - startMs;
  let asks = 0;
  await until('the sale gives again', async () => {
    asks += 1;
    return (await on.ask(`late-${asks}`)).kind === 'held';
  });
  const beyondMs = performance.now() - startMs - promotedMs;
  t.diagnostic(
    `the cluster's own failover: ${Math.round(promotedMs)} ms; until the sale gave again: ${Math.round(beyondMs)} ms more`,
  );
  const audit = await on.engine.audit(saleId);
  const [sku] = audit?.skus ?? [];
  assert.deepEqual([audit?.balanced, sku?.available, sku?.held], [true, units - holds - 1, holds + 1]);
  assert.ok(beyondMs <= givesAgainWithinMs, `${Math.round(beyondMs)} ms`);
});
