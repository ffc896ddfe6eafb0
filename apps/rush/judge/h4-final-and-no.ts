// H4: a final status stays final, and a wish that only ever heard no has no order in the end.
import type { Order } from '@penstock/contract';
import { outcomeClass } from '../history/outcomes.ts';
import type { Evidence } from './evidence.ts';

import type { Verdict } from './findings.ts';
import { Findings, notJudged } from './findings.ts';
import { isForward, isLive } from './order-moves.ts';

export function judgeFinalAndNo(evidence: Evidence): Verdict {
  if (evidence.books.orders === undefined && evidence.ownLists.length === 0)
    return notJudged('H4', 'neither the books nor the buyers’ own lists could be read');
  const findings = new Findings();
  checkFinals(findings, evidence);
  checkRefusals(findings, evidence);
  return findings.verdict('H4');
}

function checkFinals(findings: Findings, { sightings, finals }: Evidence): void {
  for (const { order } of sightings) {
    const final = finals.get(order.orderId);
    if (isLive(order.status) || final === undefined) continue;
    findings.checked++;
    if (!isForward(order.status, final.status))
      findings.add(`order ${order.orderId} was told as ${order.status} and is finally ${final.status}`);
  }
}

/** A wish with a key is found by it; a wish without one is its buyer's only wish, so any order would be its own. */
function checkRefusals(findings: Findings, evidence: Evidence): void {
  const { names, books, ownLists } = evidence;
  const given = ordersByWish(evidence);
  const readBuyers = new Set(ownLists.map(({ buyer }) => buyer));
  for (const [wish, isOnlyRefused] of refusalsByWish(evidence)) {
    const buyer = Math.floor(wish / names.wishesPerBuyer);
    if (!isOnlyRefused || (books.orders === undefined && !readBuyers.has(buyer))) continue;
    findings.checked++;
    const name = names.keyOf(wish) ?? names.buyerIdOf(buyer);
    const order = given.get(name);
    if (order !== undefined)
      findings.add(`${name} only ever heard no, and has order ${order.orderId} (${order.status})`);
  }
}

function refusalsByWish({ requests }: Evidence): ReadonlyMap<number, boolean> {
  const wishes = new Map<number, boolean>();
  for (const { kind, wish, outcome } of requests)
    if (kind === 'ask') wishes.set(wish, wishes.get(wish) !== false && outcomeClass[outcome] === 'fail');
  return wishes;
}

function ordersByWish(evidence: Evidence): ReadonlyMap<string, Order> {
  const hasKeys = evidence.names.keyOf(0) !== undefined;
  const given = new Map<string, Order>();
  for (const order of [...evidence.finals.values(), ...evidence.ownLists.flatMap((list) => list.orders)]) {
    const name = hasKeys ? order.idempotencyKey : order.buyerId;
    if (name !== undefined) given.set(name, order);
  }
  return given;
}
