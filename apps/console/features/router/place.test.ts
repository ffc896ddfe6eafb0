import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderPath, pagePath, placeOf, salePages, salePath } from './place.ts';

test('every address has its page', () => {
  const cases: readonly (readonly [path: string, place: string])[] = [
    ['/console', 'home'],
    ['/console/', 'home'],
    ['/console/sales', 'sales'],
    ['/console/sales/phone', 'board phone'],
    ['/console/sales/phone/', 'board phone'],
    ['/console/sales/new-sale/audit', 'audit new-sale'],
    ['/console/sales/%zz/orders', 'orders %zz'],
    ['/console/sales/phone/secrets', 'not-found phone'],
    ['/console/sales/phone/audit/more', 'not-found phone'],
    ['/console/orders', 'not-found'],
    ['/console/orders/0-1', 'order 0-1'],
    ['/console/orders/0-1/edit', 'not-found 0-1'],
    ['/console/constructor', 'not-found'],
    ['/console/log/x', 'not-found x'],
  ];
  for (const [path, expected] of cases) {
    const { page, id } = placeOf(path);
    assert.equal(`${page} ${id}`.trim(), expected, path);
  }
});

test('a made path leads to where it was made for', () => {
  for (const id of ['phone-11.11', 'a/b', '100%', '手机']) {
    for (const page of salePages) assert.deepEqual(placeOf(salePath(id, page)), { page, id });
    assert.deepEqual(placeOf(orderPath(id)), { page: 'order', id });
  }
  for (const page of ['home', 'sales', 'new-sale', 'deliveries', 'operators', 'log'] as const) {
    assert.deepEqual(placeOf(pagePath(page)), { page, id: '' });
  }
});
