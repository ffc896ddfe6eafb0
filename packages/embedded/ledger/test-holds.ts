import type { HeldOrder, NewSale, OutboxEntry } from '@penstock/core';

export const saleId = 'sale';

/** A sale of tees that anybody may have one of, open for a day from the epoch's first millisecond on. */
export function teeSale(units: number, change: Partial<NewSale> = {}): NewSale {
  return {
    ...{ saleId, draft: false, title: 'Sale', opensAtMs: 1, closesAtMs: 86_400_000, perBuyer: 1 },
    ...{ paymentWindowMs: 60_000 },
    variants: [{ sku: 'tee', title: 'Tee', priceMinor: 990, currency: 'CNY', units }],
    ...change,
  };
}

/** The orders of the tees from one number to another, each of a buyer of its own. */
export function teesHeld(firstUnit: number, lastUnit: number): OutboxEntry {
  const orders: HeldOrder[] = [];
  for (let unit = firstUnit; unit <= lastUnit; unit += 1) {
    const [orderId, buyerId] = [`order-${unit}`, `buyer-${unit}`];
    orders.push({ orderId, buyerId, sku: 'tee', unit, slot: 0, key: undefined, placedAtMs: 2 });
  }
  return { entryId: `tees-${firstUnit}`, saleId, epoch: 1, orders };
}
