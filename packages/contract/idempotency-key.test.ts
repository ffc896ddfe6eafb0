import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatIdempotencyKey, parseIdempotencyKey } from './idempotency-key.ts';

function keyOf(value: string) {
  const reading = parseIdempotencyKey(value);
  return reading.ok ? reading.key : undefined;
}

test('a quoted string is the key between the quotes', () => {
  assert.equal(keyOf('"wish-1"'), 'wish-1');
  assert.equal(keyOf('"a b"'), 'a b');
  assert.equal(keyOf('"say \\"hi\\" \\\\"'), 'say "hi" \\');
  assert.equal(keyOf(`"${'k'.repeat(64)}"`), 'k'.repeat(64));
});

test('a bare word is taken too', () => {
  assert.equal(keyOf('8e03978e-40d5-43e8-bc93-6894a57f9324'), '8e03978e-40d5-43e8-bc93-6894a57f9324');
});

test('what is neither is refused', () => {
  for (const value of [
    '',
    '""',
    '"',
    '"a',
    'a"',
    '"a"b"',
    '"\\a"',
    'a b',
    '"ä"',
    `"${'k'.repeat(65)}"`,
    'k'.repeat(65),
    '"a", "b"',
  ]) {
    assert.equal(keyOf(value), undefined, value);
  }
});

test('a key that is written is read back', () => {
  for (const key of ['wish-1', 'a b', 'say "hi" \\', '!~']) assert.equal(keyOf(formatIdempotencyKey(key)), key);
});
