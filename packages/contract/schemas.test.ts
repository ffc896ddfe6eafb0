import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { SaleCreateSchema, SalePatchSchema, StockChangeSchema } from './admin-sale.ts';
import { AskSchema, OrderSchema, orderColumns } from './order.ts';
import { routeIds, routeOf } from './routes.ts';
import { Cursor, ImageUrl, PageLimit, SaleId, Sku, Title } from './scalars.ts';
import { schemas } from './schemas.ts';

const sale = {
  title: 'Phone',
  opensAt: '2026-11-22T07:00:00.000Z',
  variants: [{ sku: 'black', units: 100, priceMinor: 9900, currency: 'CNY' }],
};

function texts(schema: TSchema, good: readonly string[], bad: readonly string[]) {
  for (const text of good) assert.equal(Check(schema, text), true, JSON.stringify(text));
  for (const text of bad) assert.equal(Check(schema, text), false, JSON.stringify(text));
}

test('names have their letters and their length', () => {
  texts(
    SaleId,
    ['a', '0', 'phone-11_11.x', 'a'.repeat(64)],
    ['', '.', '..', '-a', 'a/b', 'a b', 'ä', '{a}', 'a\n', 'a'.repeat(65)],
  );
  texts(Sku, ['a', '-', 'black-128', 'a'.repeat(64)], ['', 'a b', 'a/b', 'a'.repeat(65), 'a\n']);
});

test('a title is one line of visible text', () => {
  texts(Title, ['a', 'Phone 11, black', '手机', ' a ', 'x'.repeat(200)], ['', ' ', 'a\nb', 'a\u0000', 'x'.repeat(201)]);
});

test('an image is on https or on this site', () => {
  texts(
    ImageUrl,
    ['/', '/a.webp', '/a/b.png?x=1', 'https://example.com/a.png'],
    [
      '',
      'a.png',
      '//example.com/a',
      '/\\example.com',
      'http://example.com',
      'javascript:alert(1)',
      'https://',
      '/a"b',
      '/a b',
    ],
  );
});

test('a page has 1 to 1000 entries, and a cursor is a short word', () => {
  texts(PageLimit, ['1', '10', '999', '1000'], ['', '0', '01', '1001', '-1', '1e3', '1.5', ' 1']);
  texts(Cursor, ['a', 'a-b_c=.'], ['', 'a b', 'a'.repeat(201)]);
});

test('bodies refuse fields that nobody knows', () => {
  assert.equal(Check(AskSchema, {}), true);
  assert.equal(Check(AskSchema, { sku: 'black' }), true);
  assert.equal(Check(AskSchema, { sku: 'black', units: 2 }), false);
  assert.equal(Check(SaleCreateSchema, sale), true);
  assert.equal(Check(SaleCreateSchema, { ...sale, stock: 1 }), false);
  assert.equal(Check(SaleCreateSchema, { ...sale, variants: [{ ...sale.variants[0], sold: 1 }] }), false);
});

test('a sale has bounded numbers', () => {
  const withVariant = (change: object) => ({ ...sale, variants: [{ ...sale.variants[0], ...change }] });
  for (const change of [{ units: 0 }, { units: 1.5 }, { units: 10_000_001 }, { priceMinor: -1 }, { currency: 'cny' }]) {
    assert.equal(Check(SaleCreateSchema, withVariant(change)), false, JSON.stringify(change));
  }
  for (const change of [{ perBuyer: 0 }, { perBuyer: 101 }, { paymentWindowSeconds: 0 }, { variants: [] }]) {
    assert.equal(Check(SaleCreateSchema, { ...sale, ...change }), false, JSON.stringify(change));
  }
});

test('a patch changes something, and never stock', () => {
  assert.equal(Check(SalePatchSchema, { title: 'New' }), true);
  assert.equal(Check(SalePatchSchema, { closesAt: null }), true);
  assert.equal(Check(SalePatchSchema, {}), false);
  assert.equal(Check(SalePatchSchema, { variants: [{ sku: 'black', units: 5 }] }), false);
});

test('a change of stock says how many and why', () => {
  const change = { sku: 'black', delta: -5, reason: 'broken' };
  assert.equal(Check(StockChangeSchema, change), true);
  for (const part of [{ delta: 0 }, { reason: '' }, { delta: 0.5 }]) {
    assert.equal(Check(StockChangeSchema, { ...change, ...part }), false, JSON.stringify(part));
  }
});

test('schema names are unique, and every reference in the table and the schemas has its schema', () => {
  const names = schemas.map((schema) => (schema as { readonly $id?: string }).$id);
  assert.equal(new Set(names).size, names.length);
  const referred = JSON.stringify([schemas, routeIds.map(routeOf)]).matchAll(/"\$ref":"(\w+)#"/g);
  for (const [, name] of referred) assert.ok(names.includes(name), `${name} is missing in schemas.ts`);
});

test('the columns of an export are all fields of an order', () => {
  assert.deepEqual(Object.keys(OrderSchema.properties), [...orderColumns]);
});
