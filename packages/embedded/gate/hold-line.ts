import type { GateOrder, OutboxEntry } from '@penstock/core';
import { holdBatchMax } from '@penstock/core';

type OpenEntry = OutboxEntry & { readonly orders: GateOrder[] };

/** Orders that were given and are on their way to the ledger, in the order they were given. */
export type HoldLine = {
  push(order: GateOrder, saleId: string, epoch: number): void;
  next(): Promise<OutboxEntry | undefined>;
  /** The entry has its answer; it is in flight no more. */
  finish(entry: OutboxEntry): void;
  inFlight(saleId?: string): number;
  /** When the oldest order in flight, of all sales or of one, was placed, in epoch ms. */
  oldestMs(saleId?: string): number | undefined;
  close(): void;
};

export function createHoldLine(): HoldLine {
  const waiting: OpenEntry[] = [];
  const unsettled = new Map<string, OutboxEntry>();
  const takers: ((entry: OutboxEntry | undefined) => void)[] = [];
  const bySale = new Map<string, number>();
  let total = 0;
  let entriesMade = 0;
  let isWakeDue = false;
  let isClosed = false;

  const count = (saleId: string, delta: number) => {
    total += delta;
    bySale.set(saleId, (bySale.get(saleId) ?? 0) + delta);
  };
  // Orders that are given in one turn of the event loop travel together: the recorder is woken at the turn's end.
  const wake = () => {
    isWakeDue = false;
    while (takers.length > 0 && waiting.length > 0) takers.shift()?.(waiting.shift());
  };

  return {
    push(order, saleId, epoch) {
      count(saleId, 1);
      const last = waiting.at(-1);
      if (last?.saleId === saleId && last.epoch === epoch && last.orders.length < holdBatchMax) {
        last.orders.push(order);
        return;
      }
      entriesMade += 1;
      const entry: OpenEntry = { entryId: String(entriesMade), saleId, epoch, orders: [order] };
      waiting.push(entry);
      unsettled.set(entry.entryId, entry);
      if (isWakeDue || takers.length === 0) return;
      isWakeDue = true;
      setImmediate(wake);
    },
    next() {
      // While a wake is due the entries of this turn are still filling, so a taker lines up behind those that wait.
      if (waiting.length > 0 && !isWakeDue) return Promise.resolve(waiting.shift());
      if (isClosed) return Promise.resolve(undefined);
      return new Promise((resolve) => takers.push(resolve));
    },
    finish(entry) {
      if (unsettled.delete(entry.entryId)) count(entry.saleId, -entry.orders.length);
    },
    inFlight: (saleId) => (saleId === undefined ? total : (bySale.get(saleId) ?? 0)),
    oldestMs(saleId) {
      for (const entry of unsettled.values()) {
        if (saleId === undefined || entry.saleId === saleId) return entry.orders[0]?.placedAtMs;
      }
      return undefined;
    },
    close() {
      isClosed = true;
      wake();
      for (const taker of takers.splice(0)) taker(undefined);
    },
  };
}
