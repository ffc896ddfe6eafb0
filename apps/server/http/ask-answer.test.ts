import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAnswer } from './ask-answer.ts';
import { publishedState } from './sale-state.ts';

const openingMs = 1_764_000_060_000;

/** Two sales whose gates lie on two servers, of which one is ahead. */
const nowMs = (saleId?: string) => openingMs - (saleId === 'phone' ? 5_500 : 60_000);

test('how long to wait for an opening is told by the clock of the sale’s own gate', () => {
  const { headers, body } = askAnswer({ kind: 'sale-not-open', opensAtMs: openingMs }, 'phone', { nowMs });
  assert.equal(headers[headers.indexOf('retry-after') + 1], '6');
  const { opensAt, serverTime } = JSON.parse(String(body));
  assert.deepEqual([opensAt, serverTime], ['2025-11-24T16:01:00.000Z', '2025-11-24T16:00:54.500Z']);
});

test('an opening that has just come is waited for a second, never less', () => {
  const { headers } = askAnswer({ kind: 'sale-not-open', opensAtMs: openingMs - 5_500 }, 'phone', { nowMs });
  assert.equal(headers[headers.indexOf('retry-after') + 1], '1');
});

test('a sale tells the time of its own gate', () => {
  const counts = () => ({ phase: 'open', skus: [], changes: 1 }) as const;
  assert.equal(publishedState({ counts, nowMs }, 'phone')?.atMs, openingMs - 5_500);
});
