import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DueQueue } from './due-queue.ts';

test('things come out in the order in which they are due', () => {
  const property = fc.property(fc.array(fc.oneof(fc.nat(100), fc.constant('take' as const))), (steps) => {
    const queue = new DueQueue<{ readonly dueMs: number }>();
    const model: number[] = [];
    for (const step of steps) {
      if (step !== 'take') {
        queue.add({ dueMs: step });
        model.push(step);
        model.sort((a, b) => a - b);
      } else assert.equal(queue.take()?.dueMs, model.shift());
      assert.equal(queue.size, model.length);
      assert.equal(queue.dueMs, model[0] ?? Number.POSITIVE_INFINITY);
    }
  });
  const seed = Date.now() % 0x7fff_ffff;
  console.log(`seed ${seed}`);
  fc.assert(property, { seed });
});
