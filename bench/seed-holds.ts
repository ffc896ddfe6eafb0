// Writes sales with live holds into a data folder, by the ledger's own calls, and says when they fall due. It is then
// killed, like a server that crashes, so that a start finds what such a server leaves behind.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HeldOrder, Ledger } from '@penstock/core';
import { assert, holdBatchMax } from '@penstock/core';
import { openLedger } from '@penstock/embedded';
import { createSignedIds, systemClock } from '@penstock/host';
import { nameBuyers } from '@penstock/rush';
import { measuredSku } from './measured-sale.ts';
import type { Seeded, SeededSale, SeedOrder } from './seed-order.ts';

/** A sale without an end of its own ends in a hundred years. */
const closesInMs = 100 * 365 * 24 * 3_600_000;

const { dataDir, secret, sales } = JSON.parse(process.argv[2] as string) as SeedOrder;
mkdirSync(dataDir, { recursive: true });
const ids = createSignedIds(secret, systemClock);
const { buyerIdOf } = nameBuyers('bench', 1);
const ledger = await openLedger({ file: join(dataDir, 'penstock.db'), onBroken: () => process.abort() });
let seeded: Seeded = { firstDueAtMs: Number.POSITIVE_INFINITY, lastDueAtMs: 0 };
for (const sale of sales) {
  await createSale(ledger, sale);
  for (let first = 1; first <= sale.holds; first += holdBatchMax) {
    await recordBatch(sale, first, Math.min(first + holdBatchMax - 1, sale.holds));
  }
}
process.send?.(seeded);
// Keeps the process until it is killed.
process.on('message', () => undefined);

async function createSale(book: Ledger, { saleId, units, paymentWindowSeconds }: SeededSale): Promise<void> {
  const nowMs = book.nowMs();
  await book.create({
    saleId,
    draft: false,
    title: saleId,
    opensAtMs: nowMs,
    closesAtMs: nowMs + closesInMs,
    perBuyer: 1,
    paymentWindowMs: paymentWindowSeconds * 1_000,
    variants: [{ sku: measuredSku, title: measuredSku, priceMinor: 100, currency: 'CNY', units }],
  });
}

async function recordBatch({ saleId }: SeededSale, firstUnit: number, lastUnit: number): Promise<void> {
  const placedAtMs = systemClock.nowMs();
  const orders: HeldOrder[] = [];
  for (let unit = firstUnit; unit <= lastUnit; unit += 1) {
    const buyerId = buyerIdOf(unit - 1);
    const orderId = ids.orderId({ saleId, sku: measuredSku, buyerId, nowMs: placedAtMs });
    orders.push({ orderId, buyerId, sku: measuredSku, unit, slot: 0, key: undefined, placedAtMs });
  }
  const settlements = await ledger.record({ entryId: `${saleId}-${firstUnit}`, saleId, epoch: 1, orders });
  for (const settlement of settlements) {
    assert(settlement.kind === 'promised' && settlement.order.payByMs !== undefined, 'a seeded hold is promised');
    const { payByMs } = settlement.order;
    seeded = {
      firstDueAtMs: Math.min(seeded.firstDueAtMs, payByMs),
      lastDueAtMs: Math.max(seeded.lastDueAtMs, payByMs),
    };
  }
}
