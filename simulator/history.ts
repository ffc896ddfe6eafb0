import assert from 'node:assert/strict';
import type { AskAnswer, Ledger, Order, OrderStatus } from '@penstock/core';
import { isLive } from '@penstock/core';

/** One ask as its client saw it. Without an answer it is unknown what became of it: the process died. */
export type AskRecord = {
  readonly saleId: string;
  readonly buyerId: string;
  readonly key: string | undefined;
  answer?: AskAnswer;
};

/** A status that was told of an order, between two moments of the scenario. */
export type Told = {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly askedAt: number;
  readonly toldAt: number;
};

/** What the clients of a shop were told, judged against its ledger when everything has come to rest. */
export type ClientHistory = { readonly asks: AskRecord[]; readonly told: Told[] };

/** A promise is told only once the ledger has it. For every answer, at the moment it arrives. */
export async function checkAnswer(ledger: Ledger, answer: AskAnswer): Promise<void> {
  if (answer.kind !== 'held' && answer.kind !== 'already-held') return;
  const { order } = answer;
  if (order.status === 'reserved') return;
  const recorded = await ledger.order(order.orderId);
  assert.ok(recorded, `H1: ${order.orderId} was told ${order.status}, and the ledger does not know it`);
  assert.equal(recorded.unit, order.unit, 'H1: one order, one unit');
}

/** For when nothing moves any more. */
export async function checkHistory(ledger: Ledger, { asks, told }: ClientHistory): Promise<void> {
  for (const [orderId, ofOrder] of Map.groupBy(told, (each) => each.orderId)) {
    checkForwards(orderId, ofOrder);
    checkFinal(orderId, ofOrder, await ledger.order(orderId));
  }
  await checkRefusals(ledger, asks);
}

// Answers to calls that overlap may arrive in any order; one that was asked for after another arrived may not be older.
function checkForwards(orderId: string, told: readonly Told[]): void {
  for (const before of told) {
    const older = told.find((each) => each.askedAt > before.toldAt && rank(each.status) < rank(before.status));
    assert.equal(older, undefined, `H8: ${orderId} was told ${before.status} and then ${older?.status}`);
  }
}

function checkFinal(orderId: string, told: readonly Told[], order: Order | undefined): void {
  for (const { status } of told) {
    if (status === 'reserved') continue;
    assert.ok(order, `H1: ${orderId} was told ${status} and is gone`);
    assert.ok(status === 'refused' || order.status !== 'refused', `H1: ${orderId} was told ${status} and is refused`);
    assert.ok(rank(status) < rank('expired') || status === order.status, `H4: ${orderId} was ${status}, not for good`);
  }
}

function rank(status: OrderStatus): number {
  if (status === 'reserved') return 0;
  return status === 'awaiting_payment' ? 1 : 2;
}

const refusals = ['key-reused', 'limit-reached', 'sale-paused', 'sale-ended', 'sold-out', 'all-held', 'busy'];

// A key all of whose asks were refused names no order but a refused one: a refusal says that this ask gave nothing.
async function checkRefusals(ledger: Ledger, asks: readonly AskRecord[]): Promise<void> {
  const byWish = Map.groupBy(
    asks.filter((ask) => ask.key !== undefined),
    ({ saleId, buyerId, key }) => JSON.stringify([saleId, buyerId, key]),
  );
  for (const [wish, [first, ...more]] of byWish) {
    const isRefused = [first, ...more].every((ask) => ask?.answer !== undefined && isRefusal(ask.answer));
    if (first === undefined || !isRefused) continue;
    const orders = await ledger.ordersOfBuyerInSale(first.saleId, first.buyerId);
    const given = orders.find((order) => order.idempotencyKey === first.key && order.status !== 'refused');
    assert.equal(given, undefined, `H4: ${wish} was refused each time, and has an order`);
  }
}

function isRefusal(answer: AskAnswer): boolean {
  return answer.kind === 'unavailable' || answer.kind === 'sale-not-open' || refusals.includes(answer.kind);
}

/** One buyer, at most `perBuyer` live orders, at every moment. */
export function checkOneEach(orders: readonly Order[], perBuyer: number): void {
  const live = Map.groupBy(
    orders.filter((order) => isLive(order.status)),
    (order) => order.buyerId,
  );
  for (const [buyerId, theirs] of live) {
    assert.ok(theirs.length <= perBuyer, `H3: ${buyerId} has ${theirs.length} live orders of ${perBuyer}`);
  }
}
