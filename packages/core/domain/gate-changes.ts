import { assert } from '../assert.ts';
import type { Ask, AskDecision } from './decide-ask.ts';
import type { GateOrder, GateSale, GateSku } from './gate-state.ts';
import type { GateRules } from './sale.ts';

/** Names one unit of one order. A change acts only if both match what the gate knows. */
export type UnitOfOrder = { readonly orderId: string; readonly sku: string; readonly unit: number };

/** A contiguous run of unit numbers, both ends included. */
export type UnitRange = { readonly firstUnit: number; readonly lastUnit: number };

type Grant = Extract<AskDecision, { kind: 'grant' }>;

/** Takes the unit that `decideAsk` found free. */
export function takeUnit(sale: GateSale, ask: Ask, grant: Grant, nowMs: number): GateOrder {
  const unit = grant.sku.free.pop();
  assert(unit !== undefined, 'a granted unit is free');
  const { orderId, buyerId, key } = ask;
  const order: GateOrder = {
    orderId,
    buyerId,
    sku: grant.sku.sku,
    unit,
    slot: grant.slot,
    key,
    placedAtMs: nowMs,
    payByMs: undefined,
    stage: 'reserved',
  };
  grant.sku.held += 1;
  remember(sale, grant.sku, order);
  sale.changes += 1;
  return order;
}

/** The ledger has promised the order: from now on it is known until when it may be paid. */
export function promise(sale: GateSale, orderId: string, payByMs: number): boolean {
  const order = sale.orders.get(orderId);
  if (order?.stage !== 'reserved') return false;
  order.stage = 'promised';
  order.payByMs = payByMs;
  sale.changes += 1;
  return true;
}

/** Gives the unit of an order that ended back. Idempotent: the second call, or another unit, changes nothing. */
export function release(sale: GateSale, given: UnitOfOrder): boolean {
  const order = heldOrder(sale, given);
  if (order === undefined) return false;
  const sku = skuOf(sale, order);
  order.stage = 'done';
  sku.held -= 1;
  sku.free.push(order.unit);
  forgetBuyersOrder(sale, order);
  trimHeldLine(sku);
  sale.changes += 1;
  return true;
}

/**
 * An order that the ledger never stored leaves no trace at all, as if it had never been asked for. Only for an
 * order whose absence from the ledger is proven (its transaction was rolled back by this very process).
 */
export function undo(sale: GateSale, given: UnitOfOrder): boolean {
  if (!release(sale, given)) return false;
  const order = sale.orders.get(given.orderId);
  assert(order !== undefined, 'a released order is remembered');
  sale.orders.delete(given.orderId);
  const orders = sale.buyers.get(order.buyerId)?.filter((each) => each !== order) ?? [];
  if (orders.length === 0) sale.buyers.delete(order.buyerId);
  else sale.buyers.set(order.buyerId, orders);
  return true;
}

/** The unit of a paid order is sold for good. Idempotent. */
export function sell(sale: GateSale, given: UnitOfOrder): boolean {
  const order = heldOrder(sale, given);
  if (order === undefined) return false;
  const sku = skuOf(sale, order);
  order.stage = 'sold';
  sku.held -= 1;
  sku.sold += 1;
  trimHeldLine(sku);
  sale.changes += 1;
  return true;
}

/** Puts new units up for sale. Idempotent: numbers up to the highest known one were added before. */
export function addUnits(sale: GateSale, skuName: string, range: UnitRange): boolean {
  const sku = sale.skus.get(skuName);
  assert(sku !== undefined, 'units are added to a known sku');
  const first = Math.max(range.firstUnit, sku.unitLast + 1);
  if (first > range.lastUnit) return false;
  for (let unit = range.lastUnit; unit >= first; unit -= 1) sku.free.push(unit);
  sku.units += range.lastUnit - first + 1;
  sku.unitLast = range.lastUnit;
  sale.changes += 1;
  return true;
}

export type Withdrawal = { readonly adjustmentId: string; readonly sku: string; readonly count: number };
export type WithdrawalOutcome =
  | { readonly kind: 'withdrawn'; readonly units: readonly number[] }
  | { readonly kind: 'not-enough-free'; readonly available: number };

