import type { GateOrder } from '@penstock/core';
import { assert } from '@penstock/core';

const stages: readonly GateOrder['stage'][] = ['reserved', 'promised', 'sold', 'done'];

/** An order as the scripts write it: its fields behind tabs. No field can hold a tab or a line's end. */
export function writeOrder(order: GateOrder): string {
  const { orderId, buyerId, sku, unit, slot, key, placedAtMs, payByMs, stage } = order;
  return [orderId, buyerId, sku, unit, slot, key ?? '', placedAtMs, payByMs ?? '', stage].join('\t');
}

export function readOrder(line: string): GateOrder {
  const [orderId = '', buyerId = '', sku = '', unit, slot, key, placedAtMs, payByMs, word] = line.split('\t');
  const stage = stages.find((each) => each === word);
  assert(stage !== undefined, 'an order has nine fields, of which the last is a stage');
  return {
    orderId,
    buyerId,
    sku,
    unit: Number(unit),
    slot: Number(slot),
    key: key === '' ? undefined : key,
    placedAtMs: Number(placedAtMs),
    payByMs: payByMs === '' ? undefined : Number(payByMs),
    stage,
  };
}
