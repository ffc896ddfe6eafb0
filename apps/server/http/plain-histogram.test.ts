import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram, Registry } from 'prom-client';
import { registerPlainHistogram } from './plain-histogram.ts';

const histogram = { name: 'wait_seconds', help: 'Seconds.', buckets: [0.1, 1] };

test('it says the same as the library’s own histogram', async () => {
  const plain = new Registry();
  const observe = registerPlainHistogram(plain, histogram);
  const library = new Registry();
  const other = new Histogram({ ...histogram, registers: [library] });
  for (const value of [0, 0.1, 0.5, 1, 7]) {
    observe(value);
    other.observe(value);
  }
  assert.equal(await plain.metrics(), await library.metrics());
});
