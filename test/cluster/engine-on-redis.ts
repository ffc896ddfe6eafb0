import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AskAnswer, NewSale, Order, Wish } from '@penstock/core';
import type { RedisGate } from '@penstock/redis';
import type { Engine, EngineParts } from '@penstock/server';
import { connectGate, startEmbeddedEngine } from '@penstock/server';
import { pino } from 'pino';
import { until } from './redis-server.ts';

export type EngineOnRedis = {
  readonly engine: Engine;
  readonly redis: RedisGate;
  /** An ask of a buyer for one unit of the only sku. */
  ask(buyerId: string, wish?: Partial<Wish>): Promise<AskAnswer>;
  stop(): Promise<void>;
};

export type EngineOptions = {
  readonly urls: readonly string[];
  readonly prefix: string;
  /** Where the ledger's file lies; a new folder when left out. */
  readonly dataDir?: string;
  /** Stands before the ledger, for faults. */
  readonly wrap?: (parts: EngineParts) => EngineParts;
};

export const saleId = 'launch';
export const sku = 'tee';

/** One process: the ledger in its SQLite file, the gate on Redis, the way between them in here. Ends with the test. */
export async function startEngineOnRedis(t: TestContext, options: EngineOptions): Promise<EngineOnRedis> {
  const { urls, prefix, wrap = (parts) => parts } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'penstock-engine-'));
  const { behind, redis } = await connectGate({ urls: urls.join(','), prefix });
  const running = await startEmbeddedEngine({
    dataDir,
    secret: 'a secret of this test, thirty-two bytes or more',
    logger: pino({ level: process.env.PENSTOCK_LOG_LEVEL ?? 'silent' }),
    onFatal: (error) => t.diagnostic(`the engine broke: ${error}`),
    wrap: (parts) => wrap(behind(parts)),
  });
  const { engine } = running;
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await running.stop();
    await redis.close();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  t.after(stop);
  return {
    engine,
    redis,
    ask: async (buyerId, wish = {}) => engine.ask(saleId, { buyerId, sku: undefined, key: undefined, ...wish }),
    stop,
  };
}

/** A sale that is open, but for what is named otherwise. */
export function newSale(engine: Engine, units: number, change: Partial<NewSale> = {}): NewSale {
  const nowMs = engine.view.nowMs();
  return {
    ...{ saleId, draft: false, title: 'Launch', opensAtMs: nowMs - 1_000, closesAtMs: nowMs + 3_600_000 },
    ...{ perBuyer: 1, paymentWindowMs: 1_800_000 },
    variants: [{ sku, title: 'Tee', priceMinor: 990, currency: 'CNY', units }],
    ...change,
  };
}

/** Makes a sale and waits until its gate is armed. */
export async function openSale(on: EngineOnRedis, units: number, change: Partial<NewSale> = {}): Promise<void> {
  await on.engine.createSale(newSale(on.engine, units, change));
  await untilArmed(on);
}

export async function untilArmed({ redis }: EngineOnRedis): Promise<void> {
  await until('the gate is armed', async () => {
    return (await redis.gate.pulse(saleId).catch(() => undefined))?.armed === true;
  });
}

/** `held awaiting_payment`, `all-held` */
export function answerText(answer: AskAnswer): string {
  return 'order' in answer ? `${answer.kind} ${answer.order.status}` : answer.kind;
}

/** So many new buyers ask at once. Answers the orders that they were given. */
export async function askMany(on: EngineOnRedis, count: number, name: string): Promise<Order[]> {
  const answers = await Promise.all(Array.from({ length: count }, (_, index) => on.ask(`${name}-${index}`)));
  return answers.flatMap((answer) => ('order' in answer ? [answer.order] : []));
}
