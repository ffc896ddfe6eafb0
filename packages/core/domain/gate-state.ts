import { assert } from '../assert.ts';
import type { GateRules, SkuCounts } from './sale.ts';

/**
 * What the gate remembers of an order it gave.
 *
 *   reserved ──► promised ──► sold
 *      │             │
 *      └──► done ◄───┘
 */
export type GateOrder = {
  readonly orderId: string;
  readonly buyerId: string;
  readonly sku: string;
  readonly unit: number;
  /** Which of the buyer's `perBuyer` places this order takes, from 0; unique among the buyer's live orders. */
  readonly slot: number;
  readonly key: string | undefined;
  readonly placedAtMs: number;
  payByMs: number | undefined;
  stage: 'reserved' | 'promised' | 'sold' | 'done';
};

export type GateSku = {
  readonly sku: string;
  unitLast: number;
  units: number;
  /** A stack of unit numbers: the last one is given next, a released one goes on top. */
  readonly free: number[];
  held: number;
  sold: number;
  /** Held orders, oldest first; those before `heldHead` are known not to be held any more. */
  heldLine: GateOrder[];
  heldHead: number;
};

/** Where the units of a sku are at the gate: the free ones by number. */
export type GateUnits = {
  readonly sku: string;
  readonly free: readonly number[];
  readonly held: number;
  readonly sold: number;
};

/** The state of one sale at the gate: read by `decideAsk`, changed only by the functions of `gate-changes.ts`. */
export type GateSale = {
  rules: GateRules;
  /** Only an armed gate gives; a fenced one answers `not-armed` until a rebuild has compared and armed it. */
  armed: boolean;
  /** Parts loaded since the last fence, and 0 once armed. */
  partsLoaded: number;
  readonly skus: Map<string, GateSku>;
  /** Every order id that was given, live or done, so that a resend takes nothing. */
  readonly orders: Map<string, GateOrder>;
  /** The live orders of a buyer, and the done ones that a key names. Oldest first. */
  readonly buyers: Map<string, GateOrder[]>;
  /** Units taken out by the house for a withdrawal, by adjustment id: a resend answers the same. */
  readonly withdrawals: Map<string, readonly number[]>;
  /** Counts every change, so that a reader can tell whether two reads saw the same state. */
  changes: number;
};

/** What deciding reads of a sku: the gate's own, or what a node remembers of it, which has counts and no numbers. */
export type AskSku = {
  readonly sku: string;
  readonly free: { readonly length: number };
  readonly held: number;
  readonly heldLine: readonly Pick<GateOrder, 'placedAtMs' | 'payByMs'>[];
  readonly heldHead: number;
};

/** What deciding reads of a sale: the gate's own state, or a node's memory of it. */
export type AskState<Sku extends AskSku = AskSku> = {
  readonly rules: Pick<GateRules, 'opensAtMs' | 'closesAtMs' | 'perBuyer' | 'paused' | 'paymentWindowMs'>;
  readonly armed: boolean;
  readonly skus: ReadonlyMap<string, Sku>;
  readonly buyers: ReadonlyMap<string, readonly GateOrder[]>;
};

export function newGateSale(rules: GateRules): GateSale {
  return {
    rules,
    armed: false,
    partsLoaded: 0,
    skus: new Map(),
    orders: new Map(),
    buyers: new Map(),
    withdrawals: new Map(),
    changes: 0,
  };
}

/** Makes a sku whose units in `free` (any order) are for sale; the lowest number is given first. */
export function newGateSku(sku: string, unitLast: number, free: Iterable<number>): GateSku {
  const stack = [...free].sort((a, b) => b - a);
  return { sku, unitLast, units: stack.length, free: stack, held: 0, sold: 0, heldLine: [], heldHead: 0 };
}

export function skuCounts(sku: GateSku): SkuCounts {
  assert(sku.units === sku.free.length + sku.held + sku.sold, 'units = available + held + sold');
  return { sku: sku.sku, units: sku.units, available: sku.free.length, held: sku.held, sold: sku.sold };
}

/** When the oldest unpaid hold of a sku falls due, in epoch milliseconds: from then on units may come back. */
export function earliestReturnMs(sale: AskState, sku: AskSku): number | undefined {
  const oldest = sku.heldLine[sku.heldHead];
  if (oldest === undefined) return undefined;
  return oldest.payByMs ?? oldest.placedAtMs + sale.rules.paymentWindowMs;
}
