import { setTimeout as pause } from 'node:timers/promises';
import type { GateOutbox, OutboxEntry, Settlement } from '@penstock/core';
import type { KeyNames } from '../keys.ts';
import { ledgerPauseMs } from '../limits.ts';
import type { RedisLink } from '../link/redis-link.ts';
import { LinkError } from '../link/redis-link.ts';
import type { Register } from '../link/register.ts';
import type { Script } from '../link/scripts.ts';
import { createOutboxReader } from './outbox-reader.ts';
import { callSettle } from './settle-call.ts';

export type OutboxParts = {
  readonly link: Pick<RedisLink, 'run' | 'call'>;
  readonly script: Script;
  readonly keys: KeyNames;
  readonly register: Register;
  /** Called with the ledger's word on each order, once it is known here. */
  readonly onSettled: (settlement: Settlement) => void;
  /** Called after this process changed something of a sale. */
  readonly onChanged: (saleId: string) => Promise<void>;
};

export type RedisOutbox = GateOutbox & {
  /** A sale has given something: its outbox is looked at at once. */
  ring(saleId: string): void;
  close(): void;
};

/** The outboxes of all sales as one line of entries. */
export function createOutbox(parts: OutboxParts): RedisOutbox {
  const takers: ((entry: OutboxEntry | undefined) => void)[] = [];
  const ready: OutboxEntry[] = [];
  let isClosed = false;
  const reader = createOutboxReader(parts, {
    isWanted: () => takers.length > 0,
    offer: (entry) => {
      const taker = takers.shift();
      if (taker === undefined) ready.push(entry);
      else taker(entry);
    },
  });
  return {
    next() {
      const entry = ready.shift();
      if (entry !== undefined || isClosed) return Promise.resolve(entry);
      return new Promise((resolve) => {
        takers.push(resolve);
        reader.wake();
      });
    },
    async settle(entry, settlements) {
      try {
        await callSettle(parts, entry, settlements);
      } catch (error) {
        // The ledger has spoken and this process may say so; the gate hears it when the entry comes back.
        if (!(error instanceof LinkError)) throw error;
      }
      reader.finish(entry);
      for (const settlement of settlements) parts.onSettled(settlement);
      void parts.onChanged(entry.saleId);
    },
    // The entry stays where it is, and nobody is told anything: the ledger may take it a moment later.
    async failed(entry) {
      await pause(ledgerPauseMs);
      ready.unshift(entry);
    },
    ring: (saleId) => reader.ring(saleId),
    close() {
      isClosed = true;
      reader.close();
      for (const taker of takers.splice(0)) taker(undefined);
    },
  };
}
