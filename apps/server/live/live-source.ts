import type { SaleNumbers } from '@penstock/core';
import type { AskNumbers } from './sale-asks.ts';

/** What a source tells of a sale. A part that it knows nothing of is left out. */
export type SourceNumbers = {
  readonly asks?: AskNumbers;
  readonly ledger?: SaleNumbers;
  readonly queue?: { readonly depth: number; readonly oldestAgeMs: number };
};

/** A part of the system that has numbers. */
export type LiveSource = {
  readonly name: string;
  readonly kind: 'api' | 'worker' | 'gateway' | 'queue';
  /** The numbers of a sale as they are now. Rejects, or never settles, when there is no answer. */
  read(saleId: string): Promise<SourceNumbers>;
};

/** What was heard of a source last. */
export type Heard = Pick<LiveSource, 'name' | 'kind'> & {
  /** How old its numbers are in ms; `undefined` when it was never heard. */
  readonly ageMs: number | undefined;
  readonly isMissing: boolean;
  readonly numbers: SourceNumbers | undefined;
};
