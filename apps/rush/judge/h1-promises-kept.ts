// H1: an order that was once told as promised is finally known, in a state that a promise can end in, with its unit.
import type { Order } from '@penstock/contract';
import type { Evidence } from './evidence.ts';

import type { Verdict } from './findings.ts';
import { Findings, notJudged } from './findings.ts';
import { isPromised } from './order-moves.ts';
import type { Sighting } from './sightings.ts';

export function judgePromisesKept(evidence: Evidence): Verdict {
  const findings = new Findings();
  const finals = evidence.finals;
  const readBuyers = new Set(evidence.ownLists.map(({ buyer }) => evidence.names.buyerIdOf(buyer)));
  if (evidence.books.orders === undefined && readBuyers.size === 0)
    return notJudged('H1', 'neither the books nor the buyers’ own lists could be read');
  const promises = new Map<string, Sighting>();
  for (const sighting of evidence.sightings) {
    const { order, buyerId } = sighting;
    if (order.buyerId !== buyerId) findings.add(`${buyerId} was shown order ${order.orderId} of ${order.buyerId}`);
    const first = promises.get(order.orderId);
    if (first !== undefined && nameOf(first.order) !== nameOf(order))
      findings.add(`order ${order.orderId} was told as ${nameOf(first.order)} and as ${nameOf(order)}`);
    if (first === undefined && isPromised(order.status)) promises.set(order.orderId, sighting);
  }
  for (const { order, buyerId } of promises.values()) {
    if (evidence.books.orders === undefined && !readBuyers.has(buyerId)) continue;
    findings.checked++;
    const lost = lossOf(order, finals.get(order.orderId));
    if (lost !== undefined)
      findings.add(`order ${order.orderId} was promised to ${buyerId} as ${nameOf(order)} and ${lost}`);
  }
  return findings.verdict('H1');
}

function lossOf(promised: Order, final: Order | undefined): string | undefined {
  if (final === undefined) return 'is finally unknown';
  if (!isPromised(final.status)) return `is finally ${final.status}`;
  if (nameOf(final) !== nameOf(promised)) return `is finally ${nameOf(final)}`;
  return final.buyerId === promised.buyerId ? undefined : `finally belongs to ${final.buyerId}`;
}

function nameOf({ sku, unit }: Order): string {
  return `unit ${unit} of ${sku}`;
}
