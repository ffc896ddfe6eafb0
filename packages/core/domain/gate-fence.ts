import { restore, setRules } from './gate-changes.ts';
import type { GateOrder, GateSale } from './gate-state.ts';
import { newGateSku } from './gate-state.ts';
import type { GateRules } from './sale.ts';

/** What a gate is loaded with at a rebuild: first `skus`, then every order that it must know. */
export type GateChunk = {
  /** `free` in ascending order, over all chunks that name the sku. */
  readonly skus?: readonly { readonly sku: string; readonly unitLast: number; readonly free: readonly number[] }[];
  readonly orders?: readonly GateOrder[];
};

/**
 * A bounded piece of a load. Numbers run from 0 without a gap, so that a piece that is sent again is recognised: its
 * units would else be put up for sale twice.
 */
export type GatePart = GateChunk & { readonly number: number };

/** From here to arming nothing is given and nothing changes. `false`: a newer rebuild owns the gate. */
export function fenceSale(sale: GateSale, rules: GateRules): boolean {
  if (rules.epoch < sale.rules.epoch) return false;
  sale.armed = false;
  sale.partsLoaded = 0;
  setRules(sale, rules);
  sale.changes += 1;
  return true;
}

/** Loads a part into a fenced sale; number 0 empties it first. `false`: not fenced under this epoch, or a part is missing. */
export function loadPart(sale: GateSale, epoch: number, part: GatePart): boolean {
  if (sale.armed || sale.rules.epoch !== epoch || part.number > sale.partsLoaded) return false;
  if (part.number < sale.partsLoaded) return true;
  if (part.number === 0) empty(sale);
  for (const { sku, unitLast, free } of part.skus ?? []) {
    const known = sale.skus.get(sku) ?? newGateSku(sku, unitLast, []);
    sale.skus.set(sku, known);
    known.free.push(...free);
    known.units += free.length;
  }
  for (const order of part.orders ?? []) restore(sale, order);
  sale.partsLoaded += 1;
  sale.changes += 1;
  return true;
}

/** Opens a fenced sale for asks. `false`: another epoch's rebuild owns the gate. */
export function armSale(sale: GateSale, epoch: number): boolean {
  if (sale.rules.epoch !== epoch) return false;
  if (sale.armed) return true;
  // The stack gives its last number first, and of what was loaded the lowest is to be given first.
  if (sale.partsLoaded > 0) for (const sku of sale.skus.values()) sku.free.sort((a, b) => b - a);
  sale.partsLoaded = 0;
  sale.armed = true;
  sale.changes += 1;
  return true;
}

function empty(sale: GateSale): void {
  sale.skus.clear();
  sale.orders.clear();
  sale.buyers.clear();
  sale.withdrawals.clear();
}
