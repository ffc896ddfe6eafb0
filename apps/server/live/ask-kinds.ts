import { askOutcomes } from '@penstock/contract';
import type { AskAnswer } from '@penstock/core';

/** What an ask for a unit is counted as. */
export type AskKind = AskAnswer['kind'] | 'refused-request' | 'rate-limited';

const otherKinds = ['unknown-sku', 'key-reused', 'busy', 'unavailable', 'refused-request', 'rate-limited'] as const;

/** Every answer to an ask: the outcomes in their documented order, then what is none. */
export const askKinds: readonly AskKind[] = [...askOutcomes, ...otherKinds];

const places = new Map(askKinds.map((kind, index) => [kind, index]));

/** The place of a kind in `askKinds`: counts are kept in arrays of numbers. */
export function placeOf(kind: AskKind): number {
  return places.get(kind) ?? 0;
}
