// From history and evidence to the report.
import type { Sale } from '@penstock/contract';
import type { CrowdEnd, CrowdPlan } from '../crowd/crowd.ts';
import type { History } from '../history/history.ts';
import type { Outcome } from '../history/outcomes.ts';
import { isRetried, outcomeNumber, outcomes } from '../history/outcomes.ts';
import type { Evidence } from '../judge/evidence.ts';
import { isStockChanged, unitsOf } from '../judge/evidence.ts';
import type { Verdict } from '../judge/findings.ts';
import { isPromised } from '../judge/order-moves.ts';
import { spansWithNothingFree } from '../judge/stock-spans.ts';
import { timelineStepsMax } from '../limits.ts';
import type { PayCounts } from '../pay/payers.ts';
import { moneyOf } from './money.ts';
import { histogramOf, percentilesOf } from './percentiles.ts';
import type { RushReport, Timeline } from './rush-report.ts';

export type Run = {
  readonly startedAt: string;
  readonly url: string;
  readonly sale: Sale;
  readonly plan: CrowdPlan;
  readonly end: CrowdEnd;
  readonly history: History;
  readonly evidence: Evidence;
  readonly verdicts: readonly Verdict[];
  /** Microseconds of processor time while the crowd played. */
  readonly cpuUs: number;
  readonly oddAnswers: readonly string[];
  /** Undefined in a run in which nobody pays. */
  readonly paid: PayCounts | undefined;
};

export function buildReport(run: Run): RushReport {
  const { plan, evidence, history } = run;
  const asks = measureAsks(run);
  return {
    tool: 'penstock rush',
    version: 1,
    startedAt: run.startedAt,
    url: run.url,
    sale: saleOf(run),
    crowd: {
      buyers: plan.shape.buyers,
      wishesPerBuyer: plan.shape.wishesPerBuyer,
      connections: plan.connections,
      schedule: plan.schedule.kind,
      ratePerSecond: plan.schedule.ratePerSecond ?? null,
      earlyMs: earlyMsOf(plan),
      twiceShare: plan.shape.twiceShare,
      cancelShare: plan.shape.cancelShare,
      rounds: plan.shape.rounds,
      seed: plan.shape.seed,
      end: run.end,
    },
    asks: { sent: asks.sent, early: asks.early, retries: asks.retries, unanswered: asks.unanswered },
    outcomes: outcomes
      .map((outcome, number) => ({ outcome, count: asks.counts[number] ?? 0 }))
      .filter(({ count }) => count > 0),
    given: givenOf(evidence),
    money: moneyOf(evidence, run.paid),
    firstUnitAfterMs: firstUnitAfterMs(evidence),
    soldOutAfterMs: soldOutAfterMs(evidence),
    playedMs: round1(asks.lastMs - asks.firstMs),
    decisionsPerSecond: asks.decided === 0 ? 0 : Math.round((asks.decided / (asks.lastMs - asks.firstMs)) * 1_000),
    latencyMs: { sinceDue: percentilesOf(asks.sinceDue), sinceSent: percentilesOf(asks.sinceSent) },
    histogram: histogramOf(asks.sinceDue),
    timeline: timelineOf(run),
    clock: { offsetMs: round1(evidence.clock.offsetMs), toleranceMs: round1(evidence.clock.toleranceMs) },
    client: {
      cpuUsPerRequest: history.length === 0 ? 0 : round1(run.cpuUs / history.length),
      rssMb: Math.round(process.memoryUsage.rss() / 1_024 / 1_024),
    },
    verdicts: run.verdicts,
    holds: run.verdicts.every(({ holds }) => holds !== false),
    oddAnswers: run.oddAnswers,
  };
}

function saleOf({ sale, evidence }: Run): RushReport['sale'] {
  const { isOwn, variants } = evidence.sale;
  const units = variants.reduce((sum, variant) => sum + variant.units, 0);
  const { saleId, title, opensAt, perBuyer } = sale;
  return { saleId, title, isOwn, opensAt, perBuyer, variants, units };
}

function earlyMsOf({ schedule }: CrowdPlan): number {
  const fromMs = schedule.earlyFromMs ?? schedule.startMs;
  return schedule.opensMs === undefined ? 0 : Math.max(0, Math.round(schedule.opensMs - fromMs));
}

type Asks = {
  sent: number;
  early: number;
  retries: number;
  unanswered: number;
  /** Asks since the opening that were told yes or a no that is not for later. */
  decided: number;
  firstMs: number;
  lastMs: number;
  readonly counts: number[];
  readonly sinceDue: Float64Array;
  readonly sinceSent: Float64Array;
};

