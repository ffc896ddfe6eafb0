import assert from 'node:assert/strict';
import type { Audit, Gate, Ledger, Order, Sale } from '@penstock/core';
import { isMoveAllowed } from '@penstock/core';
import { checkOneEach } from './history.ts';

/** What must be so at every moment, whatever is on its way. */
export async function checkMoment(ledger: Ledger, gate: Gate, saleId: string): Promise<void> {
  const sale = await ledger.sale(saleId);
  const places = await ledger.places(saleId);
  if (sale === undefined || places === undefined) return;
  const isArmed = (await gate.pulse(saleId))?.armed === true;
  const units = (await gate.units(saleId)) ?? [];
  for (const { sku, unitLast, units: count, held, sold, withdrawn } of places.skus) {
    const taken = [...held, ...sold, ...withdrawn];
    checkNumbers(taken, unitLast, `L1: ${sku} in the ledger`);
    assert.equal(count, unitLast - withdrawn.length, `L1: ${sku} has as many units as it was given`);
    assert.ok(held.length + sold.length <= count, `H2: no more of ${sku} are held or sold than there are`);
    const free = units.find((each) => each.sku === sku)?.free ?? [];
    checkNumbers(free, unitLast, `X1: ${sku} at the gate`);
    if (isArmed) {
      const both = free.filter((unit) => taken.includes(unit));
      assert.deepEqual(both, [], `X1: ${sku} is free at the gate and taken in the ledger`);
    }
  }
  const orders = await allOrders(ledger, saleId);
  checkOneEach(orders, sale.perBuyer);
  // The ledger refuses what a gate in order never gives.
  const strays = orders.filter(({ reason }) => reason === 'unit-taken' || reason === 'duplicate');
  assert.deepEqual(strays, [], 'the gate gives no unit and no slot twice');
}

function checkNumbers(numbers: readonly number[], last: number, what: string): void {
  assert.equal(new Set(numbers).size, numbers.length, `${what}: a unit is in one place: ${numbers.join(' ')}`);
  assert.ok(
    numbers.every((unit) => unit >= 1 && unit <= last),
    `${what}: a unit is numbered 1 to ${last}: ${numbers.join(' ')}`,
  );
}

/** What must be so when nothing is on its way any more. */
export async function checkAtRest(ledger: Ledger, saleId: string, audit: Audit | undefined): Promise<void> {
  const sale = await ledger.sale(saleId);
  const places = await ledger.places(saleId);
  if (sale === undefined || places === undefined) return;
  assert.equal(places.changesPending, 0, 'X4: the gate has heard everything');
  if (sale.state === 'published') checkAudit(audit, sale);
  const orders = await allOrders(ledger, saleId);
  for (const order of orders) await checkPath(ledger, order);
  for (const { sku, held, sold } of places.skus) {
    const unitsOf = (status: Order['status']) =>
      orders.filter((order) => order.sku === sku && order.status === status).map((order) => order.unit);
    assert.deepEqual(sorted(held), sorted(unitsOf('awaiting_payment')), `L1: ${sku} held, by its orders`);
    assert.deepEqual(sorted(sold), sorted(unitsOf('paid')), `L1: ${sku} sold, by its orders`);
  }
  const overdue = orders.filter(
    (order) => order.status === 'awaiting_payment' && (order.payByMs ?? 0) <= ledger.nowMs(),
  );
  assert.deepEqual(overdue, [], 'L7: what is due has expired');
}

function checkAudit(audit: Audit | undefined, sale: Sale): void {
  assert.equal(audit?.balanced, true, `H10: the audit balances: ${JSON.stringify(audit)}`);
  for (const { sku, available, held, sold } of audit?.skus ?? []) {
    const units = sale.variants.find((variant) => variant.sku === sku)?.units;
    assert.equal(available + held + sold, units, `H10: available + held + sold of ${sku}`);
  }
}

// L2 and L4
async function checkPath(ledger: Ledger, { saleId, orderId, status }: Order): Promise<void> {
  const { rows } = await ledger.journal(saleId, { orderId, limit: 100 });
  let at: Order['status'] | undefined;
  for (const { from, to } of rows) {
    assert.equal(from, at, `L2: the journal of ${orderId} has no gap`);
    assert.ok(from === undefined || isMoveAllowed({ from, to }), `L4: ${orderId} went from ${from} to ${to}`);
    at = to;
  }
  assert.equal(at, status, `L2: the journal of ${orderId} folds to its status`);
}

export async function allOrders(ledger: Ledger, saleId: string): Promise<readonly Order[]> {
  const { rows, next } = await ledger.ordersOfSale(saleId, { limit: 1_000 });
  assert.equal(next, undefined, 'a scenario has few orders');
  return rows;
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((a, b) => a - b);
}
