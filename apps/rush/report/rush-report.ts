// What a run found, as numbers and words: the shape of `--json`, and what the screen and the page are made from.
import type { CrowdEnd } from '../crowd/crowd.ts';
import type { Outcome } from '../history/outcomes.ts';
import type { Verdict } from '../judge/findings.ts';
import type { PayCounts } from '../pay/payers.ts';
import type { Bar } from './percentiles.ts';

/** Milliseconds at and below which that share of the answers came. */
export type Percentiles = {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
};

export type RushReport = {
  readonly tool: 'penstock rush';
  /** 1; grows when a field changes its meaning. */
  readonly version: 1;
  readonly startedAt: string;
  readonly url: string;
  readonly sale: {
    readonly saleId: string;
    readonly title: string;
    /** Made by this run. */
    readonly isOwn: boolean;
    readonly opensAt: string;
    readonly perBuyer: number;
    readonly variants: readonly { readonly sku: string; readonly units: number }[];
    readonly units: number;
  };
  readonly crowd: {
    readonly buyers: number;
    readonly wishesPerBuyer: number;
    readonly connections: number;
    readonly schedule: 'rate' | 'opening' | 'closed-loop';
    readonly ratePerSecond: number | null;
    readonly earlyMs: number;
    readonly twiceShare: number;
    readonly cancelShare: number;
    readonly rounds: number;
    readonly seed: number;
    readonly end: CrowdEnd;
  };
  readonly asks: {
    readonly sent: number;
    /** Asked before the opening on purpose. */
    readonly early: number;
    readonly retries: number;
    /** Without an answer to the end. */
    readonly unanswered: number;
  };
  /** Answers to asks, in the documented order; the early ones are among them. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly count: number }[];
  readonly given: {
    readonly units: number;
    readonly orders: number;
    readonly buyers: number;
    readonly cancelled: number;
  };
  /** By the payment provider's own list, in minor units; null where there is none. */
  readonly money: {
    readonly payments: number;
    readonly capturedMinor: number;
    readonly refundedMinor: number;
    /** Orders whose money is still to go back. */
    readonly refundDueOrders: number;
    readonly paidOrders: number;
    /** The prices of the paid orders together: what captured less refunded must be. */
    readonly paidMinor: number;
    /** What the winners of this run meant to do, and how it went. */
    readonly payers: PayCounts | null;
  } | null;
  /** Milliseconds after the opening by the server's clock; null when it did not happen or cannot be known. */
  readonly firstUnitAfterMs: number | null;
  readonly soldOutAfterMs: number | null;
  /** From the first ask after the opening to the last answer. */
  readonly playedMs: number;
  readonly decisionsPerSecond: number;
  /** Of asks since the opening: from the moment at which they should have been sent, and from when they were. */
  readonly latencyMs: { readonly sinceDue: Percentiles; readonly sinceSent: Percentiles };
  /** Answers since due that took longer than the bar before and at most `upToMs`. */
  readonly histogram: readonly Bar[];
  readonly timeline: Timeline;
  readonly clock: { readonly offsetMs: number; readonly toleranceMs: number };
  readonly client: { readonly cpuUsPerRequest: number; readonly rssMb: number };
  readonly verdicts: readonly Verdict[];
  /** Whether no predicate was broken. */
  readonly holds: boolean;
  /** Bodies of answers that the contract does not know. */
  readonly oddAnswers: readonly string[];
};

/** Answers over time: for each step of `stepMs` after `startsAtMs` (from the opening) the count of each outcome. */
export type Timeline = {
  readonly startsAtMs: number;
  readonly stepMs: number;
  readonly outcomes: readonly Outcome[];
  /** By step, then in the order of `outcomes`. */
  readonly counts: readonly (readonly number[])[];
};
