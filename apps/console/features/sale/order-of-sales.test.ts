import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdminSale } from '@penstock/contract';
import { nextSale, orderOfSales, runningSales } from './order-of-sales.ts';

const sale = (saleId: string, hour: number, more: Partial<AdminSale> = {}): AdminSale =>
  ({
    saleId,
    opensAt: `2026-11-22T0${hour}:00:00.000Z`,
    state: 'published',
    phase: 'scheduled',
    paused: false,
    ...more,
  }) as AdminSale;

const sales = [
  sale('withdrawn', 1, { state: 'withdrawn' }),
  sale('old', 1, { phase: 'ended' }),
  sale('older', 0, { phase: 'ended' }),
  sale('later', 9),
  sale('draft', 3, { state: 'draft' }),
  sale('soon', 8, { paused: true }),
  sale('now', 2, { phase: 'all-held' }),
  sale('now-paused', 3, { phase: 'paused', paused: true }),
];

test('what runs comes first, then what is next, then drafts, then what is over', () => {
  assert.deepEqual(
    orderOfSales(sales).map(({ saleId }) => saleId),
    ['now-paused', 'now', 'soon', 'later', 'draft', 'old', 'older', 'withdrawn'],
  );
});

test('the next sale and those that run', () => {
  assert.equal(nextSale(sales)?.saleId, 'soon');
  assert.equal(nextSale([]), undefined);
  assert.deepEqual(
    runningSales(sales).map(({ saleId }) => saleId),
    ['now-paused', 'now'],
  );
});
