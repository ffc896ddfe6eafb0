import type { AskRecord, AskRecords } from '@penstock/core';
import type { AskCounts } from './ask-counts.ts';
import { askKinds } from './ask-kinds.ts';
import { keepAsksEveryMs } from './limits.ts';
import type { AskNumbers } from './sale-asks.ts';

/** Writes down now and then what a node has counted, so that a restart loses none of it. */
export type AskKeeper = {
  /** Writes down what is left and says that it is all. */
  stop(): Promise<void>;
};

export type AskKeeperParts = {
  readonly ledger: AskRecords;
  readonly counts: AskCounts;
  /** The name under which this node resumes its counts. */
  readonly node: string;
};

/** Starts keeping. A ledger that is away is tried again at the next round: these are numbers, no sale waits for them. */
export function startAskKeeper({ ledger, counts, node }: AskKeeperParts): AskKeeper {
  const kept = new Map<string, number>();
  let saving: Promise<void> = Promise.resolve();

  const save = async (isLast: boolean) => {
    const nowMs = performance.now();
    const changed = [...counts.counted()].filter(([saleId, asks]) => asks.changes() !== kept.get(saleId));
    const changes = changed.map(([saleId, asks]) => [saleId, asks.changes()] as const);
    const records = changed.map(([saleId]) => recordOf(saleId, counts.numbers(saleId, nowMs)));
    for (const asks of counts.counted().values()) asks.rest(nowMs);
    if (records.length === 0 && !isLast) return;
    await ledger.saveAsks(node, records, isLast);
    for (const [saleId, count] of changes) kept.set(saleId, count);
  };
  const timer = setInterval(() => {
    saving = saving.then(() => save(false)).catch(() => undefined);
  }, keepAsksEveryMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await saving;
      // Not written: the next start finds the records open, and says that they are not whole.
      await save(true).catch(() => undefined);
    },
  };
}

function recordOf(saleId: string, numbers: AskNumbers): AskRecord {
  const { sinceMs, isWhole, asks, answers, peakAsksPerSecond, latenciesSoFar, latencySoFarMaxMs } = numbers;
  return {
    ...{ saleId, sinceMs, isWhole, asks, peakAsksPerSecond },
    answers: Object.fromEntries(askKinds.map((kind, at) => [kind, answers[at] ?? 0])),
    ...{ latencies: latenciesSoFar, latencyMaxMs: latencySoFarMaxMs },
  };
}