function measureAsks({ history, plan }: Run): Asks {
  const sinceDue = new Float64Array(history.length);
  const sinceSent = new Float64Array(history.length);
  const counts = new Array<number>(outcomes.length).fill(0);
  const asks = { sent: 0, early: 0, retries: 0, unanswered: 0, decided: 0, firstMs: Infinity, lastMs: 0 };
  let measured = 0;
  for (const { kind, outcome, attempt, isEarly, dueMs, sentMs, answeredMs } of history) {
    if (kind !== 'ask') continue;
    asks.sent++;
    if (attempt > 0) asks.retries++;
    counts[outcomeNumber[outcome]] = (counts[outcomeNumber[outcome]] as number) + 1;
    if (isUnanswered(outcome)) asks.unanswered++;
    if (isEarly || dueMs < (plan.schedule.opensMs ?? -Infinity)) {
      asks.early++;
      continue;
    }
    asks.firstMs = Math.min(asks.firstMs, dueMs);
    if (isUnanswered(outcome)) continue;
    asks.lastMs = Math.max(asks.lastMs, answeredMs);
    if (!isRetried[outcome] && outcome !== 'sale-not-open') asks.decided++;
    sinceDue[measured] = answeredMs - dueMs;
    sinceSent[measured++] = answeredMs - sentMs;
  }
  if (asks.firstMs > asks.lastMs) asks.firstMs = asks.lastMs;
  return {
    ...asks,
    counts,
    sinceDue: sinceDue.subarray(0, measured).sort(),
    sinceSent: sinceSent.subarray(0, measured).sort(),
  };
}

function isUnanswered(outcome: Outcome): boolean {
  return outcome === 'timed-out' || outcome === 'connection-lost' || outcome === 'malformed-answer';
}

/** What the sale has given to anybody, by the export, else by what this crowd saw. */
function givenOf(evidence: Evidence): RushReport['given'] {
  const all = evidence.books.orders ?? [
    ...new Map(evidence.sightings.map(({ order }) => [order.orderId, order])).values(),
  ];
  const given = all.filter(({ status }) => isPromised(status));
  return {
    units: new Set(given.map(({ sku, unit }) => `${unit} ${sku}`)).size,
    orders: given.length,
    buyers: new Set(given.map(({ buyerId }) => buyerId)).size,
    cancelled: given.filter(({ status }) => status === 'cancelled').length,
  };
}

function firstUnitAfterMs(evidence: Evidence): number | null {
  let firstMs = Infinity;
  for (const { placedAt } of evidence.finals.values()) firstMs = Math.min(firstMs, Date.parse(placedAt));
  return firstMs === Infinity ? null : firstMs - evidence.sale.opensAtMs;
}

/** When for the first time nothing was free of any variant. */
function soldOutAfterMs(evidence: Evidence): number | null {
  const { journal, orders } = evidence.books;
  if (journal === undefined || orders === undefined || isStockChanged(evidence)) return null;
  const spans = spansWithNothingFree(evidence);
  let lastMs = -Infinity;
  for (const sku of unitsOf(evidence).keys()) lastMs = Math.max(lastMs, spans.get(sku)?.[0]?.fromMs ?? Infinity);
  return lastMs === Infinity ? null : lastMs - evidence.sale.opensAtMs;
}

function timelineOf({ history, plan }: Run): Timeline {
  const zeroMs = plan.schedule.opensMs ?? plan.schedule.startMs;
  let firstMs = Infinity;
  let lastMs = -Infinity;
  const seen = new Set<Outcome>();
  for (const { kind, outcome, answeredMs } of history) {
    if (kind !== 'ask' || answeredMs === Infinity) continue;
    firstMs = Math.min(firstMs, answeredMs);
    lastMs = Math.max(lastMs, answeredMs);
    seen.add(outcome);
  }
  if (seen.size === 0) return { startsAtMs: 0, stepMs: 1, outcomes: [], counts: [] };
  const shown = outcomes.filter((outcome) => seen.has(outcome));
  const stepMs = Math.max(1, Math.ceil((lastMs - firstMs + 1) / timelineStepsMax));
  const steps = Math.floor((lastMs - firstMs) / stepMs) + 1;
  const counts = Array.from({ length: steps }, () => new Array<number>(shown.length).fill(0));
  for (const { kind, outcome, answeredMs } of history) {
    if (kind !== 'ask' || answeredMs === Infinity) continue;
    const step = counts[Math.floor((answeredMs - firstMs) / stepMs)] as number[];
    const column = shown.indexOf(outcome);
    step[column] = (step[column] as number) + 1;
  }
  return { startsAtMs: Math.round(firstMs - zeroMs), stepMs, outcomes: shown, counts };
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
