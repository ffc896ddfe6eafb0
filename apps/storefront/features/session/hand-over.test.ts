import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHandOver, subjectOf } from './hand-over.ts';

const origin = 'https://shop.example';

test('token and way back are read', () => {
  assert.deepEqual(readHandOver('#token=a.b.c&return=%2Fsales%2Fphone%3Fx%3D1', origin), {
    token: 'a.b.c',
    returnTo: '/sales/phone?x=1',
  });
  assert.deepEqual(readHandOver('', origin), { token: undefined, returnTo: '/' });
});

test('the way back never leaves the site', () => {
  const ways = [
    '//evil.example/',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '\\\\evil',
    '/\t/evil.example',
    '/session',
  ];
  for (const way of ways) {
    assert.equal(readHandOver(`#token=a&return=${encodeURIComponent(way)}`, origin).returnTo, '/', way);
  }
});

test('the name of a token is its subject', () => {
  const token = ['e30', Buffer.from('{"sub":"änn"}').toString('base64url'), 'x'].join('.');
  assert.equal(subjectOf(token), 'änn');
  for (const text of ['', 'a.b.c', `x.${Buffer.from('"text"').toString('base64url')}.y`]) {
    assert.equal(subjectOf(text), undefined);
  }
});
