import type { LostOrder, Order } from '@penstock/core';
import type { RecordPorts } from './record-holds.ts';
import { variantNoOf } from './sale-rows.ts';

/** Any number does: a refused order holds no unit and no place. */
const noUnit = 1;
const noSlot = 0;

/** Writes a "no" under an id that never arrived; the caller's transaction commits it. */
export function refuseLost(ports: RecordPorts, lost: LostOrder): Order | undefined {
  const stored = ports.findSale(lost.saleId);
  const variant = stored?.sale.variants.find((each) => each.sku === lost.sku);
  if (stored === undefined || variant === undefined) return undefined;
  const { saleNo, sale } = stored;
  const { orderId, buyerId, placedAtMs } = lost;
  const nowMs = ports.clock.nowMs();
  const orderNo = ports.orders.insert({
    ...{ orderId, saleNo, variantNo: variantNoOf(sale, lost.sku), unit: noUnit, buyerId, slot: noSlot },
    ...{ priceMinor: variant.priceMinor, currency: variant.currency, key: undefined, epoch: sale.epoch },
    ...{ placedAtMs, promisedAtMs: nowMs, payByMs: nowMs + sale.paymentWindowMs },
  });
  if (orderNo !== undefined) {
    ports.orders.refuse(orderNo, 'lost', nowMs);
    ports.journal.write({ saleNo, orderNo, atMs: nowMs, from: 'reserved', to: 'refused', cause: 'lost' });
  }
  return ports.findOrder(orderId);
}
