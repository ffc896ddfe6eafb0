import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdminSale } from '@penstock/contract';
import { previewMoments, previewSale } from './preview-sale.ts';
import { priceText, readPrice } from './price-text.ts';
import { readUnits } from './read-units.ts';
import { saleChanges } from './sale-changes.ts';
import type { SaleForm } from './sale-form.ts';
import { emptyVariant, formOf, readForm } from './sale-form.ts';

const sale: AdminSale = {
  saleId: 'phone',
  title: 'Phone',
  phase: 'scheduled',
  state: 'published',
  paused: false,
  opensAt: '2026-11-22T07:00:00.345Z',
  closesAt: '2026-11-22T09:00:00.000Z',
  serverTime: '2026-11-01T00:00:00.000Z',
  perBuyer: 2,
  paymentWindowSeconds: 1_800,
  variants: [
    { sku: 'red', title: 'Red', priceMinor: 9_950, currency: 'CNY', units: 10, available: 10, held: 0, sold: 0 },
  ],
};

const zone = 'Asia/Shanghai';

function readOf(form: SaleForm) {
  const reading = readForm(form);
  assert.ok(reading.ok, JSON.stringify(reading.ok ? [] : [...reading.faults]));
  return reading.sale;
}

test('the form of a sale says what the sale is, and nothing changed is nothing sent', () => {
  const form = formOf(sale, zone);
  assert.equal(form.opensAt, '2026-11-22T15:00:00');
  assert.deepEqual(readOf(form), {
    saleId: 'phone',
    title: 'Phone',
    opensAt: '2026-11-22T15:00:00[Asia/Shanghai]',
    closesAt: '2026-11-22T17:00:00[Asia/Shanghai]',
    perBuyer: 2,
    paymentWindowSeconds: 1_800,
    variants: [{ sku: 'red', title: 'Red', units: 10, priceMinor: 9_950, currency: 'CNY' }],
  });
  assert.equal(saleChanges(sale, readOf(form), form), undefined);
});

test('only what was changed is sent', () => {
  const form = formOf(sale, zone);
  form.title = 'Phone 2';
  form.hasEnd = false;
  form.windowMinutes = '15';
  Object.assign(form.variants[0] ?? {}, { price: '100', title: 'Crimson' });
  assert.deepEqual(saleChanges(sale, readOf(form), form), {
    title: 'Phone 2',
    closesAt: null,
    paymentWindowSeconds: 900,
    variants: [{ sku: 'red', title: 'Crimson', priceMinor: 10_000 }],
  });
  const later = { ...formOf(sale, zone), opensAt: '2026-11-22T15:00:01' };
  assert.deepEqual(saleChanges(sale, readOf(later), later), { opensAt: '2026-11-22T15:00:01[Asia/Shanghai]' });
});

test('each field that cannot be read is named', () => {
  const reading = readForm({
    title: ' ',
    saleId: '',
    zone,
    opensAt: '',
    hasEnd: true,
    closesAt: 'later',
    perBuyer: '0',
    windowMinutes: 'x',
    variants: [emptyVariant('CNY')],
  });
  assert.ok(!reading.ok);
  assert.deepEqual(
    [...reading.faults.keys()],
    [
      '/title',
      '/opensAt',
      '/closesAt',
      '/perBuyer',
      '/paymentWindowSeconds',
      '/variants/0/sku',
      '/variants/0/units',
      '/variants/0/priceMinor',
    ],
  );
});

test('prices have the digits of their currency', () => {
  assert.equal(priceText(19_900, 'CNY'), '199.00');
  assert.equal(priceText(990, 'JPY'), '990');
  assert.deepEqual(
    [readPrice('199', 'CNY'), readPrice('199,5', 'CNY'), readPrice('990', 'JPY')],
    [19_900, 19_950, 990],
  );
  for (const text of ['', '1.999', '-1', '1e3', 'a']) assert.equal(readPrice(text, 'CNY'), undefined, text);
  assert.equal(readPrice('1.0', 'JPY'), undefined);
  assert.equal(readPrice('1', 'C'), undefined);
});

test('units are whole and above zero', () => {
  assert.deepEqual([readUnits('1 000'), readUnits('1,000'), readUnits(' 7 ')], [1_000, 1_000, 7]);
  for (const text of ['0', '-1', '1.5', '', 'x', '1e3']) assert.equal(readUnits(text), undefined, text);
});

test('the preview has every moment, and its units are always the whole', () => {
  const form = formOf(sale, zone);
  const shown = previewMoments.map((moment) => previewSale(form, moment, 0));
  assert.deepEqual(
    shown.map(({ phase }) => phase),
    ['scheduled', 'scheduled', 'open', 'open', 'all-held', 'sold-out', 'paused', 'ended'],
  );
  for (const { variants } of shown) {
    for (const { units, available, held, sold } of variants) assert.equal(available + held + sold, units);
  }
});
