import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { createTokenMemory } from './token-memory.ts';

const tokens = (count: number) => Array.from({ length: count }, () => randomBytes(32).toString('base64url'));

test('what is set is remembered at once, what is offered when it is offered again', () => {
  const memory = createTokenMemory<number>(64);
  memory.set('a token', 1);
  assert.equal(memory.get('a token'), 1);
  memory.offer('another one', 2);
  assert.equal(memory.get('another one'), undefined);
  memory.offer('another one', 2);
  assert.equal(memory.get('another one'), 2);
});

test('a token with the same end is another token', () => {
  const memory = createTokenMemory<number>(64);
  const end = 'the same end of both';
  memory.set(`one ${end}`, 1);
  assert.equal(memory.get(`two ${end}`), undefined);
  memory.set(`two ${end}`, 2);
  assert.equal(memory.get(`two ${end}`), 2);
  assert.equal(memory.get(`one ${end}`), undefined);
});

test('half as many tokens as there are places nearly all have one', () => {
  const memory = createTokenMemory<string>(8_192);
  const many = tokens(4_096);
  for (const token of many) memory.set(token, token);
  const known = many.filter((token) => memory.get(token) !== undefined);
  assert.ok(known.every((token) => memory.get(token) === token));
  assert.ok(known.length > 0.9 * many.length, `${known.length}`);
});

test('it never remembers more than it has places, and newcomers are remembered too', () => {
  const memory = createTokenMemory<string>(64);
  const many = tokens(1_000);
  for (const token of many) {
    memory.set(token, token);
    assert.equal(memory.get(token), token);
  }
  assert.ok(many.filter((token) => memory.get(token) !== undefined).length <= 64);
});
