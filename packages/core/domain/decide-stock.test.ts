import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { AddDecision } from './decide-stock.ts';
import { afterWithdrawal, decideAdd } from './decide-stock.ts';
import type { Sale, SaleState } from './sale.ts';

const unitsMax = 10;

suite('adding units', () => {
  // Eight numbers were used, five units are left of them: new ones are numbered from nine.
  const outcomes: Readonly<Record<AddDecision['kind'], [sku: string, delta: number, state: SaleState]>> = {
    add: ['tee', 2, 'published'],
    'unknown-sku': ['hat', 3, 'published'],
    'too-many': ['tee', 3, 'published'],
    'not-possible': ['hat', 3, 'withdrawn'],
  };
  for (const [kind, [sku, delta, state]] of Object.entries(outcomes)) {
    test(kind, () => assert.equal(decideAdd(saleIn(state), adjust(sku, delta), unitsMax).kind, kind));
  }
  test('new units are numbered after all that were ever used, withdrawn ones too', () => {
    const decision = decideAdd(saleIn('published'), adjust('tee', 2), unitsMax);
    assert.ok(decision.kind === 'add');
    assert.deepEqual(decision.range, { firstUnit: 9, lastUnit: 10 });
    assert.deepEqual(decision.sale, {
      ...saleIn('published'),
      version: 8,
      variants: [variant('tee', 7, 10), variant('cap', 1, 1)],
    });
  });
  test('a draft may get units as well', () => {
    assert.equal(decideAdd(saleIn('draft'), adjust('cap', 1), unitsMax).kind, 'add');
  });
});

suite('withdrawing units', () => {
  test('they belong to the sale no more, and their numbers stay used', () => {
    const sale = afterWithdrawal(saleIn('published'), 'tee', 2);
    assert.deepEqual(sale, {
      ...saleIn('published'),
      version: 8,
      variants: [variant('tee', 3, 8), variant('cap', 1, 1)],
    });
  });
  test('of a sku that the sale lacks nothing is withdrawn', () => {
    assert.deepEqual(afterWithdrawal(saleIn('published'), 'hat', 2), saleIn('published'));
  });
  test('what is added after a withdrawal never has a number of what was withdrawn', () => {
    const decision = decideAdd(afterWithdrawal(saleIn('published'), 'tee', 5), adjust('tee', 1), unitsMax);
    assert.deepEqual(decision.kind === 'add' && decision.range, { firstUnit: 9, lastUnit: 9 });
  });
});

function variant(sku: string, units: number, unitLast: number) {
  return { sku, title: sku, priceMinor: 100, currency: 'CNY', units, unitLast };
}

function saleIn(state: SaleState): Sale {
  return {
    ...{ saleId: 's', state, title: 'T', opensAtMs: 1_000, closesAtMs: 2_000, perBuyer: 1, paymentWindowMs: 500 },
    ...{ paused: false, epoch: 1, version: 7, createdAtMs: 0 },
    variants: [variant('tee', 5, 8), variant('cap', 1, 1)],
  };
}

function adjust(sku: string, delta: number) {
  return { adjustmentId: 'a', saleId: 's', sku, delta, reason: 'r' };
}
