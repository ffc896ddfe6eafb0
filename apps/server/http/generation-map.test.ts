import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGenerationMap } from './generation-map.ts';

test('it never has more than two generations, and what is in use stays', () => {
  const map = createGenerationMap<number>(100);
  map.set('in use', 1);
  for (let index = 0; index < 10_000; index += 1) {
    map.set(`passing ${index}`, index);
    assert.equal(map.get('in use'), 1);
    assert.ok(map.size() <= 200);
  }
  assert.equal(map.get('passing 0'), undefined);
  assert.equal(map.get('passing 9999'), 9_999);
});

test('what is deleted is gone from both generations', () => {
  const map = createGenerationMap<number>(10);
  map.set('a', 1);
  map.turn();
  assert.equal(map.get('a'), 1);
  map.delete('a');
  assert.equal(map.get('a'), undefined);
});

test('what was not read for two turns is forgotten', () => {
  const map = createGenerationMap<number>(10);
  map.set('a', 1);
  map.turn();
  map.turn();
  assert.equal(map.get('a'), undefined);
});
