import { randomBytes } from 'node:crypto';
import type { HeldOrder, NewSale, OutboxEntry } from '@penstock/core';

/** A sale that is open for as long as a measurement takes. */
export function benchSale(units: number): NewSale {
  const nowMs = Date.now();
  return {
    saleId: 'bench',
    draft: false,
    title: 'Bench',
    opensAtMs: nowMs - 1_000,
    closesAtMs: nowMs + 86_400_000,
    perBuyer: 1,
    paymentWindowMs: 1_800_000,
    variants: [{ sku: 'bench-sku', title: 'Bench', priceMinor: 100, currency: 'CNY', units }],
  };
}

/** What a gate gives a crowd: units in order, ids in the order of time, buyers in no order. */
export function entriesOf(orders: number, batch: number): OutboxEntry[] {
  const startMs = Date.now();
  const entries: OutboxEntry[] = [];
  for (let first = 1; first <= orders; first += batch) {
    const length = Math.min(batch, orders - first + 1);
    const held = Array.from({ length }, (_, at) => heldOrder(first + at, startMs + Math.floor(first / 50)));
    entries.push({ entryId: `entry-${first}`, saleId: 'bench', epoch: 1, orders: held });
  }
  return entries;
}

function heldOrder(unit: number, placedAtMs: number): HeldOrder {
  const buyerId = `buyer-${randomBytes(6).toString('hex')}`;
  return { orderId: uuidV7(placedAtMs), buyerId, sku: 'bench-sku', unit, slot: 0, key: undefined, placedAtMs };
}

function uuidV7(ms: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [0, 8, 12, 16, 20].map((from, at) => hex.slice(from, [8, 12, 16, 20, 32][at])).join('-');
}
