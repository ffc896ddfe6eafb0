/**
 * What batching is worth: decisions through the batching client against one EVALSHA a call, with the same client, script
 * and Redis, in alternating rounds of one run. Prints JSON; `npm run bench -- --only batching` runs it and judges.
 */
import type { Ask, HoldOutcome } from '@penstock/core';
import { assert, fillGate, ordersInFlightMax } from '@penstock/core';
import { createAskBatcher } from '../gate/ask-batcher.ts';
import { callHold } from '../gate/hold-call.ts';
import { createGate } from '../gate/redis-gate.ts';
import { createSkuNames } from '../gate/sku-names.ts';
import { keyNames } from '../keys.ts';
import { readScripts } from '../link/scripts.ts';
import type { RedisProcess } from './redis-process.ts';
import { startRedisProcess } from './redis-process.ts';

/** Rounds of each way: an odd number, so that the median is a round. */
const rounds = 9;
/** Asks that wait for their answer at a time. */
const askersAtATime = 1_024;
/** Asks of one sale: as many as may be in flight to the ledger. */
const asksOfSale = 16_384;
/** Sales of one round: enough work that the clock of CPU time, in hundredths of a second, tells something. */
const salesOfRound = 4;

type Way = (saleId: string, ask: Ask) => Promise<HoldOutcome | undefined>;
type Figures = { readonly perSecond: number; readonly perCpuSecond: number };

let sales = 0;

const redis = await startRedisProcess();
try {
  const results = [await compare(redis, 'held'), await compare(redis, 'sold-out')];
  console.log(JSON.stringify(results));
} finally {
  await redis.stop();
}

async function compare(redis: RedisProcess, outcome: 'held' | 'sold-out') {
  const { link } = redis;
  const parts = { link, script: readScripts().hold, keys: keyNames('bench') };
  const alone: Way = async (saleId, ask) => (await callHold(parts, saleId, [ask])).outcomes[0];
  const batcher = createAskBatcher(
    async (saleId, asks) => (await callHold(parts, saleId, asks)).outcomes,
    () => new Error('the gate is away'),
  );
  const together: Way = async (saleId, ask) => (await batcher.hold(saleId, [ask]))[0];
  const figures: Record<'alone' | 'together', Figures[]> = { alone: [], together: [] };
  await measure(redis, outcome, together);
  for (let round = 0; round < rounds; round += 1) {
    figures.alone.push(await measure(redis, outcome, alone));
    figures.together.push(await measure(redis, outcome, together));
  }
  return { outcome, ...figures };
}

/** Asks in some fresh sales, in which all are given to or nothing is left. CPU seconds are the client's and the server's. */
async function measure(redis: RedisProcess, outcome: 'held' | 'sold-out', way: Way): Promise<Figures> {
  const saleIds: string[] = [];
  for (let made = 0; made < salesOfRound; made += 1) saleIds.push(await openSale(redis, outcome));
  const clientBefore = process.cpuUsage();
  const serverBefore = redis.cpuSeconds();
  const startMs = performance.now();
  for (const saleId of saleIds) await askInSale(saleId, outcome, way);
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(clientBefore);
  const cpuSeconds = (user + system) / 1_000_000 + redis.cpuSeconds() - serverBefore;
  const asks = asksOfSale * salesOfRound;
  for (const saleId of saleIds) await gateOf(redis).drop(saleId);
  return { perSecond: asks / seconds, perCpuSecond: asks / cpuSeconds };
}

async function askInSale(saleId: string, outcome: string, way: Way): Promise<void> {
  let asked = 0;
  const ask = async () => {
    while (asked < asksOfSale) {
      asked += 1;
      const buyerId = `buyer-${asked}`;
      const orderId = `019aa9d4-5c40-7b3e-9a57-${String(asked).padStart(12, '0')}`;
      const answer = await way(saleId, { orderId, buyerId, sku: 'tee', key: undefined });
      assert(answer?.kind === outcome, `an ask of this round is ${outcome}`);
    }
  };
  await Promise.all(Array.from({ length: askersAtATime }, ask));
}

async function openSale(redis: RedisProcess, outcome: 'held' | 'sold-out'): Promise<string> {
  assert(asksOfSale <= ordersInFlightMax, 'no ask of a round is busy');
  sales += 1;
  const saleId = `sale-${sales}`;
  const gate = gateOf(redis);
  const rules = {
    ...{ saleId, opensAtMs: 0, closesAtMs: Number.MAX_SAFE_INTEGER, perBuyer: 1, paymentWindowMs: 1_800_000 },
    ...{ paused: false, epoch: 1, version: 1 },
  };
  const free = outcome === 'held' ? Array.from({ length: asksOfSale }, (_, index) => index + 1) : [];
  const chunks = async function* () {
    yield { skus: [{ sku: 'tee', unitLast: asksOfSale, free }] };
  };
  await gate.fence(rules);
  await fillGate({ gate, ledger: { gateChunks: chunks } }, rules);
  await gate.arm(saleId, rules.epoch);
  return saleId;
}

function gateOf({ link }: RedisProcess) {
  const keys = keyNames('bench');
  const skuNames = createSkuNames(link, keys);
  const register = { ensure: async () => {} };
  const onChanged = async () => {};
  return createGate({ link, scripts: readScripts(), keys, skuNames, register, onGiven: () => {}, onChanged });
}
