// H5: what was open when the crowd left (no answer, an unreadable one, `reserved`) is decided, and buyers see what the
// ledger has.
import type { Order } from '@penstock/contract';
import { outcomeClass } from '../history/outcomes.ts';
import type { Evidence } from './evidence.ts';

import type { Verdict } from './findings.ts';
import { Findings, notJudged } from './findings.ts';
import { isForward } from './order-moves.ts';

export function judgeDecided(evidence: Evidence): Verdict {
  if (evidence.books.orders === undefined) return notJudged('H5', 'the operator’s export of orders could not be read');
  const findings = new Findings();
  for (const text of evidence.unreadable) findings.add(text);
  checkReserved(findings, evidence);
  checkOpenAsks(findings, evidence);
  checkOwnLists(findings, evidence);
  return findings.verdict('H5');
}

function checkReserved(findings: Findings, evidence: Evidence): void {
  const finals = evidence.finals;
  const reserved = new Set(
    evidence.sightings.filter(({ order }) => order.status === 'reserved').map(({ order }) => order.orderId),
  );
  for (const orderId of reserved) {
    findings.checked++;
    const status = finals.get(orderId)?.status;
    if (status === undefined) findings.add(`order ${orderId} was reserved and is finally unknown`);
    else if (status === 'reserved') findings.add(`order ${orderId} is still reserved`);
  }
}

/** An ask without an answer is decided by its buyer's own list; that list has to have been read. */
function checkOpenAsks(findings: Findings, { requests, names, ownLists }: Evidence): void {
  const read = new Set(ownLists.map(({ buyer }) => buyer));
  const unread = new Set<number>();
  for (const { wish, outcome } of requests) {
    if (outcomeClass[outcome] !== 'info') continue;
    findings.checked++;
    const buyer = Math.floor(wish / names.wishesPerBuyer);
    if (!read.has(buyer)) unread.add(buyer);
  }
  if (unread.size === 0) return;
  const first = names.buyerIdOf(unread.values().next().value as number);
  findings.add(`${unread.size} buyers without an answer could not be decided: their lists were not read (${first})`);
}

function checkOwnLists(findings: Findings, evidence: Evidence): void {
  const finals = evidence.finals;
  const booked = Map.groupBy(finals.values(), (order) => order.buyerId);
  for (const { buyer, orders } of evidence.ownLists) {
    const buyerId = evidence.names.buyerIdOf(buyer);
    findings.checked++;
    for (const order of orders) {
      const difference = differenceOf(order, finals.get(order.orderId));
      if (difference !== undefined)
        findings.add(`${buyerId} sees order ${order.orderId} as ${order.status}; ${difference}`);
    }
    const own = new Set(orders.map(({ orderId }) => orderId));
    for (const { orderId, status } of booked.get(buyerId) ?? [])
      if (!own.has(orderId))
        findings.add(`the books have order ${orderId} (${status}) of ${buyerId}, who does not see it`);
  }
}

/** The books were read after the lists, so a state may have moved on meanwhile. */
function differenceOf(seen: Order, booked: Order | undefined): string | undefined {
  if (booked === undefined) return 'the books do not have it';
  if (booked.unit !== seen.unit || booked.sku !== seen.sku) return `the books say unit ${booked.unit} of ${booked.sku}`;
  if (booked.buyerId !== seen.buyerId) return `the books say it is ${booked.buyerId}’s`;
  if (booked.status === 'reserved') return 'the books say it is still reserved';
  return isForward(seen.status, booked.status) ? undefined : `the books say ${booked.status}`;
}
