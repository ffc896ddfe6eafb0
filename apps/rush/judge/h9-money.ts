// H9: money that was taken stays with a paid order, or goes back. Judged by what the payment provider itself lists.
import type { Evidence } from './evidence.ts';
import type { Verdict } from './findings.ts';
import { Findings, notJudged } from './findings.ts';

type Money = { readonly orderId: string; readonly capturedMinor: number; readonly refundedMinor: number };

export function judgeMoney(evidence: Evidence): Verdict {
  const { captures, payments, orders } = evidence.books;
  if (captures === undefined || orders === undefined)
    return notJudged('H9', 'no list of captures: the payment provider of this server has none that can be read here');
  const findings = new Findings();
  const kept = keptByOrder(captures);
  checkOrders(evidence, kept, findings);
  if (payments !== undefined) checkBooks(kept, keptByOrder(payments), findings);
  return findings.checked === 0 ? notJudged('H9', 'no money was taken in this run') : findings.verdict('H9');
}

/** What was captured less what was given back, in minor units. */
function keptByOrder(payments: readonly Money[]): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  for (const { orderId, capturedMinor, refundedMinor } of payments) {
    kept.set(orderId, (kept.get(orderId) ?? 0) + capturedMinor - refundedMinor);
  }
  return kept;
}

function checkOrders({ finals }: Evidence, kept: ReadonlyMap<string, number>, findings: Findings): void {
  for (const orderId of kept.keys()) {
    if (finals.has(orderId)) continue;
    findings.checked++;
    findings.add(`money was taken for order ${orderId}, which the books do not have`);
  }
  for (const { orderId, status, priceMinor } of finals.values()) {
    const keptMinor = kept.get(orderId) ?? 0;
    if (status !== 'paid' && !kept.has(orderId)) continue;
    findings.checked++;
    if (status === 'paid' && keptMinor !== priceMinor)
      findings.add(`order ${orderId} is paid, costs ${priceMinor}, and ${keptMinor} was kept`);
    // Money that is due to go back has a rule and a retry; it is no finding, and the sum of a run shows it.
    if (status !== 'paid' && status !== 'refund_due' && keptMinor !== 0)
      findings.add(`order ${orderId} is ${status}, and ${keptMinor} was kept`);
  }
}

/** What the shop has booked must be what the provider says: money that only one of them knows is money in silence. */
function checkBooks(
  atProvider: ReadonlyMap<string, number>,
  booked: ReadonlyMap<string, number>,
  findings: Findings,
): void {
  for (const orderId of new Set([...atProvider.keys(), ...booked.keys()])) {
    const [kept, said] = [atProvider.get(orderId) ?? 0, booked.get(orderId) ?? 0];
    if (kept !== said) findings.add(`order ${orderId}: the provider kept ${kept}, and the books say ${said}`);
  }
}
