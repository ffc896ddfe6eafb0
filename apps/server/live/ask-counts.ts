import type { AskRecord } from '@penstock/core';
import { askKinds } from './ask-kinds.ts';
import type { AskNumbers, CountedBefore, SaleAsks } from './sale-asks.ts';
import { createSaleAsks } from './sale-asks.ts';

/** The asks of all sales at this node. */
export type AskCounts = {
  /** Where an ask for this sale is counted. */
  of(saleId: string): SaleAsks;
  /** How the asks of a sale went; all zero while none came. */
  numbers(saleId: string, nowMs: number): AskNumbers;
  /** The answers that this process gave, of all sales, by `askKinds`; they only grow. */
  answersHere(): readonly number[];
  /** The sales that this process counted asks of. */
  counted(): ReadonlyMap<string, SaleAsks>;
};

export type AskCountsParts = {
  /** Names that strangers make up are counted together: else each would take memory. */
  readonly isSale: (saleId: string) => boolean;
  /** When counting begins, in epoch ms. */
  readonly startedMs: number;
  /** What this node had counted before it was started anew. */
  readonly records: readonly AskRecord[];
};

/** Makes the counts: about 5 KB for each sale that was asked for, and 24 KB more for its last seconds. */
export function createAskCounts({ isSale, startedMs, records }: AskCountsParts): AskCounts {
  const nothing: CountedBefore = {
    ...{ sinceMs: startedMs, isWhole: true, asks: 0, answers: {}, peakAsksPerSecond: 0 },
    ...{ latencies: [], latencyMaxMs: 0 },
  };
  const before = new Map(records.map((record) => [record.saleId, record]));
  const bySale = new Map<string, SaleAsks>();
  const elsewhere = createSaleAsks(nothing);
  const make = (saleId: string) => createSaleAsks(before.get(saleId) ?? nothing);

  const begin = (saleId: string): SaleAsks => {
    if (!isSale(saleId)) return elsewhere;
    const asks = make(saleId);
    bySale.set(saleId, asks);
    return asks;
  };
  return {
    of: (saleId) => bySale.get(saleId) ?? begin(saleId),
    numbers: (saleId, atMs) => (bySale.get(saleId) ?? make(saleId)).numbers(atMs),
    answersHere: () => {
      const all = [...bySale.values(), elsewhere].map((asks) => asks.answersHere());
      return askKinds.map((_, at) => all.reduce((sum, answers) => sum + (answers[at] ?? 0), 0));
    },
    counted: () => bySale,
  };
}
