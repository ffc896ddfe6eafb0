import type { Delivery as DeliveryJson } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Delivery } from '@penstock/core';

/** A delivery as the contract writes it. */
export function deliveryJson(delivery: Delivery): DeliveryJson {
  const { deliveryId, orderId, status, state, attempts, atMs, nextAttemptAtMs, deliveredAtMs, lastError } = delivery;
  return {
    id: deliveryId,
    type: `order.${status}`,
    orderId,
    status: state,
    attempts,
    createdAt: formatInstant(atMs),
    ...(nextAttemptAtMs !== undefined && { nextAttemptAt: formatInstant(nextAttemptAtMs) }),
    ...(deliveredAtMs !== undefined && { deliveredAt: formatInstant(deliveredAtMs) }),
    ...(lastError !== undefined && { lastError }),
  };
}
