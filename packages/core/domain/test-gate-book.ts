import assert from 'node:assert/strict';

import type { Ask } from './decide-ask.ts';
import type { GateSale } from './gate-state.ts';
import { skuCounts } from './gate-state.ts';
import type { HoldOutcome } from './hold-unit.ts';

type BookOrder = { readonly ask: Ask; readonly unit: number; state: 'unpaid' | 'sold' | 'ended' };

/**
 * What an onlooker writes down of a gate: who was given which unit, and what came back. It keeps lists, searches them
 * all, and shares nothing with the gate's own state, so that the two can be compared after every step.
 */
export type GateBook = {
  readonly orders: BookOrder[];
  readonly unitLast: Map<string, number>;
  readonly withdrawn: Map<string, { readonly sku: string; readonly units: readonly number[] }>;
};

export function newGateBook(unitLast: ReadonlyMap<string, number>): GateBook {
  return { orders: [], unitLast: new Map(unitLast), withdrawn: new Map() };
}

/** Checks what an ask was answered against the book, and writes down what was given. */
export function noteAnswer(book: GateBook, sale: GateSale, ask: Ask, outcome: HoldOutcome, nowMs: number): void {
  const known = book.orders.find((order) => order.ask.orderId === ask.orderId);
  if (known !== undefined) {
    assert.equal(outcome.kind === 'held' && outcome.order.unit, known.unit, 'same answer: an order id has one answer');
    return;
  }
  if (outcome.kind !== 'held') {
    checkRefusal(book, sale, ask, outcome, nowMs);
    return;
  }
  const { unit } = outcome.order;
  const { rules } = sale;
  assert.ok(nowMs >= rules.opensAtMs && nowMs < rules.closesAtMs, 'on the dot: given while the sale is open');
  assert.ok(!rules.paused, 'pause: nothing is given in one');
  assert.ok(unit >= 1 && unit <= (book.unitLast.get(ask.sku) ?? 0), `no oversell: there is no unit ${unit}`);
  assert.ok(!takenUnits(book, ask.sku).includes(unit), `no oversell: unit ${unit} is somebody's already`);
  assert.ok(liveOf(book, ask.buyerId).length < rules.perBuyer, 'one each: no more than the limit');
  book.orders.push({ ask, unit, state: 'unpaid' });
}

function checkRefusal(book: GateBook, sale: GateSale, ask: Ask, outcome: HoldOutcome, nowMs: number): void {
  const { rules } = sale;
  const live = liveOf(book, ask.buyerId);
  const named = book.orders.findLast(({ ask: { buyerId, key } }) => {
    return ask.key !== undefined && buyerId === ask.buyerId && key === ask.key;
  });
  const unpaid = book.orders.filter(({ ask: { sku }, state }) => sku === ask.sku && state === 'unpaid');
  const isFree = takenUnits(book, ask.sku).length < (book.unitLast.get(ask.sku) ?? 0);
  const orderId = 'order' in outcome ? outcome.order.orderId : undefined;
  const truths: Readonly<Record<string, boolean>> = {
    'sale-not-open': nowMs < rules.opensAtMs,
    'key-reused': named !== undefined && named.ask.sku !== ask.sku,
    'already-held': orderId === (named ?? live.at(-1))?.ask.orderId,
    'limit-reached': rules.perBuyer > 1 && live.length === rules.perBuyer,
    'sale-paused': rules.paused,
    'sale-ended': nowMs >= rules.closesAtMs,
    'sold-out': !isFree && unpaid.length === 0,
    'all-held': !isFree && unpaid.length > 0,
  };
  assert.equal(truths[outcome.kind], true, `true answers: ${outcome.kind} was said and is not so`);
}

/** Writes down what became of an order, if its unit is meant and it may still change. Answers whether it changed. */
export function noteEnd(book: GateBook, order: BookOrder, unit: number, end: 'release' | 'sell' | 'undo'): boolean {
  if (order.state !== 'unpaid' || order.unit !== unit) return false;
  if (end === 'undo') book.orders.splice(book.orders.indexOf(order), 1);
  else order.state = end === 'sell' ? 'sold' : 'ended';
  return true;
}

/** No leak: every number is free, live or withdrawn, exactly once, and the gate's counts say the same. */
export function checkPlaces(book: GateBook, sale: GateSale): void {
  for (const [name, unitLast] of book.unitLast) {
    const sku = sale.skus.get(name);
    assert.ok(sku);
    const places = [...sku.free, ...takenUnits(book, name)].sort((a, b) => a - b);
    const all = Array.from({ length: unitLast }, (_, index) => index + 1);
    assert.deepEqual(places, all, `no leak: the units of ${name}`);
    const live = (state: string) => book.orders.filter((each) => each.ask.sku === name && each.state === state).length;
    const { available, held, sold } = skuCounts(sku);
    assert.deepEqual([available, held, sold], [sku.free.length, live('unpaid'), live('sold')], 'no leak: the counts');
  }
}

function takenUnits(book: GateBook, sku: string): number[] {
  const live = book.orders.filter(({ ask, state }) => ask.sku === sku && (state === 'unpaid' || state === 'sold'));
  const withdrawn = [...book.withdrawn.values()].filter((each) => each.sku === sku).flatMap((each) => each.units);
  return [...live.map((order) => order.unit), ...withdrawn];
}

function liveOf(book: GateBook, buyerId: string): BookOrder[] {
  return book.orders.filter(({ ask, state }) => ask.buyerId === buyerId && (state === 'unpaid' || state === 'sold'));
}
