// A fault for the negative control: promises that are given before they are written down.
import { setTimeout as wait } from 'node:timers/promises';
import type { HeldOrder, Order, OutboxEntry } from '@penstock/core';
import type { EngineParts } from '@penstock/server';

/** Milliseconds by which the ledger is late: what a crash loses then. */
const lateMs = 40;

/** Wraps the parts of an engine so that winners are told "yours" at once, and the ledger hears of it later. */
export function answerBeforeCommit(parts: EngineParts): EngineParts {
  const promise = (entry: OutboxEntry, held: HeldOrder): Order => {
    const nowMs = parts.clock.nowMs();
    const { orderId, buyerId, sku, unit, placedAtMs } = held;
    const known = { orderId, saleId: entry.saleId, buyerId, sku, unit, placedAtMs };
    return { ...known, status: 'awaiting_payment', priceMinor: 100, currency: 'CNY', payByMs: nowMs + 1_000 };
  };
  const record: EngineParts['ledger']['record'] = async (entry) => {
    void wait(lateMs).then(() => parts.ledger.record(entry));
    return entry.orders.map((held) => ({ kind: 'promised', order: promise(entry, held) }));
  };
  return { ...parts, ledger: { ...parts.ledger, record } };
}
