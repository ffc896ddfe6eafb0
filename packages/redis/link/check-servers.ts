import { failure } from '@penstock/core';
import type { Redis } from 'ioredis';
import { connectTimeoutMs } from '../limits.ts';
import { withTimeout } from './with-timeout.ts';

/** Scripts that begin with `#!lua`, by which Redis itself refuses undeclared slots and full memory, came with it. */
const versionMin = 7;

/**
 * Looks whether these servers can be a gate. Throws GATE_UNSUITABLE with what to change. One that gives no answer is left
 * out: it may be the very server whose failure this process has to outlive.
 */
export async function checkServers(servers: readonly Redis[]): Promise<void> {
  const faults = await Promise.all(servers.map(faultOf));
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) throw failure('GATE_UNSUITABLE', { detail: found.join(' ') });
}

async function faultOf(server: Redis): Promise<string | undefined> {
  const texts = [server.info('server'), server.info('memory')];
  const told = await withTimeout(Promise.all(texts), connectTimeoutMs).catch(() => undefined);
  if (told === undefined) return undefined;
  const { host, port } = server.options;
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(told.join('\n'))?.[1] ?? '';
  const version = field('redis_version');
  if (Number.parseInt(version, 10) < versionMin) {
    return `${host}:${port} runs Redis ${version}; version ${versionMin} or newer is needed.`;
  }
  const policy = field('maxmemory_policy');
  if (policy !== 'noeviction') {
    return `${host}:${port} has the maxmemory-policy ${policy}, and would forget units when its memory is full; set it to noeviction.`;
  }
  return undefined;
}
