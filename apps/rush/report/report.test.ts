import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { notJudged, verdictTexts } from '../judge/findings.ts';
import { renderHtmlReport } from './html-report.ts';
import { liveLine } from './live-line.ts';
import { duration, share, whole } from './numbers.ts';
import { histogramOf, percentilesOf, withoutThinStart } from './percentiles.ts';
import type { RushReport } from './rush-report.ts';
import { printSummary } from './summary.ts';

const some = { count: 4, p50: 1, p90: 20, p99: 300, p999: 4_000, max: 50_000 };

const report: RushReport = {
  tool: 'penstock rush',
  version: 1,
  startedAt: '2026-11-22T06:59:50.000Z',
  url: 'http://127.0.0.1:3000',
  sale: {
    saleId: 'phone',
    title: '<b>Phone</b> & case',
    isOwn: false,
    opensAt: '2026-11-22T07:00:00.000Z',
    perBuyer: 1,
    variants: [{ sku: 'unit', units: 2 }],
    units: 2,
  },
  crowd: {
    buyers: 1_000,
    wishesPerBuyer: 1,
    connections: 16,
    schedule: 'opening',
    ratePerSecond: null,
    earlyMs: 0,
    twiceShare: 0.1,
    cancelShare: 0,
    rounds: 1,
    seed: 7,
    end: 'done',
  },
  asks: { sent: 4, early: 1, retries: 0, unanswered: 1 },
  outcomes: [
    { outcome: 'sale-not-open', count: 1 },
    { outcome: 'sold-out', count: 1 },
    { outcome: 'held', count: 1 },
    { outcome: 'timed-out', count: 1 },
  ],
  given: { units: 2, orders: 2, buyers: 2, cancelled: 0 },
  money: null,
  firstUnitAfterMs: 0,
  soldOutAfterMs: 12,
  playedMs: 1_500,
  decisionsPerSecond: 41_200,
  latencyMs: { sinceDue: some, sinceSent: some },
  histogram: [
    { upToMs: 1, count: 3 },
    { upToMs: 2, count: 1 },
  ],
  timeline: {
    startsAtMs: -10,
    stepMs: 5,
    outcomes: ['sale-not-open', 'sold-out'],
    counts: [
      [1, 0],
      [0, 0],
      [0, 1],
    ],
  },
  clock: { offsetMs: 1, toleranceMs: 1.2 },
  client: { cpuUsPerRequest: 9.1, rssMb: 100 },
  verdicts: [
    {
      id: 'H2',
      text: verdictTexts.H2,
      holds: false,
      checked: 3,
      broken: 7,
      evidence: ['unit 3 of unit, of which there are 2 <script>'],
      note: undefined,
    },
    notJudged('H9', 'no payments'),
  ],
  holds: false,
  oddAnswers: ['500 <h1>oh</h1>'],
};

test('percentiles are exact', () => {
  const sorted = Float64Array.from({ length: 1_000 }, (_, at) => at + 1);
  assert.deepEqual(percentilesOf(sorted), { count: 1_000, p50: 500, p90: 900, p99: 990, p999: 999, max: 1_000 });
  assert.deepEqual(percentilesOf(new Float64Array(0)), { count: 0, p50: 0, p90: 0, p99: 0, p999: 0, max: 0 });
});

test('the histogram counts everything once, from the first bar with something in it', () => {
  const bars = histogramOf(Float64Array.of(3, 4, 5, 6, 6, 40));
  assert.deepEqual(bars, [
    { upToMs: 5, count: 3 },
    { upToMs: 10, count: 2 },
    { upToMs: 20, count: 0 },
    { upToMs: 50, count: 1 },
  ]);
  assert.deepEqual(histogramOf(new Float64Array(0)), []);
  const thin = [1, 0, 1, 500, 300].map((count, at) => ({ upToMs: at, count }));
  assert.deepEqual(withoutThinStart(thin), [
    { upToMs: 3, count: 502 },
    { upToMs: 4, count: 300 },
  ]);
  assert.deepEqual(withoutThinStart([]), []);
});

test('numbers are short and have units', () => {
  assert.deepEqual([0.4123, 12.345, 999, 1_524, 61_000].map(duration), [
    '0.41 ms',
    '12.3 ms',
    '999 ms',
    '1.52 s',
    '1 min 1 s',
  ]);
  assert.deepEqual([share(0.1234), share(1), whole(41_200)], ['12.3 %', '100 %', '41,200']);
});

test('the screen names what broke, what was not judged, and the first counterexamples', () => {
  const text = printSummary(report, { isColoured: false });
  assert.match(text, /^Rush on phone at http:\/\/127\.0\.0\.1:3000\n/);
  assert.match(text, /sold out +12 ms after the opening, the first unit after 0 ms/);
  assert.match(text, /decisions +41,200\/s over 1\.50 s/);
  assert.match(text, /BROKEN H2 .*\n +unit 3 of unit, of which there are 2 <script>\n +and 6 more\n/);
  assert.match(text, /nobody expected, among them\n +500 <h1>oh<\/h1>\n/);
  assert.match(text, /open {3}H9 .*no payments/);
  assert.match(text, /Broken: H2\. Not judged: H9\.\n$/);
  assert.ok(!text.includes('\u001b'), 'no colours');
  assert.ok(printSummary(report, { isColoured: true }).includes('\u001b'));
  const order = ['sale-not-open', 'sold-out', 'held', 'timed-out'].map((outcome) => text.indexOf(`\n${outcome} `));
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
});

test('the page needs nothing from elsewhere and trusts no text', () => {
  const page = renderHtmlReport(report);
  assert.match(page, /^<!doctype html>\n<html lang="en">/);
  assert.doesNotMatch(page, /<script|<link|<img|src=|@import|url\(|<b>/);
  assert.match(page, /&lt;b&gt;Phone&lt;\/b&gt; &amp; case/);
  assert.match(page, /<svg [^>]*role="img" aria-label="[^"]+"/);
  assert.match(page, /prefers-color-scheme: dark/);
  assert.match(page, /BROKEN/);
  assert.match(page, /500 &lt;h1&gt;/);
});

test('the live line is written over on a terminal and repeated elsewhere', () => {
  const read = (isTTY: boolean): string => {
    let text = '';
    const sink = new Writable({
      write(part: Buffer, _encoding, done) {
        text += part.toString();
        done();
      },
    });
    const line = liveLine(Object.assign(sink, { isTTY, columns: 30 }));
    line.show({ kind: 'note', text: 'phone: 2 units' });
    line.show({ kind: 'waiting', opensInMs: 4_980 });
    line.show({ kind: 'waiting', opensInMs: 4_970 });
    line.end();
    return text;
  };
  assert.equal(read(false), 'phone: 2 units\nopens in 5 s\n');
  assert.equal(read(true), '\r\u001b[Kphone: 2 units\n\r\u001b[Kopens in 5 s\r\u001b[K');
});
