// The run as one page that needs nothing else: no script, no font, no address but its own.
import type { Verdict } from '../judge/findings.ts';
import { histogramChart, seriesClass, timelineChart } from './charts.ts';
import { htmlStyle } from './html-style.ts';
import { escapeHtml } from './html-text.ts';
import { duration, share, whole } from './numbers.ts';
import type { Percentiles, RushReport } from './rush-report.ts';

/** A complete HTML document. */
export function renderHtmlReport(report: RushReport): string {
  const title = `Rush on ${escapeHtml(report.sale.saleId)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header><h1>${title}</h1>${heading(report)}</header>
<main>
${figures(report)}
<section><h2>Verdict</h2>${verdictTable(report.verdicts)}</section>
<section><h2>Answers over time</h2><div class="wide">${timelineChart(report.timeline)}</div>${outcomeTable(report)}</section>
<section><h2>Latency</h2>${latencyTable(report)}<div class="wide">${histogramChart(report.histogram)}</div>${latencyNote(report)}</section>
${oddAnswers(report)}
</main>
<footer><p class="soft">Made by penstock rush. Seed ${report.crowd.seed}.</p></footer>
</body>
</html>
`;
}

function heading({ sale, url, startedAt, holds }: RushReport): string {
  const verdict = holds
    ? '<p class="holds">Every invariant that was judged held.</p>'
    : '<p class="broken">An invariant was broken.</p>';
  const made = sale.isOwn ? 'a sale made for this run' : escapeHtml(sale.title);
  return `<p class="soft">${made}, at ${escapeHtml(url)}, begun ${escapeHtml(startedAt)}, opened ${escapeHtml(sale.opensAt)}</p>${verdict}`;
}

function moneyPairs(money: Exclude<RushReport['money'], null>): readonly (readonly [string, string])[] {
  return [
    ['Paid orders', `${whole(money.paidOrders)} at ${whole(money.paidMinor)} minor units`],
    ['Captured less refunded', whole(money.capturedMinor - money.refundedMinor)],
  ];
}

function figures(report: RushReport): string {
  const { given, sale, crowd, asks } = report;
  const pairs: readonly (readonly [string, string])[] = [
    ['Sold out after', report.soldOutAfterMs === null ? 'not sold out' : duration(report.soldOutAfterMs)],
    ['First unit after', report.firstUnitAfterMs === null ? 'none given' : duration(report.firstUnitAfterMs)],
    ['Given', `${whole(given.units)} of ${whole(sale.units)} units`],
    ['To whom', `${whole(given.buyers)} buyers, ${whole(given.orders)} orders`],
    ...(report.money === null ? [] : moneyPairs(report.money)),
    ['Decisions a second', whole(report.decisionsPerSecond)],
    ['Asks', whole(asks.sent)],
    ['Asks too early', whole(asks.early)],
    ['Retries', whole(asks.retries)],
    ['Crowd', `${whole(crowd.buyers)} buyers`],
    ['Connections', whole(crowd.connections)],
    ['Client CPU a request', `${report.client.cpuUsPerRequest} µs`],
  ];
  return `<dl>${pairs.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => {
    const note = verdict.note === undefined ? '' : `<p class="soft">${escapeHtml(verdict.note)}</p>`;
    const items = verdict.evidence.map((text) => `<li><code>${escapeHtml(text)}</code></li>`);
    const hidden = verdict.broken - verdict.evidence.length;
    if (hidden > 0) items.push(`<li>and ${whole(hidden)} more</li>`);
    const evidence = items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
    const checked = verdict.holds === 'not-judged' ? '' : whole(verdict.checked);
    return `<tr><td>${verdict.id}</td><td>${escapeHtml(verdict.text)}${note}${evidence}</td><td>${mark(verdict)}</td><td class="number">${checked}</td></tr>`;
  });
  return `<div class="wide"><table><thead><tr><th>No.</th><th>Invariant</th><th>Verdict</th><th class="number">Checked</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function mark({ holds }: Verdict): string {
  if (holds === 'not-judged') return '<span class="open">not judged</span>';
  return holds ? '<span class="holds">holds</span>' : '<span class="broken">BROKEN</span>';
}

function outcomeTable({ outcomes, timeline }: RushReport): string {
  const all = outcomes.reduce((sum, { count }) => sum + count, 0);
  const rows = outcomes.map(({ outcome, count }) => {
    const swatch = `<span class="swatch ${seriesClass(timeline.outcomes, outcome)}"></span>`;
    return `<tr><td>${swatch}${outcome}</td><td class="number">${whole(count)}</td><td class="number">${share(count / all)}</td></tr>`;
  });
  return `<div class="wide"><table><thead><tr><th>Outcome</th><th class="number">Answers</th><th class="number">Share</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function latencyTable({ latencyMs }: RushReport): string {
  const cells = ({ p50, p90, p99, p999, max, count }: Percentiles): string =>
    [...[p50, p90, p99, p999, max].map(duration), whole(count)]
      .map((text) => `<td class="number">${text}</td>`)
      .join('');
  const names = ['p50', 'p90', 'p99', 'p99.9', 'max', 'answers'];
  const head = names.map((name) => `<th class="number">${name}</th>`).join('');
  return `<div class="wide"><table><thead><tr><th>Since</th>${head}</tr></thead><tbody><tr><td>it was due</td>${cells(latencyMs.sinceDue)}</tr><tr><td>it was sent</td>${cells(latencyMs.sinceSent)}</tr></tbody></table></div>`;
}

const latencyNotes = {
  rate: 'Asks were due on a fixed schedule, whatever the server did; an ask that had to wait for a connection has waited.',
  opening:
    'Everybody’s ask was due at the opening, so the time in which the crowd shared its connections is part of it.',
  'closed-loop': 'The sale was open already, so an ask was due when a connection was free for it.',
} as const;

function latencyNote({ crowd, clock }: RushReport): string {
  return `<p class="soft">${latencyNotes[crowd.schedule]} The server’s clock is known within ${clock.toleranceMs} ms.</p>`;
}

function oddAnswers({ oddAnswers: bodies }: RushReport): string {
  if (bodies.length === 0) return '';
  const items = bodies.map((body) => `<li><code>${escapeHtml(body)}</code></li>`).join('');
  return `<section><h2>Answers that nobody expected</h2><ul>${items}</ul></section>`;
}
