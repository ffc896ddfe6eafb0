import { randomUUID } from 'node:crypto';
import type { OutboxEntry } from '@penstock/core';
import { claimEveryMs, entriesReadMax, entryIdleMs, outboxColdMs, outboxHotForMs, outboxHotMs } from '../limits.ts';
import { LinkError } from '../link/redis-link.ts';
import type { StreamEntry } from './entry.ts';
import { readEntry } from './entry.ts';
import { outboxGroup } from './group.ts';
import type { OutboxParts } from './redis-outbox.ts';

export type OutboxReader = {
  /** Somebody wants an entry. */
  wake(): void;
  /** A sale has given something. */
  ring(saleId: string): void;
  /** The entry is with nobody here any more. */
  finish(entry: OutboxEntry): void;
  close(): void;
};

type Wanting = { readonly isWanted: () => boolean; readonly offer: (entry: OutboxEntry) => void };

type Source = { dueMs: number; claimDueMs: number; lastEntryMs: number };

const nameOf = (saleId: string, entryId: string): string => `${saleId} ${entryId}`;

/** Reads the outboxes of all sales while entries are wanted, one look at a time. */
export function createOutboxReader(parts: OutboxParts, { isWanted, offer }: Wanting): OutboxReader {
  const consumer = randomUUID();
  const sources = new Map<string, Source>();
  const withUs = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isReading = false;
  let isClosed = false;

  const sourceOf = (saleId: string): Source => {
    const source = sources.get(saleId) ?? { dueMs: 0, claimDueMs: 0, lastEntryMs: Number.NEGATIVE_INFINITY };
    sources.set(saleId, source);
    return source;
  };
  const offerNew = (saleId: string, entries: readonly StreamEntry[]) => {
    for (const entry of entries) {
      const name = nameOf(saleId, entry[0]);
      if (withUs.has(name) || entry[1] === null) continue;
      withUs.add(name);
      offer(readEntry(saleId, entry));
    }
  };
  const readSale = async (saleId: string, source: Source) => {
    const { outbox } = parts.keys.of(saleId);
    const claimed = performance.now() >= source.claimDueMs ? await claimIdle(parts, outbox, consumer) : undefined;
    offerNew(saleId, claimed ?? []);
    // Where some were found there may be more, and what a dead relay left must not wait for a second each.
    if (claimed?.length === 0) source.claimDueMs = performance.now() + claimEveryMs;
    if (!isWanted()) return;
    const entries = await readNew(parts, outbox, consumer);
    offerNew(saleId, entries);
    seeAgainAt(source, entries.length + (claimed?.length ?? 0));
  };
  const readAll = async () => {
    if (isReading || isClosed) return;
    isReading = true;
    for (const [saleId, source] of sources) {
      if (!isWanted() || source.dueMs > performance.now()) continue;
      await readSale(saleId, source).catch((error: unknown) => {
        // The gate is away, or the sale has no outbox yet. What lies there waits.
        if (!(error instanceof LinkError)) throw error;
        source.dueMs = performance.now() + outboxColdMs;
      });
    }
    isReading = false;
    if (isWanted()) readIn(nextDueMs(sources) - performance.now());
  };
  const readIn = (ms: number) => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void readAll(), Math.max(0, ms));
  };
  parts.register.onRead((saleIds) => {
    for (const saleId of saleIds) sourceOf(saleId);
    for (const saleId of sources.keys()) if (!saleIds.includes(saleId)) sources.delete(saleId);
  });

  return {
    wake: () => readIn(0),
    ring(saleId) {
      sourceOf(saleId).dueMs = 0;
      if (isWanted() && !isReading) readIn(0);
    },
    finish: ({ saleId, entryId }) => void withUs.delete(nameOf(saleId, entryId)),
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** Says when a sale's outbox is to be looked at next, in which so many entries were found just now. */
function seeAgainAt(source: Source, found: number): void {
  const nowMs = performance.now();
  if (found > 0) source.lastEntryMs = nowMs;
  const isHot = nowMs - source.lastEntryMs < outboxHotForMs;
  source.dueMs = found > 0 ? 0 : nowMs + (isHot ? outboxHotMs : outboxColdMs);
}

function nextDueMs(sources: ReadonlyMap<string, Source>): number {
  let dueMs = performance.now() + outboxColdMs;
  for (const source of sources.values()) dueMs = Math.min(dueMs, source.dueMs);
  return dueMs;
}

async function readNew({ link }: OutboxParts, outbox: string, consumer: string): Promise<readonly StreamEntry[]> {
  const from = ['GROUP', outboxGroup, consumer, 'COUNT', entriesReadMax, 'STREAMS', outbox, '>'];
  const streams = (await link.call('XREADGROUP', ...from)) as [string, StreamEntry[]][] | null;
  return streams?.[0]?.[1] ?? [];
}

/** Takes over entries that lie with a relay which may be dead. */
async function claimIdle({ link }: OutboxParts, outbox: string, consumer: string): Promise<readonly StreamEntry[]> {
  const from = [outbox, outboxGroup, consumer, entryIdleMs, '0-0', 'COUNT', entriesReadMax];
  const [, entries] = (await link.call('XAUTOCLAIM', ...from)) as [string, StreamEntry[]];
  return entries;
}
