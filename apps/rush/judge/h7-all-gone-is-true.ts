// H7: who is told `sold-out` or `all-held` in [a, b] is told the truth about some moment of [a - 2 s, b]: there is one of
// [a, b] at which no unit had been free for longer than 2 s.
import type { Evidence } from './evidence.ts';
import { isStockChanged, toServerMs } from './evidence.ts';
import type { Verdict } from './findings.ts';
import { Findings, notJudged } from './findings.ts';
import type { Span } from './stock-spans.ts';
import { spansWithNothingLongFree } from './stock-spans.ts';

export function judgeAllGoneIsTrue(evidence: Evidence): Verdict {
  if (evidence.books.journal === undefined || evidence.books.orders === undefined)
    return notJudged('H7', 'it needs the journal and the orders, which could not be read');
  if (isStockChanged(evidence)) return notJudged('H7', 'the stock was changed while the crowd was there');
  const findings = new Findings();
  const { toleranceMs } = evidence.clock;
  const spans = spansWithNothingLongFree(evidence);
  for (const { kind, outcome, sku, wish, sentMs, answeredMs } of evidence.requests) {
    if (kind !== 'ask' || (outcome !== 'sold-out' && outcome !== 'all-held')) continue;
    findings.checked++;
    const name = evidence.sale.variants[sku]?.sku ?? 'an unknown sku';
    const fromMs = toServerMs(evidence, sentMs) - toleranceMs;
    const untilMs = toServerMs(evidence, answeredMs) + toleranceMs;
    if (touchesOne(spans.get(name) ?? [], { fromMs, untilMs })) continue;
    const buyerId = evidence.names.buyerIdOf(Math.floor(wish / evidence.names.wishesPerBuyer));
    const when = new Date(Math.round(toServerMs(evidence, answeredMs))).toISOString();
    findings.add(`${buyerId} was told ${outcome} about ${name} at ${when}, and a unit had been free for over 2 s`);
  }
  findings.note(`the client’s clock is right within ${toleranceMs.toFixed(1)} ms`);
  return findings.verdict('H7');
}

/** Whether one of the spans, which are in order and apart, has a moment in common with this one. */
function touchesOne(spans: readonly Span[], { fromMs, untilMs }: Span): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).untilMs < fromMs) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && span.fromMs <= untilMs;
}
