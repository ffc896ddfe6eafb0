import type { Coded, Delivery as DeliveryJson, deliveryErrors } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Delivery, HookFault } from '@penstock/core';

/** A delivery as the contract writes it. */
export function deliveryJson(delivery: Delivery): DeliveryJson {
  const { deliveryId, orderId, status, state, attempts, atMs, nextAttemptAtMs, deliveredAtMs, lastError, lastFault } =
    delivery;
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
    ...(lastFault !== undefined && faultJson(lastFault)),
  };
}

function faultJson(fault: HookFault & Coded<typeof deliveryErrors>) {
  return { lastErrorCode: fault.code, ...('params' in fault && { lastErrorParams: { ...fault.params } }) };
}
