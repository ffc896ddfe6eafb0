import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadCount } from './compare-load.ts';
import { countChunk, misloaded } from './compare-load.ts';
import type { GateOrder, GateUnits } from './gate-state.ts';

const order = (orderId: string, stage: GateOrder['stage']): GateOrder => {
  const about = { buyerId: orderId, sku: 'tee', unit: 9, slot: 0, key: undefined, placedAtMs: 1, payByMs: undefined };
  return { orderId, ...about, stage };
};

function loaded(): LoadCount {
  const count: LoadCount = new Map();
  countChunk(count, { skus: [{ sku: 'tee', unitLast: 9, free: [1, 2] }] });
  countChunk(count, { skus: [{ sku: 'tee', unitLast: 9, free: [3] }] });
  countChunk(count, { skus: [{ sku: 'cap', unitLast: 1, free: [] }] });
  const stages = ['reserved', 'promised', 'sold', 'done'] as const;
  countChunk(count, { orders: stages.map((stage, index) => order(`o${index}`, stage)) });
  return count;
}

const cap: GateUnits = { sku: 'cap', free: [], held: 0, sold: 0 };
const tee: GateUnits = { sku: 'tee', free: [3, 2, 1], held: 2, sold: 1 };

function check(what: string, found: readonly GateUnits[], expected: readonly string[]): void {
  test(what, () => assert.deepEqual(misloaded(loaded(), found), expected));
}

check('a gate that has what was loaded, in any order, is right', [cap, tee], []);
check('a unit that is missing is named', [cap, { ...tee, free: [1, 3] }], ['tee lacks the free units 2']);
check(
  'a unit that is free beside what was loaded is named',
  [cap, { ...tee, free: [1, 2, 3, 7] }],
  ['tee has the free units 7 besides'],
);
check(
  'a unit that is free twice is named',
  [cap, { ...tee, free: [1, 2, 2, 3] }],
  ['tee has the free units 2 besides'],
);
check(
  'another unit instead is both',
  [cap, { ...tee, free: [1, 2, 4] }],
  ['tee lacks the free units 3', 'tee has the free units 4 besides'],
);
check(
  'held and sold are counted',
  [cap, { ...tee, held: 1, sold: 2 }],
  ['tee has 1 held instead of 2', 'tee has 2 sold instead of 1'],
);
check(
  'a sku that nobody loaded is found',
  [cap, tee, { ...cap, sku: 'hat', free: [1] }],
  ['hat has the free units 1 besides'],
);
check(
  'a long list is cut',
  [cap, { ...tee, free: Array.from({ length: 20 }, (_, index) => index + 1) }],
  ['tee has the free units 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 7 more besides'],
);
