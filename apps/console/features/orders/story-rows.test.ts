import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storyRows } from './story-rows.ts';

test('events of one clock say how much later they came, events of two clocks do not', () => {
  const at = (ms: number) => new Date(ms).toISOString();
  const rows = storyRows([
    { at: at(1_000), clock: 'gate', kind: 'order', code: 'given', text: 'asked' },
    {
      at: at(1_012),
      clock: 'ledger',
      kind: 'order',
      code: 'moved',
      text: 'promised',
      detail: { unit: 7, late: false },
    },
    { at: at(4_512), clock: 'ledger', kind: 'payment', code: 'opened', text: 'opened' },
  ]);
  assert.deepEqual(
    rows.map(({ laterMs }) => laterMs),
    [undefined, undefined, 3_500],
  );
  assert.deepEqual(rows[1]?.details, [
    ['unit', '7'],
    ['late', 'false'],
  ]);
});