/** Takes free units out for the house, all or none. The same adjustment id is answered with the same units. */
export function withdrawUnits(sale: GateSale, withdrawal: Withdrawal): WithdrawalOutcome {
  const before = sale.withdrawals.get(withdrawal.adjustmentId);
  if (before !== undefined) return { kind: 'withdrawn', units: before };
  const sku = sale.skus.get(withdrawal.sku);
  assert(sku !== undefined, 'units are withdrawn from a known sku');
  if (sku.free.length < withdrawal.count) return { kind: 'not-enough-free', available: sku.free.length };
  const units = sku.free.splice(0, withdrawal.count);
  sku.units -= units.length;
  sale.withdrawals.set(withdrawal.adjustmentId, units);
  sale.changes += 1;
  return { kind: 'withdrawn', units };
}

/** A withdrawal that the ledger did not store is undone: its units are for sale again. */
export function undoWithdrawal(sale: GateSale, skuName: string, adjustmentId: string): boolean {
  const units = sale.withdrawals.get(adjustmentId);
  const sku = sale.skus.get(skuName);
  if (units === undefined || sku === undefined) return false;
  sale.withdrawals.delete(adjustmentId);
  sku.free.unshift(...units);
  sku.units += units.length;
  sale.changes += 1;
  return true;
}

/** Takes newer rules, by epoch and then by version; older ones change nothing. */
export function setRules(sale: GateSale, rules: GateRules): boolean {
  const { epoch, version } = sale.rules;
  if (rules.epoch < epoch || (rules.epoch === epoch && rules.version <= version)) return false;
  sale.rules = rules;
  sale.changes += 1;
  return true;
}

/** Puts an order of the ledger into a gate that is being rebuilt; its unit is not among the free ones. Idempotent. */
export function restore(sale: GateSale, order: GateOrder): void {
  if (sale.orders.has(order.orderId)) return;
  const sku = skuOf(sale, order);
  if (order.stage === 'sold') sku.sold += 1;
  else if (order.stage !== 'done') sku.held += 1;
  if (order.stage !== 'done') sku.units += 1;
  remember(sale, sku, order);
}

function remember(sale: GateSale, sku: GateSku, order: GateOrder): void {
  assert(!sale.orders.has(order.orderId), 'an order id is given once');
  sale.orders.set(order.orderId, order);
  if (order.stage !== 'done' || order.key !== undefined) {
    const orders = sale.buyers.get(order.buyerId);
    if (orders === undefined) sale.buyers.set(order.buyerId, [order]);
    else orders.push(order);
  }
  if (order.stage === 'reserved' || order.stage === 'promised') sku.heldLine.push(order);
}

function skuOf(sale: GateSale, order: GateOrder): GateSku {
  const sku = sale.skus.get(order.sku);
  assert(sku !== undefined, 'an order is of a known sku');
  return sku;
}

function heldOrder(sale: GateSale, given: UnitOfOrder): GateOrder | undefined {
  const order = sale.orders.get(given.orderId);
  if (order === undefined || order.unit !== given.unit || order.sku !== given.sku) return undefined;
  return order.stage === 'reserved' || order.stage === 'promised' ? order : undefined;
}

// A done order counts against no limit; only a key can still name it. Without one its buyer is forgotten, so that
// memory follows the live orders and not everybody who ever came.
function forgetBuyersOrder(sale: GateSale, order: GateOrder): void {
  if (order.key !== undefined) return;
  const orders = sale.buyers.get(order.buyerId);
  assert(orders !== undefined, 'the buyer of a live order is known');
  if (orders.length === 1) sale.buyers.delete(order.buyerId);
  else orders.splice(orders.indexOf(order), 1);
}

const heldLineTrimMin = 1024;

function trimHeldLine(sku: GateSku): void {
  while (sku.heldHead < sku.heldLine.length) {
    const stage = sku.heldLine[sku.heldHead]?.stage;
    if (stage === 'reserved' || stage === 'promised') break;
    sku.heldHead += 1;
  }
  // Cut off what is passed only when it is most of the line: each order is then moved at most once on average.
  if (sku.heldHead >= heldLineTrimMin && sku.heldHead * 2 > sku.heldLine.length) {
    sku.heldLine = sku.heldLine.slice(sku.heldHead);
    sku.heldHead = 0;
  }
}
