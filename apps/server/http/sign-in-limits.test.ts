import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSignInLimits } from './sign-in-limits.ts';

const startMs = 1_000_000;

/** Tries as often as it may, of `times` times; answers how many went through. */
function tryTimes(times: number, tried: (nth: number) => { readonly name: string; readonly address: string }) {
  const limits = createSignInLimits();
  return {
    limits,
    passed: Array.from({ length: times }, (_, nth) => limits.tooMany(tried(nth), startMs)).filter(
      (no) => no === undefined,
    ).length,
  };
}

test('one name, any address', () => {
  const { limits, passed } = tryTimes(50, (nth) => ({ name: 'ann', address: `a${nth}` }));
  assert.equal(passed, 10);
  assert.equal(limits.tooMany({ name: 'ann', address: 'b' }, startMs + 60_000), undefined, 'one more after a minute');
  assert.notEqual(limits.tooMany({ name: 'ann', address: 'c' }, startMs + 60_000), undefined);
});

test('one address, any name: and the names that it tried too often are still open to others', () => {
  const { limits, passed } = tryTimes(50, (nth) => ({ name: nth < 9 ? 'ann' : `n${nth}`, address: 'a' }));
  assert.equal(passed, 20);
  assert.equal(limits.tooMany({ name: 'ann', address: 'b' }, startMs), undefined);
});

test('any name from anywhere', () => {
  assert.equal(tryTimes(200, (nth) => ({ name: `n${nth}`, address: `a${nth}` })).passed, 60);
});

test('who knows the password signs in as often as they like', () => {
  const limits = createSignInLimits();
  const tried = { name: 'ann', address: 'a' };
  for (let times = 0; times < 500; times += 1) {
    assert.equal(limits.tooMany(tried, startMs), undefined);
    limits.wasRight(tried);
  }
});
