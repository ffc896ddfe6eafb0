import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderPath, placeOf, salePath } from './place.ts';

test('every address has its page', () => {
  const cases: readonly (readonly [path: string, place: string])[] = [
    ['/', 'sale-list'],
    ['/sales/phone', 'sale phone'],
    ['/sales/phone/', 'sale phone'],
    ['/sales/a%20b', 'sale a b'],
    ['/sales/%zz', 'sale %zz'],
    ['/orders', 'order-list'],
    ['/orders/0-1', 'order 0-1'],
    ['/how-we-pick', 'how-we-pick'],
    ['/session', 'session'],
    ['/preview', 'preview'],
    ['/sales', 'not-found'],
    ['/sales/a/b', 'not-found a'],
    ['/admin', 'not-found'],
    ['/constructor', 'not-found'],
    ['/how-we-pick/x', 'not-found x'],
  ];
  for (const [path, expected] of cases) {
    const { page, id } = placeOf(path);
    assert.equal(`${page} ${id}`.trim(), expected, path);
  }
});

test('a made path leads to where it was made for', () => {
  for (const id of ['phone-11.11', 'a/b', '100%', '手机']) {
    assert.deepEqual(placeOf(salePath(id)), { page: 'sale', id });
    assert.deepEqual(placeOf(orderPath(id)), { page: 'order', id });
  }
});
