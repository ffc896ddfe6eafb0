import type { SaleNumbers } from '@penstock/core';
import { askKinds } from './ask-kinds.ts';
import { latencyBucketsMax } from './latency-buckets.ts';
import type { Heard, SourceNumbers } from './live-source.ts';
import type { AskNumbers } from './sale-asks.ts';

/** The numbers of all sources together. A part that nobody is heard of is `undefined`, never zero. */
export type MergedNumbers = {
  readonly asks: AskNumbers | undefined;
  readonly ledger: SaleNumbers | undefined;
  readonly queue: SourceNumbers['queue'] | undefined;
};

/**
 * Adds up what was heard. What a missing source has counted stays in the totals, which would go back else; its rates,
 * its latencies and whatever it alone can tell are left out.
 */
export function mergeNumbers(heard: readonly Heard[]): MergedNumbers {
  const present = heard.filter((each) => !each.isMissing).map((each) => each.numbers);
  const counted = heard.flatMap(({ isMissing, numbers }) =>
    numbers?.asks === undefined ? [] : [isMissing ? totalsOnly(numbers.asks) : numbers.asks],
  );
  return {
    asks: counted.length === 0 ? undefined : counted.reduce(addAsks),
    ledger: present.find((numbers) => numbers?.ledger !== undefined)?.ledger,
    queue: present.find((numbers) => numbers?.queue !== undefined)?.queue,
  };
}

function totalsOnly(numbers: AskNumbers): AskNumbers {
  const none = { asksPerSecond: 0, answersPerSecond: askKinds.map(() => 0) };
  const noLatencies = { latencies: Array.from({ length: latencyBucketsMax }, () => 0), latencyMaxMs: 0 };
  return { ...numbers, ...none, ...noLatencies };
}

function addAsks(one: AskNumbers, other: AskNumbers): AskNumbers {
  return {
    sinceMs: Math.min(one.sinceMs, other.sinceMs),
    isWhole: one.isWhole && other.isWhole,
    asks: one.asks + other.asks,
    answers: addEach(one.answers, other.answers),
    asksPerSecond: one.asksPerSecond + other.asksPerSecond,
    answersPerSecond: addEach(one.answersPerSecond, other.answersPerSecond),
    // Each node had its peak at its own moment: together they had this many at most.
    peakAsksPerSecond: one.peakAsksPerSecond + other.peakAsksPerSecond,
    latencies: addEach(one.latencies, other.latencies),
    latencyMaxMs: Math.max(one.latencyMaxMs, other.latencyMaxMs),
    latenciesSoFar: addEach(one.latenciesSoFar, other.latenciesSoFar),
    latencySoFarMaxMs: Math.max(one.latencySoFarMaxMs, other.latencySoFarMaxMs),
  };
}

function addEach(one: readonly number[], other: readonly number[]): number[] {
  return one.map((value, at) => value + (other[at] ?? 0));
}
