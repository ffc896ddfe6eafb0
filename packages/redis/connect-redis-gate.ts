import type { Clock, Gate, GateOutbox, GateView, Settled, Settlement } from '@penstock/core';
import { createSettlementWaiters } from '@penstock/core';
import { createGate } from './gate/redis-gate.ts';
import { createSkuNames } from './gate/sku-names.ts';
import { keyNames } from './keys.ts';
import { settledKept, viewAgeMaxMs } from './limits.ts';
import type { LinkOptions, RedisLink } from './link/redis-link.ts';
import { connectRedis } from './link/redis-link.ts';
import { createRegister } from './link/register.ts';
import type { Scripts } from './link/scripts.ts';
import { readScripts } from './link/scripts.ts';
import { createOutbox } from './outbox/redis-outbox.ts';
import { createFollowers } from './view/followers.ts';
import { createGateClocks } from './view/gate-clocks.ts';
import { createView } from './view/redis-view.ts';

export type RedisGateOptions = LinkOptions & {
  /** The first word of every key. Gates with different prefixes on one Redis know nothing of each other. */
  readonly prefix?: string;
  /** The clock that waiting requests go by. */
  readonly clock: Clock;
  /** The scripts and the age of memory in ms, where a test has switched a safeguard off. */
  readonly scripts?: Scripts;
  readonly viewAgeMaxMs?: number;
};

export type RedisGate = {
  readonly gate: Gate;
  readonly outbox: GateOutbox;
  readonly view: GateView;
  /** Calls made to Redis so far. */
  calls(): number;
  /** Ends the outbox: what was read is still handed out, then `next` answers `undefined`. */
  closeOutbox(): void;
  close(): Promise<void>;
};

const prefixDefault = 'penstock';

/** The gate on a Redis Cluster or on one Redis server. Rejects when none can be reached. */
export async function connectRedisGate(options: RedisGateOptions): Promise<RedisGate> {
  const link = await connectRedis(options);
  try {
    return await gateOn(link, options);
  } catch (error) {
    await link.close();
    throw error;
  }
}

async function gateOn(link: RedisLink, options: RedisGateOptions): Promise<RedisGate> {
  const keys = keyNames(options.prefix ?? prefixDefault);
  const scripts = options.scripts ?? readScripts();
  const skuNames = createSkuNames(link, keys);
  const register = createRegister(link, keys);
  const waiters = createSettlementWaiters(options.clock);
  const lately = createSettledLately();
  const listeners = new Set<(saleId: string) => void>();
  const clocks = createGateClocks();
  const onSettled = (settlement: Settlement) => {
    const orderId = settlement.kind === 'refused' ? settlement.orderId : settlement.order.orderId;
    lately.keep(orderId, settlement);
    waiters.tell(orderId, settlement);
  };
  const followers = createFollowers({
    link,
    keys,
    skuNames,
    register,
    script: scripts.snapshot,
    follow: scripts.follow,
    clockOf: clocks.of,
    onTold: (_, text) => onSettled(JSON.parse(text) as Settlement),
    onChanged: (saleId) => {
      for (const listener of listeners) listener(saleId);
    },
    isAnyoneWaiting: waiters.isAnyoneWaiting,
  });
  const outbox = createOutbox({
    link,
    keys,
    register,
    script: scripts.settle,
    onSettled,
    onChanged: followers.changed,
  });
  const onGiven = (saleId: string) => {
    outbox.ring(saleId);
    followers.nudge(saleId);
  };
  const gate = createGate({ link, scripts, keys, skuNames, register, onGiven, onChanged: followers.changed });
  const view = createView({
    followers,
    waiters,
    listHeardMs: register.heardMs,
    settledLately: lately.of,
    ageMaxMs: options.viewAgeMaxMs ?? viewAgeMaxMs,
    bestClock: clocks.best,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  await clocks.measure(link);
  await register.read();
  return {
    gate,
    outbox,
    view,
    calls: link.calls,
    closeOutbox: () => outbox.close(),
    async close() {
      outbox.close();
      register.close();
      followers.close();
      await link.close();
    },
  };
}

/** What was settled lately, so many and no more: whoever asks a moment after the word came is still told. */
function createSettledLately() {
  const settled = new Map<string, Settled>();
  return {
    of: (orderId: string) => settled.get(orderId),
    keep(orderId: string, settlement: Settled) {
      settled.set(orderId, settlement);
      if (settled.size <= settledKept) return;
      for (const oldest of settled.keys()) {
        settled.delete(oldest);
        return;
      }
    },
  };
}
