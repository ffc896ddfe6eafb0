import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOperatorAuth } from './operator-auth.ts';

test('only the very token is the operators’', () => {
  const isOperator = createOperatorAuth('a-token-of-sixteen');
  assert.equal(isOperator('Bearer a-token-of-sixteen'), true);
  for (const header of [
    undefined,
    '',
    'Bearer ',
    'a-token-of-sixteen',
    'Bearer a-token-of-sixtee',
    'Bearer A-token-of-sixteen',
    'Bearer a-token-of-sixteen ',
  ]) {
    assert.equal(isOperator(header), false);
  }
});
