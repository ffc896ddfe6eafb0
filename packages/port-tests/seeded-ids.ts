import type { Ids, OrderIdOrigin } from '@penstock/core';
import { seededRandom } from './seed.ts';

/** Ids in the form of UUIDv7 that are the same for the same seed and the same order of calls. */
export function seededIds(seed: number): Ids {
  const random = seededRandom(seed);
  const origins = new Map<string, string>();
  let made = 0;
  const next = (nowMs: number): string => {
    made += 1;
    const time = nowMs.toString(16).padStart(12, '0');
    const count = (made & 0xfff).toString(16).padStart(3, '0');
    const chance = (bits: number) => Math.floor(random() * 2 ** bits).toString(16);
    const tail = made.toString(16).padStart(8, '0') + chance(16).padStart(4, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-8${chance(12).padStart(3, '0')}-${tail}`;
  };
  return {
    orderId(origin) {
      const orderId = next(origin.nowMs);
      origins.set(orderId, originText(origin));
      return orderId;
    },
    isIssued: (orderId, origin) => origins.get(orderId) === originText(origin),
    next: () => next(0),
  };
}

function originText({ saleId, sku, buyerId }: Omit<OrderIdOrigin, 'nowMs'>): string {
  return JSON.stringify([saleId, sku, buyerId]);
}
