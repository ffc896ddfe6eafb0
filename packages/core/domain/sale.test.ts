import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SalePhase, SkuCounts } from './sale.ts';
import { phaseOf, rulesOf, salePhases } from './sale.ts';

const rules = { opensAtMs: 1_000, closesAtMs: 2_000, paused: false };
const free: SkuCounts = { sku: 'a', units: 3, available: 1, held: 1, sold: 1 };
const held: SkuCounts = { sku: 'b', units: 2, available: 0, held: 1, sold: 1 };
const sold: SkuCounts = { sku: 'c', units: 2, available: 0, held: 0, sold: 2 };

suite('phases', () => {
  // Each row has what makes all the later ones true as well, so that a swapped check shows.
  const firstThatApplies: Readonly<Record<SalePhase, SalePhase>> = {
    scheduled: phaseOf({ opensAtMs: 1_000, closesAtMs: 0, paused: true }, [sold], 999),
    ended: phaseOf({ ...rules, paused: true }, [sold], 2_000),
    paused: phaseOf({ ...rules, paused: true }, [sold], 1_000),
    'sold-out': phaseOf(rules, [sold], 1_000),
    'all-held': phaseOf(rules, [sold, held], 1_000),
    open: phaseOf(rules, [sold, held, free], 1_000),
  };
  test('every phase is in the table', () => assert.deepEqual(Object.keys(firstThatApplies), [...salePhases]));
  for (const phase of salePhases) test(phase, () => assert.equal(firstThatApplies[phase], phase));

  const check = (nowMs: number, phase: SalePhase) =>
    test(`at ${nowMs} ms it is ${phase}`, () => assert.equal(phaseOf(rules, [free], nowMs), phase));
  check(999, 'scheduled');
  check(1_000, 'open');
  check(1_999, 'open');
  check(2_000, 'ended');

  test('a sale without a unit is sold out', () => assert.equal(phaseOf(rules, [], 1_000), 'sold-out'));
});

test('the rules of a sale are the part that the gate decides by, and nothing else', () => {
  const rulesOnly = {
    ...{ saleId: 's', opensAtMs: 1, closesAtMs: 2, perBuyer: 3, paymentWindowMs: 4 },
    ...{ paused: true, epoch: 5, version: 6 },
  };
  const sale = { ...rulesOnly, state: 'published', title: 'T', createdAtMs: 0, variants: [] } as const;
  assert.deepEqual(rulesOf(sale), rulesOnly);
});
