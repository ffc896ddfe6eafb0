import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ring } from './ring.ts';

test('what has waited longest leaves first, also around the end and after a removal', () => {
  const ring = new Ring<string>(3);
  ring.add('a');
  ring.add('b');
  ring.add('c');
  assert.equal(ring.take(), 'a');
  ring.add('d');
  ring.remove('c');
  ring.remove('x');
  assert.equal(ring.size, 2);
  assert.deepEqual([ring.take(), ring.take(), ring.take()], ['b', 'd', undefined]);
});

test('a full ring takes no more', () => {
  const ring = new Ring<string>(1);
  ring.add('a');
  assert.throws(() => ring.add('b'), /broken claim/);
});
