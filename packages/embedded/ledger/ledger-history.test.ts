import assert from 'node:assert/strict';
import { suite } from 'node:test';
import type { JournalRow, Ledger, Order, OrderStatus, UnitOfOrder } from '@penstock/core';
import { isLive, isMoveAllowed } from '@penstock/core';
import { fakeClock, property } from '@penstock/port-tests';
import { openLedgerInline } from './open-ledger-inline.ts';
import type { History } from './test-history.ts';
import { createPlayer, freeUnits, histories } from './test-history.ts';
import { saleId } from './test-holds.ts';

suite('whatever a gate gives and however it ends', () => {
  property('units, limits, journal and outbox keep their promises', histories, checkHistory);
});

async function checkHistory(history: History): Promise<void> {
  const clock = fakeClock(1_000);
  const ledger = openLedgerInline({ clock });
  const released: UnitOfOrder[] = [];
  const player = await createPlayer(ledger, clock, history, (change) => {
    if (change.kind === 'released') released.push(...change.orders);
  });
  const seen = new Map<string, OrderStatus>();
  for (const step of history.steps) {
    await player.play(step);
    const orders = await allOrders(ledger);
    await checkUnits(ledger, orders);
    checkBuyers(orders, history.perBuyer);
    checkForwards(orders, seen);
  }
  const orders = await allOrders(ledger);
  checkJournal(await allMoves(ledger), orders);
  await player.play({ kind: 'tell', limit: 1_000 });
  checkReleased(released, orders);
  await checkGate(ledger, orders);
  ledger.close();
}

async function allOrders(ledger: Ledger): Promise<readonly Order[]> {
  return (await ledger.ordersOfSale(saleId, { limit: 10_000 })).rows;
}

async function allMoves(ledger: Ledger): Promise<readonly JournalRow[]> {
  return (await ledger.journal(saleId, { limit: 10_000 })).rows;
}

/** Each unit is in one place, and what is held or sold is what live orders name. */
async function checkUnits(ledger: Ledger, orders: readonly Order[]): Promise<void> {
  const places = await ledger.places(saleId);
  for (const { sku, units, unitLast, held, sold, withdrawn } of places?.skus ?? []) {
    const taken = [...held, ...sold, ...withdrawn];
    assert.equal(new Set(taken).size, taken.length, 'a unit is in one place');
    assert.ok(taken.every((unit) => unit >= 1 && unit <= unitLast));
    assert.equal(unitLast - units, withdrawn.length, 'what left the sale was withdrawn');
    const named = orders.filter((order) => order.sku === sku && isLive(order.status)).map(({ unit }) => unit);
    assert.deepEqual(
      sorted([...held, ...sold]),
      sorted(named),
      'a unit is held by one live order, and each has its unit',
    );
  }
  const counted = Object.values(places?.ordersByStatus ?? {}).reduce((sum, count) => sum + count, 0);
  assert.equal(counted, orders.length);
}

function checkBuyers(orders: readonly Order[], perBuyer: number): void {
  const live = Map.groupBy(
    orders.filter(({ status }) => isLive(status)),
    ({ buyerId }) => buyerId,
  );
  for (const [buyerId, held] of live) assert.ok(held.length <= perBuyer, `${buyerId} has ${held.length}`);
}

/** An order that was seen in one status is later in that one or in one that may follow it. */
function checkForwards(orders: readonly Order[], seen: Map<string, OrderStatus>): void {
  for (const { orderId, status } of orders) {
    const from = seen.get(orderId);
    assert.ok(from === undefined || from === status || isMoveAllowed({ from, to: status }), `${from} to ${status}`);
    seen.set(orderId, status);
  }
}

function checkJournal(moves: readonly JournalRow[], orders: readonly Order[]): void {
  assert.deepEqual(
    moves.map(({ seq }) => seq),
    moves.map((_, index) => index + 1),
    'the journal has no gap',
  );
  const status = new Map<string, OrderStatus>();
  for (const { orderId, from, to } of moves) {
    assert.equal(from, status.get(orderId), 'a move begins where the last one ended');
    assert.ok(from === undefined ? to === 'reserved' : isMoveAllowed({ from, to }));
    status.set(orderId, to);
  }
  assert.deepEqual(new Map(orders.map((order) => [order.orderId, order.status])), status, 'it folds to the orders');
}

/** The gate hears of every order that ended, once, by the unit it had. */
function checkReleased(released: readonly UnitOfOrder[], orders: readonly Order[]): void {
  const ended = orders.filter(({ status }) => status === 'expired' || status === 'cancelled');
  const names = (list: readonly UnitOfOrder[]) =>
    list.map(({ orderId, sku, unit }) => `${orderId} ${sku} ${unit}`).sort();
  assert.deepEqual(names(released), names(ended));
}

/** A gate that is loaded now knows the free units, every live order, and what a key names. */
async function checkGate(ledger: Ledger, orders: readonly Order[]): Promise<void> {
  const loaded: string[] = [];
  for await (const chunk of ledger.gateChunks(saleId)) {
    for (const { sku, free } of chunk.skus ?? []) assert.deepEqual(sorted(free), await freeUnits(ledger, sku));
    for (const { orderId, stage } of chunk.orders ?? []) loaded.push(`${orderId} ${stage}`);
  }
  const known = orders.flatMap(({ orderId, status, idempotencyKey }) => {
    if (isLive(status)) return [`${orderId} promised`];
    return idempotencyKey === undefined ? [] : [`${orderId} done`];
  });
  assert.deepEqual(loaded.sort(), known.sort());
}

function sorted(units: readonly number[]): number[] {
  return units.toSorted((a, b) => a - b);
}
