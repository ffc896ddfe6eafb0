// H10: at the end available + held + sold = N, and audit, export and journal tell the same story.
import type { Audit, Order, OrderStatus } from '@penstock/contract';
import type { Evidence } from './evidence.ts';
import { isStockChanged } from './evidence.ts';
import type { Verdict } from './findings.ts';
import { Findings, notJudged } from './findings.ts';
import { isForward } from './order-moves.ts';

export function judgeBalance(evidence: Evidence): Verdict {
  const { audit } = evidence.books;
  if (audit === undefined) return notJudged('H10', 'the audit could not be read');
  const findings = new Findings();
  if (audit.balanced !== true)
    findings.add(audit.balanced === null ? 'the audit found no stable moment' : 'the audit says: not balanced');
  for (const { sku, units, available, held, sold, unexplained } of audit.skus) {
    findings.checked += units;
    if (available + held + sold !== units)
      findings.add(`${sku}: ${available} available + ${held} held + ${sold} sold is not ${units}`);
    if (unexplained.length > 0)
      findings.add(`${sku}: units ${unexplained.slice(0, 10).join(', ')} are in no one place`);
  }
  if (isStockChanged(evidence)) {
    if (evidence.sale.isOwn) findings.add('the audit has other units than the sale was made with');
    else findings.note('the stock was changed while the crowd was there');
  }
  checkExport(findings, evidence, audit);
  checkJournal(findings, evidence);
  return findings.verdict('H10');
}

/** Only where nothing moved while the books were read can the two be compared. */
function checkExport(findings: Findings, { books }: Evidence, audit: Audit): void {
  if (books.orders === undefined) return;
  if (numbersOf(books.auditBefore) !== numbersOf(audit)) {
    findings.note('orders ended while the books were read, so audit and export were not compared');
    return;
  }
  const bySku = Map.groupBy(books.orders, ({ sku }) => sku);
  for (const { sku, held, sold } of audit.skus) {
    const orders = bySku.get(sku) ?? [];
    const unpaid = countOf(orders, 'reserved') + countOf(orders, 'awaiting_payment');
    const paid = countOf(orders, 'paid');
    if (unpaid !== held) findings.add(`${sku}: the audit says ${held} held, the export has ${unpaid} unpaid orders`);
    if (paid !== sold) findings.add(`${sku}: the audit says ${sold} sold, the export has ${paid} paid orders`);
  }
}

function checkJournal(findings: Findings, evidence: Evidence): void {
  if (evidence.books.journal === undefined || evidence.books.orders === undefined) return;
  const last = new Map<string, OrderStatus>();
  for (const { seq, orderId, from, to } of evidence.journal) {
    const before = last.get(orderId) ?? null;
    if (before !== from) findings.add(`journal entry ${seq} moves order ${orderId} from ${from}, but it was ${before}`);
    last.set(orderId, to);
  }
  // The journal was read after the export.
  for (const { orderId, status } of evidence.finals.values()) {
    const told = last.get(orderId);
    if (told === undefined) findings.add(`order ${orderId} is ${status}, and the journal does not know it`);
    else if (!isForward(status, told)) findings.add(`order ${orderId} is ${status}, and the journal ends with ${told}`);
  }
}

function numbersOf(audit: Audit | undefined): string {
  return JSON.stringify(audit?.skus.map(({ available, held, sold }) => [available, held, sold]));
}

function countOf(orders: readonly Order[], status: OrderStatus): number {
  return orders.reduce((count, order) => count + (order.status === status ? 1 : 0), 0);
}
