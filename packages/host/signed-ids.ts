import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock, Ids, OrderIdOrigin } from '@penstock/core';
import type { HmacSha256 } from './hmac-sha256.ts';
import { createHmacSha256 } from './hmac-sha256.ts';

const orderIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const counterSize = 0x1000;

/**
 * Order ids as UUIDv7 (RFC 9562): 48 bits of time in ms, 12 bits of a counter, and 62 bits of HMAC-SHA256 over sale,
 * sku, buyer and the bits before them, under a key made from `secret` (the same on every node).
 */
export function createSignedIds(secret: string, clock: Pick<Clock, 'nowMs'>): Ids {
  // A key of its own for this purpose, so that no other use of the secret can be played against it.
  const hmac = createHmacSha256(createHmac('sha256', secret).update('penstock order id').digest());
  let counter = randomInt(counterSize);
  const head = (nowMs: number): string => {
    counter = (counter + 1) % counterSize;
    const time = nowMs.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}`;
  };
  return {
    orderId: (origin) => withTail(hmac, head(origin.nowMs), origin),
    isIssued: (orderId, origin) => {
      if (!orderIdPattern.test(orderId)) return false;
      const issued = withTail(hmac, orderId.slice(0, 18), origin);
      return timingSafeEqual(Buffer.from(issued), Buffer.from(orderId));
    },
    next: () => {
      const nowMs = clock.nowMs();
      return withTail(hmac, head(nowMs), { saleId: '', sku: '', buyerId: String(randomInt(2 ** 47)) });
    },
  };
}

// The parts are joined by a character that none of them may hold, so that no two origins read the same.
function withTail(hmac: HmacSha256, head: string, origin: Omit<OrderIdOrigin, 'nowMs'>): string {
  const text = `${origin.saleId}\n${origin.sku}\n${origin.buyerId}\n${head}`;
  const hash = hmac.of(text, 'hex');
  const variant = ((Number.parseInt(hash.charAt(0), 16) & 0x3) | 0x8).toString(16);
  return `${head}-${variant}${hash.slice(1, 4)}-${hash.slice(4, 16)}`;
}
