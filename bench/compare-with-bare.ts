import type { Bench } from './bench.ts';
import type { Sample, Side } from './compare.ts';
import { alternate, measure } from './compare.ts';
import { warmUpMs } from './limits.ts';
import type { AskOrder } from './load/load-orders.ts';
import type { SampleAnswer } from './load/sample-answer.ts';
import type { Figure, Target } from './result.ts';
import { figure } from './result.ts';
import { spreadOf } from './statistics.ts';

export type Comparison = {
  readonly figures: readonly Figure[];
  readonly target: Target;
  /** The medians that tell what bounds Penstock. */
  readonly medians: {
    readonly bareCpuUs: number;
    readonly cpuUs: number;
    readonly mainCpuUs: number;
    readonly busyShare: number;
  };
};

export type ComparisonPlan = {
  readonly penstock: Side;
  /** What Penstock answers, and the bare server too. */
  readonly answer: SampleAnswer;
  /** What is asked of Penstock before the first round and in each. */
  readonly warmUp: AskOrder;
  readonly orderOf: (round: number) => AskOrder;
  /** What is asked of the bare server in each round. */
  readonly bareOrder: AskOrder;
  /** The least ratio to the bare server's rate. */
  readonly ratioMin: number;
};

/** Runs Penstock and a bare server in turn. Of the ratios by time and by CPU time the lower one counts. */
export async function compareWithBare(bench: Bench, plan: ComparisonPlan): Promise<Comparison> {
  const bare = await bench.startBare(plan.answer);
  await measure(bench, bare, { ...plan.bareOrder, msMax: warmUpMs });
  await measure(bench, plan.penstock, plan.warmUp);
  const [bareSamples = [], samples = []] = await alternate(bench.rounds, [
    () => measure(bench, bare, plan.bareOrder),
    (round) => measure(bench, plan.penstock, plan.orderOf(round)),
  ]);
  const ratios = (read: (sample: Sample) => number) =>
    samples.map((sample, round) => read(sample) / read(bareSamples[round] as Sample));
  const byTime = figure(
    'ratio of requests/s',
    '',
    ratios((sample) => sample.requestsPerSecond),
  );
  const byCpu = figure(
    'ratio of requests per CPU second',
    '',
    ratios((sample) => sample.requestsPerCpuSecond),
  );
  const lower = Math.min(byTime.spread.median, byCpu.spread.median);
  const median = (of: readonly Sample[], read: (sample: Sample) => number) => spreadOf(of.map(read)).median;
  return {
    figures: [byTime, byCpu, ...sideFigures('bare', bareSamples), ...sideFigures('penstock', samples)],
    target: {
      text: `at least ${plan.ratioMin} of the bare server`,
      measured: lower.toFixed(2),
      isMet: lower >= plan.ratioMin,
    },
    medians: {
      bareCpuUs: median(bareSamples, (sample) => sample.cpuUs),
      cpuUs: median(samples, (sample) => sample.cpuUs),
      mainCpuUs: median(samples, (sample) => sample.mainThreadCpuUs),
      busyShare: median(samples, (sample) => sample.busyShare),
    },
  };
}

function sideFigures(side: string, samples: readonly Sample[]): readonly Figure[] {
  const of = (name: string, unit: string, read: (sample: Sample) => number) =>
    figure(`${side}: ${name}`, unit, samples.map(read));
  return [
    of('requests/s', '/s', (sample) => sample.requestsPerSecond),
    of('requests per CPU second', '/s', (sample) => sample.requestsPerCpuSecond),
    of('CPU a request', 'µs', (sample) => sample.cpuUs),
    of('CPU a request, first thread alone', 'µs', (sample) => sample.mainThreadCpuUs),
    of('core busy', '%', (sample) => sample.busyShare * 100),
    of('CPU of the load a request', 'µs', (sample) => sample.loadCpuUs),
  ];
}
