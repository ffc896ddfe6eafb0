import { settlementWaitMs } from '@penstock/core';
import { systemClock } from '@penstock/host';
import type { RedisGate } from '@penstock/redis';
import type { EngineParts } from './engine.ts';

export type RedisGateOptions = {
  /** Comma-separated nodes of a cluster, or one server. */
  readonly urls: string;
  readonly prefix?: string;
};

/** A gate on Redis that an engine can be put behind, and how to end its connections once that engine has stopped. */
export type ConnectedGate = {
  /** The parts of an engine with this gate instead of theirs. */
  readonly behind: (parts: EngineParts) => EngineParts;
  readonly redis: RedisGate;
};

/** Connects to the gate on Redis. The ledger stays what it is, and the way to it is in this process. */
export async function connectGate({ urls, prefix }: RedisGateOptions): Promise<ConnectedGate> {
  // Loaded only here, so that a server without Redis starts without its client.
  const { connectRedisGate } = await import('@penstock/redis');
  const nodes = urls.split(',').map((url) => url.trim());
  const redis = await connectRedisGate({
    urls: nodes,
    clock: systemClock,
    ...(prefix === undefined ? {} : { prefix }),
  });
  const { gate, outbox, view, closeOutbox } = redis;
  const own = { gate, outbox, view, closeOutbox, settlementWaitMs };
  return { redis, behind: (parts) => ({ ...parts, ...own }) };
}
