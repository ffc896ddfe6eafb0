import type { AskRecord } from '@penstock/core';
import type { AskKind } from './ask-kinds.ts';
import { askKinds, placeOf } from './ask-kinds.ts';
import { bucketOf, latencyBucketsMax } from './latency-buckets.ts';
import { ringIdleMaxMs } from './limits.ts';
import type { SlotRing } from './slot-ring.ts';
import { createSlotRing } from './slot-ring.ts';

/** How the asks of one sale went at one node. Plain data: it can travel to another node as it is. */
export type AskNumbers = {
  /** Since when asks are counted, in epoch ms. */
  readonly sinceMs: number;
  /** Whether all asks since then are counted: a process that died takes its last ones with it. */
  readonly isWhole: boolean;
  readonly asks: number;
  /** By `askKinds`. */
  readonly answers: readonly number[];
  readonly asksPerSecond: number;
  /** By `askKinds`. */
  readonly answersPerSecond: readonly number[];
  /** The highest number of asks in one second so far. */
  readonly peakAsksPerSecond: number;
  /** Decisions of the last 10 s by latency bucket, and the longest of them in ms. */
  readonly latencies: readonly number[];
  readonly latencyMaxMs: number;
  /** The same of all decisions. */
  readonly latenciesSoFar: readonly number[];
  readonly latencySoFarMaxMs: number;
};

/** Counts the asks of one sale. `nowMs` is a clock that never goes back. */
export type SaleAsks = {
  arrived(nowMs: number): void;
  answered(kind: AskKind, tookMs: number, nowMs: number): void;
  /** How often this process counted something: two equal ones mean that nothing came. */
  changes(): number;
  /** The answers that this process gave, by `askKinds`. */
  answersHere(): readonly number[];
  numbers(nowMs: number): AskNumbers;
  /** Gives the memory of the last seconds free when nothing happened in them. */
  rest(nowMs: number): void;
};

/** What was counted before: the same, without what is only of the last seconds. */
export type CountedBefore = Omit<AskRecord, 'saleId'>;

// The columns of a slot: asks, the longest decision in µs, answers by kind, decisions by latency bucket.
const asksAt = 0;
const longestAt = 1;
const answersAt = 2;
const latenciesAt = answersAt + askKinds.length;
const width = latenciesAt + latencyBucketsMax;

/** The slots of one second. */
const secondSlots = 2;

/** Makes the counts of a sale. An ask costs a few additions in arrays that are made once: nothing is allocated. */
export function createSaleAsks(before: CountedBefore): SaleAsks {
  const answers = Float64Array.from(askKinds, (kind) => before.answers[kind] ?? 0);
  const latencies = Float64Array.from({ length: latencyBucketsMax }, (_, at) => before.latencies[at] ?? 0);
  const answersBefore = answers.slice();
  let longestMs = before.latencyMaxMs;
  let asks = before.asks;
  let peak = before.peakAsksPerSecond;
  let changes = 0;
  let lastMs = 0;
  let ring: SlotRing | undefined;
  let filling: Uint32Array | undefined;
  const inLastSecond = () => (filling?.[asksAt] ?? 0) + sum(ring?.full(secondSlots - 1) ?? [], asksAt);
  const onTurn = () => {
    peak = Math.max(peak, inLastSecond());
  };
  const rowAt = (nowMs: number): Uint32Array => {
    ring ??= createSlotRing(width, onTurn);
    filling = ring.rowAt(nowMs);
    changes += 1;
    return filling;
  };
  return {
    arrived(nowMs) {
      addOne(rowAt(nowMs), asksAt);
      asks += 1;
      lastMs = nowMs;
    },
    answered(kind, tookMs, nowMs) {
      const row = rowAt(nowMs);
      const place = placeOf(kind);
      const bucket = bucketOf(tookMs);
      addOne(answers, place);
      addOne(latencies, bucket);
      addOne(row, answersAt + place);
      addOne(row, latenciesAt + bucket);
      if (tookMs * 1_000 > (row[longestAt] ?? 0)) row[longestAt] = tookMs * 1_000;
      if (tookMs > longestMs) longestMs = tookMs;
    },
    changes: () => changes,
    answersHere: () => [...answers].map((count, at) => count - (answersBefore[at] ?? 0)),
    rest(nowMs) {
      if (nowMs - lastMs < ringIdleMaxMs) return;
      onTurn();
      ring = undefined;
      filling = undefined;
    },
    numbers(nowMs) {
      // The slot that is filling would make every rate too low: the last second is that of the full ones.
      ring?.rowAt(nowMs);
      const second = ring?.full(secondSlots) ?? [];
      const kept = ring?.all() ?? [];
      return {
        ...{ sinceMs: before.sinceMs, isWhole: before.isWhole },
        asks,
        answers: [...answers],
        asksPerSecond: sum(second, asksAt),
        answersPerSecond: sums(second, { first: answersAt, count: askKinds.length }),
        peakAsksPerSecond: Math.max(peak, inLastSecond()),
        latencies: sums(kept, { first: latenciesAt, count: latencyBucketsMax }),
        latencyMaxMs: Math.max(0, ...kept.map((row) => row[longestAt] ?? 0)) / 1_000,
        latenciesSoFar: [...latencies],
        latencySoFarMaxMs: longestMs,
      };
    },
  };
}

function addOne(counts: Uint32Array | Float64Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function sum(rows: readonly Uint32Array[], at: number): number {
  return rows.reduce((total, row) => total + (row[at] ?? 0), 0);
}

function sums(rows: readonly Uint32Array[], columns: { readonly first: number; readonly count: number }): number[] {
  return Array.from({ length: columns.count }, (_, at) => sum(rows, columns.first + at));
}
