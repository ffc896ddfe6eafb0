import type { HoldOutcome } from '@penstock/core';
import { assert } from '@penstock/core';
import { readOrder } from '../order-line.ts';

const bare: ReadonlyMap<string, HoldOutcome> = new Map(
  (
    [
      'sale-not-found',
      'unknown-sku',
      'not-armed',
      'key-reused',
      'sale-paused',
      'sale-ended',
      'sold-out',
      'busy',
    ] as const
  ).map((kind) => [kind, { kind }]),
);

/** Reads what the script `hold` says of one ask. */
export function readOutcome(text: string): HoldOutcome {
  const known = bare.get(text);
  if (known !== undefined) return known;
  const tab = text.indexOf('\t');
  const kind = text.slice(0, tab);
  const rest = text.slice(tab + 1);
  switch (kind) {
    case 'held':
    case 'already-held':
      return { kind, order: readOrder(rest) };
    case 'sale-not-open':
      return { kind, opensAtMs: Number(rest) };
    case 'all-held':
      return { kind, backFromMs: rest === '' ? undefined : Number(rest) };
    case 'limit-reached': {
      const [limit, orderIds = ''] = rest.split('\t');
      return { kind, limit: Number(limit), orderIds: orderIds.split(' ') };
    }
  }
  assert(false, `the script hold says nothing like "${kind}"`);
}
