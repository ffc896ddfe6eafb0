// H6: nothing is given before `opensAt` nor after `closesAt`. By the gate's own instants, which need no tolerance, and
// by the client's clock, which does.
import type { Evidence } from './evidence.ts';
import { toServerMs } from './evidence.ts';
import type { Verdict } from './findings.ts';
import { Findings } from './findings.ts';

export function judgeOnTheDot(evidence: Evidence): Verdict {
  const findings = new Findings();
  const placed = new Map(evidence.sightings.map(({ order }) => [order.orderId, order]));
  for (const order of evidence.books.orders ?? []) placed.set(order.orderId, order);
  for (const { orderId, placedAt } of placed.values())
    checkInstant(findings, evidence, Date.parse(placedAt), `order ${orderId} was placed at ${placedAt}`);
  findings.checked = placed.size;
  for (const { seq, at, clock, orderId, from } of evidence.books.journal ?? [])
    if (clock === 'gate' && from === null)
      checkInstant(findings, evidence, Date.parse(at), `journal entry ${seq} gives order ${orderId} at ${at}`);
  checkAnswers(findings, evidence);
  findings.note(`the client’s clock is right within ${evidence.clock.toleranceMs.toFixed(1)} ms`);
  return findings.verdict('H6');
}

function checkInstant(findings: Findings, { sale }: Evidence, atMs: number, what: string): void {
  if (atMs < sale.opensAtMs) findings.add(`${what}, ${sale.opensAtMs - atMs} ms before the opening`);
  else if (sale.closesAtMs !== undefined && atMs >= sale.closesAtMs)
    findings.add(`${what}, ${atMs - sale.closesAtMs} ms after the end`);
}

/** A unit in hand before the opening, or asked for after the end, was given too early or too late for certain. */
function checkAnswers(findings: Findings, evidence: Evidence): void {
  const { sale, clock, names } = evidence;
  for (const { kind, outcome, wish, sentMs, answeredMs } of evidence.requests) {
    if (kind !== 'ask' || outcome !== 'held') continue;
    const buyerId = names.buyerIdOf(Math.floor(wish / names.wishesPerBuyer));
    const earlyMs = sale.opensAtMs - toServerMs(evidence, answeredMs) - clock.toleranceMs;
    if (earlyMs > 0) findings.add(`${buyerId} had a unit at least ${earlyMs.toFixed(1)} ms before the opening`);
    if (sale.closesAtMs === undefined) continue;
    const lateMs = toServerMs(evidence, sentMs) - clock.toleranceMs - sale.closesAtMs;
    if (lateMs > 0)
      findings.add(`${buyerId} asked at least ${lateMs.toFixed(1)} ms after the end and was given a unit`);
  }
}
