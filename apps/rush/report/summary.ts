// The run on one screen.
import pc from 'picocolors';
import type { Verdict } from '../judge/findings.ts';
import { duration, share, whole } from './numbers.ts';
import { withoutThinStart } from './percentiles.ts';
import type { Percentiles, RushReport } from './rush-report.ts';

type Colors = ReturnType<typeof pc.createColors>;

const barLength = 32;
const labelLength = 24;
const oddAnswersShown = 3;
const scheduleWords = {
  rate: 'on schedule at a fixed rate',
  opening: 'all at the opening',
  'closed-loop': 'as fast as answers come (the sale was open)',
} as const;

/** Text of about thirty lines, with a newline at its end. */
export function printSummary(report: RushReport, options: { readonly isColoured: boolean }): string {
  const colors = pc.createColors(options.isColoured);
  const lines = [
    ...headline(report, colors),
    '',
    ...figures(report, colors),
    '',
    ...latencies(report, colors),
    '',
    ...outcomeLines(report, colors),
    '',
    ...histogram(report, colors),
    '',
    ...verdictLines(report, colors),
    '',
    ...oddLines(report, colors),
    closing(report, colors),
  ];
  return `${lines.join('\n')}\n`;
}

function headline({ sale, crowd, url }: RushReport, colors: Colors): string[] {
  const { buyers, connections, schedule, seed } = crowd;
  const wishes = crowd.wishesPerBuyer > 1 ? `, ${crowd.wishesPerBuyer} wishes each` : '';
  return [
    colors.bold(`Rush on ${sale.saleId} at ${url}`),
    `${whole(buyers)} buyers${wishes} over ${whole(connections)} connections, ${scheduleWords[schedule]}, seed ${seed}`,
  ];
}

function figures(report: RushReport, colors: Colors): string[] {
  const { given, sale, asks, firstUnitAfterMs, soldOutAfterMs } = report;
  const soldOut = soldOutAfterMs === null ? 'not sold out' : `${duration(soldOutAfterMs)} after the opening`;
  const first = firstUnitAfterMs === null ? '' : `, the first unit after ${duration(firstUnitAfterMs)}`;
  const cancelled = given.cancelled === 0 ? '' : `, ${whole(given.cancelled)} cancelled`;
  const early = asks.early === 0 ? '' : `, ${whole(asks.early)} too early`;
  return [
    row('sold out', colors.bold(soldOut) + first),
    row(
      'given',
      `${whole(given.units)} of ${whole(sale.units)} units, ${whole(given.orders)} orders, ${whole(given.buyers)} buyers${cancelled}`,
    ),
    ...moneyLines(report),
    row(
      'asked',
      `${whole(asks.sent)}${early}, ${whole(asks.retries)} retries, ${whole(asks.unanswered)} without an answer`,
    ),
    row(
      'decisions',
      `${colors.bold(`${whole(report.decisionsPerSecond)}/s`)} over ${duration(report.playedMs)}; ` +
        `this client: ${report.client.cpuUsPerRequest} µs of CPU a request`,
    ),
  ];
}

/** Nothing in a run without money. */
function moneyLines({ money }: RushReport): string[] {
  if (money === null) return [];
  const { capturedMinor, refundedMinor, paidOrders, paidMinor, refundDueOrders } = money;
  const due = refundDueOrders === 0 ? '' : `, ${whole(refundDueOrders)} refunds still due`;
  const kept = `${whole(capturedMinor)} captured - ${whole(refundedMinor)} refunded = ${whole(capturedMinor - refundedMinor)}`;
  return [row('paid', `${whole(paidOrders)} orders at ${whole(paidMinor)} minor units; ${kept}${due}`)];
}

function latencies({ latencyMs }: RushReport, colors: Colors): string[] {
  const cells = (values: readonly string[]): string => values.map((value) => value.padStart(10)).join('');
  const line = (label: string, { p50, p90, p99, p999, max }: Percentiles): string =>
    row(label, cells([p50, p90, p99, p999, max].map(duration)));
  return [
    colors.dim(row('latency', cells(['p50', 'p90', 'p99', 'p99.9', 'max']))),
    line('since it was due', latencyMs.sinceDue),
    line('since it was sent', latencyMs.sinceSent),
  ];
}

function outcomeLines({ outcomes }: RushReport, colors: Colors): string[] {
  const all = outcomes.reduce((sum, { count }) => sum + count, 0);
  return [
    colors.dim(row('outcome', 'answers'.padStart(12))),
    ...outcomes.map(({ outcome, count }) =>
      row(outcome, `${whole(count).padStart(12)}  ${share(count / all).padStart(8)}`),
    ),
  ];
}

function histogram({ histogram: bars }: RushReport, colors: Colors): string[] {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const shown = withoutThinStart(bars);
  return [
    colors.dim(row('since due, up to', 'answers'.padStart(12))),
    ...shown.map(({ upToMs, count }) => {
      const bar = '█'.repeat(Math.ceil((count / most) * barLength));
      return row(duration(upToMs).padStart(10), `${whole(count).padStart(12)}  ${colors.cyan(bar)}`);
    }),
  ];
}

function verdictLines({ verdicts }: RushReport, colors: Colors): string[] {
  return verdicts.flatMap((verdict) => {
    const line = `${mark(verdict, colors)} ${verdict.id.padEnd(4)}${verdict.text} ${colors.dim(checkedText(verdict))}`;
    const hidden = verdict.broken - verdict.evidence.length;
    const more = hidden > 0 ? [`           and ${whole(hidden)} more`] : [];
    return [line, ...verdict.evidence.map((text) => colors.red(`           ${text}`)), ...more];
  });
}

function mark({ holds }: Verdict, colors: Colors): string {
  if (holds === 'not-judged') return colors.yellow('open  ');
  return holds ? colors.green('holds ') : colors.red(colors.bold('BROKEN'));
}

function checkedText({ holds, checked, note }: Verdict): string {
  const parts = [holds === 'not-judged' ? '' : `${whole(checked)} checked`, note ?? ''].filter((part) => part !== '');
  return `(${parts.join('; ')})`;
}

/** Nothing in a good run. */
function oddLines({ oddAnswers }: RushReport, colors: Colors): string[] {
  if (oddAnswers.length === 0) return [];
  const shown = oddAnswers.slice(0, oddAnswersShown).map((body) => `           ${body.replaceAll(/\s+/g, ' ')}`);
  return [colors.yellow('answers that nobody expected, among them'), ...shown, ''];
}

function closing({ holds, verdicts, crowd }: RushReport, colors: Colors): string {
  const open = verdicts.filter((verdict) => verdict.holds === 'not-judged').map(({ id }) => id);
  const broken = verdicts.filter((verdict) => verdict.holds === false).map(({ id }) => id);
  const ends = {
    done: '',
    'server-away': ' The server was away for too long, so not everybody asked.',
    stopped: ' Stopped early.',
  };
  const rest = open.length === 0 ? '' : ` Not judged: ${open.join(', ')}.`;
  const verdict = holds
    ? colors.green('Every invariant that was judged held.')
    : colors.red(`Broken: ${broken.join(', ')}.`);
  return verdict + rest + ends[crowd.end];
}

function row(label: string, text: string): string {
  return `${label.padEnd(labelLength)}${text}`;
}
