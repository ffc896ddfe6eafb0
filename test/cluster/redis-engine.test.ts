import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { answerText, newSale, openSale, saleId, sku, startEngineOnRedis } from './engine-on-redis.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { until } from './redis-server.ts';

/** In ms: long enough to make a sale in, on a busy machine. */
const opensInMs = 3_000;

let cluster: RedisCluster;

before(async () => {
  cluster = await startRedisCluster();
});
after(() => cluster.stop());

test('a whole sale with its gate on Redis: from before the opening to after the end', async (t) => {
  const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix: 'life' });
  const { engine } = on;
  const opensAtMs = engine.view.nowMs() + opensInMs;
  await engine.createSale(newSale(engine, 3, { opensAtMs }));
  assert.equal(answerText(await on.ask('ann')), 'sale-not-open');
  await until('the sale is open', async () => (await on.ask('ann')).kind !== 'sale-not-open');
  const ann = await on.ask('ann');
  assert.ok(ann.kind === 'already-held' && ann.order.placedAtMs >= opensAtMs);
  assert.equal(answerText(ann), 'already-held awaiting_payment');
  assert.equal(answerText(await on.ask('bob')), 'held awaiting_payment');
  assert.equal(answerText(await on.ask('cid')), 'held awaiting_payment');
  assert.equal(answerText(await on.ask('dan')), 'all-held');
  const cancelled = await engine.cancel(ann.order.orderId, 'ann');
  assert.equal(cancelled.kind, 'cancelled');
  assert.equal(answerText(await on.ask('dan')), 'held awaiting_payment');
  await engine.adjustStock({ adjustmentId: 'more', saleId, sku, delta: 2, reason: 'found some' });
  await engine.actOnSale(saleId, 'pause');
  await until('all nodes know', async () => (await on.ask('fay')).kind === 'sale-paused');
  const rebuilt = await engine.rebuild(saleId);
  assert.equal(rebuilt?.balanced, true);
  assert.equal((await on.ask('fay')).kind, 'sale-paused');
  await engine.actOnSale(saleId, 'resume');
  await until('all nodes know', async () => (await on.ask('fay')).kind !== 'sale-paused');
  const taken = await engine.adjustStock({ adjustmentId: 'less', saleId, sku, delta: -1, reason: 'one is broken' });
  assert.equal(taken?.kind, 'withdrawn');
  await engine.actOnSale(saleId, 'close');
  await until('all nodes know', async () => (await on.ask('gus')).kind === 'sale-ended');
  const audit = await engine.audit(saleId);
  assert.deepEqual([audit?.balanced, audit?.skus[0]?.units, audit?.skus[0]?.unexplained], [true, 4, []]);
});

test('a hold that is not paid for expires, and its unit is given again', async (t) => {
  const on = await startEngineOnRedis(t, { urls: cluster.urls, prefix: 'expiry' });
  await openSale(on, 1, { paymentWindowMs: 200 });
  assert.equal((await on.ask('ann')).kind, 'held');
  await until('the unit is for sale again', async () => (await on.ask('bob')).kind === 'held');
  const [order] = await on.engine.ledger.ordersOfBuyerInSale(saleId, 'ann');
  assert.equal(order?.status, 'expired');
});

test('the next process finds the gate as it was, and leaves it so', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-engine-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const options = { urls: cluster.urls, prefix: 'next', dataDir };
  const first = await startEngineOnRedis(t, options);
  await openSale(first, 2);
  assert.equal(answerText(await first.ask('ann')), 'held awaiting_payment');
  const before = await first.redis.gate.pulse(saleId);
  await first.stop();
  const second = await startEngineOnRedis(t, options);
  assert.equal(answerText(await second.ask('ann')), 'already-held awaiting_payment');
  assert.deepEqual({ ...(await second.redis.gate.pulse(saleId)), idleMs: 0 }, { ...before, idleMs: 0 });
  assert.equal(answerText(await second.ask('bob')), 'held awaiting_payment');
  assert.equal((await second.engine.audit(saleId))?.balanced, true);
});
