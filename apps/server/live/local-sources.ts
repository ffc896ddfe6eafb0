import { failure } from '@penstock/core';
import type { Engine } from '../wiring/engine.ts';
import type { AskCounts } from './ask-counts.ts';
import type { LiveSource } from './live-source.ts';

/** The sources of a system that is one process: a node, a worker with its ledger, and the line between them. */
export function localSources(
  engine: Pick<Engine, 'ledger' | 'catalog' | 'queueOf'>,
  counts: AskCounts,
): readonly LiveSource[] {
  return [
    { name: 'api', kind: 'api', read: async (saleId) => ({ asks: counts.numbers(saleId, performance.now()) }) },
    {
      name: 'worker',
      kind: 'worker',
      async read(saleId) {
        const ledger = await engine.ledger.saleNumbers(saleId);
        return ledger === undefined ? {} : { ledger };
      },
    },
    {
      name: 'queue',
      kind: 'queue',
      async read(saleId) {
        // A sale that is at no gate has no line; one that should be there and is not has an unknown one.
        if (engine.catalog.published(saleId) === undefined) return { queue: { depth: 0, oldestAgeMs: 0 } };
        const queue = await engine.queueOf(saleId);
        if (queue === undefined) throw failure('GATE_UNAVAILABLE', { detail: saleId });
        return { queue };
      },
    },
  ];
}
