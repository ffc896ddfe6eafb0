import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPasswords } from './passwords.ts';

test('a hash fits its own password, in every spelling of it, and no other', async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash('correct horse é');
  assert.match(hash, /^scrypt\$15\$8\$3\$/);
  assert.notEqual(await passwords.hash('correct horse é'), hash, 'every hash has its own salt');
  assert.equal(await passwords.isRight('correct horse é', hash), true);
  assert.equal(await passwords.isRight('correct horse e\u0301', hash), true);
  for (const wrong of ['', 'correct horse é ']) {
    assert.equal(await passwords.isRight(wrong, hash), false, wrong);
  }
  for (const text of [undefined, hash.slice(0, -1)]) {
    assert.equal(await passwords.isRight('correct horse é', text), false, String(text));
  }
});

test('a flood is turned away, and hashing goes on after it', async () => {
  const passwords = createPasswords({ logN: 10, r: 8, p: 1 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => passwords.isRight('x', undefined)));
  assert.equal(answers.filter((answer) => answer === false).length, 8);
  assert.equal(answers.filter((answer) => answer === 'busy').length, 12);
  assert.equal(await passwords.isRight('x', undefined), false);
});

test('the thread that serves goes on meanwhile', async () => {
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 1);
  await createPasswords().isRight('x', undefined);
  clearInterval(counting);
  assert.ok(turns > 3, `${turns} turns`);
});
