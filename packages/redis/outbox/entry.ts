import type { HeldOrder, OutboxEntry } from '@penstock/core';
import { assert } from '@penstock/core';
import { readOrder } from '../order-line.ts';

/** An entry of a stream as Redis gives it: its id, and field and value in turn. A deleted one has no fields. */
export type StreamEntry = readonly [id: string, fields: readonly string[] | null];

/** Reads what the script `hold` wrote to the outbox. */
export function readEntry(saleId: string, [entryId, fields]: StreamEntry): OutboxEntry {
  const [epochField, epoch, ordersField, lines = ''] = fields ?? [];
  assert(epochField === 'epoch' && ordersField === 'orders', 'an entry of the outbox has an epoch and orders');
  return { entryId, saleId, epoch: Number(epoch), orders: lines.split('\n').map(readHeld) };
}

function readHeld(line: string): HeldOrder {
  const { orderId, buyerId, sku, unit, slot, key, placedAtMs } = readOrder(line);
  return { orderId, buyerId, sku, unit, slot, key, placedAtMs };
}
