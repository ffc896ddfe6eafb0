import type { AskSku, AskState, GateOrder, GateRules, SkuCounts } from '@penstock/core';
import { readOrder } from '../order-line.ts';

type MemorySku = AskSku & { readonly unitLast: number; readonly sold: number };

type MemoryRules = Pick<GateRules, 'opensAtMs' | 'closesAtMs' | 'perBuyer' | 'paymentWindowMs' | 'paused'>;

/** What a node remembers of one sale: counts instead of unit numbers, and the orders of those who have one. */
export type SaleMemory = AskState & {
  readonly skus: Map<string, MemorySku>;
  /** Takes one line of a patch: absolute values, so that a line taken twice changes nothing. */
  take(line: string): void;
  /** Puts a buyer's orders in the order they were placed, after they were read in any order. */
  sort(): void;
  counts(): readonly SkuCounts[];
};

const noRules: MemoryRules = { opensAtMs: 0, closesAtMs: 0, perBuyer: 1, paymentWindowMs: 0, paused: false };

export function createSaleMemory(): SaleMemory {
  let rules = noRules;
  const skus = new Map<string, MemorySku>();
  const orders = new Map<string, GateOrder>();
  const buyers = new Map<string, GateOrder[]>();
  return {
    armed: true,
    get rules() {
      return rules;
    },
    skus,
    buyers,
    take(line) {
      const tab = line.indexOf('\t');
      const kind = line.slice(0, tab);
      const rest = line.slice(tab + 1);
      if (kind === 'order') takeOrder(orders, buyers, readOrder(rest));
      else if (kind === 'sku') takeSku(skus, rest.split('\t'));
      else if (kind === 'rules') rules = readRules(rest.split('\t').map(Number));
    },
    sort() {
      for (const each of buyers.values()) each.sort((a, b) => a.placedAtMs - b.placedAtMs || a.slot - b.slot);
    },
    counts: () =>
      [...skus.values()].map(({ sku, free, held, sold }) => {
        return { sku, units: free.length + held + sold, available: free.length, held, sold };
      }),
  };
}

function readRules([
  ,
  opensAtMs = 0,
  closesAtMs = 0,
  perBuyer = 1,
  paymentWindowMs = 0,
  paused,
]: number[]): MemoryRules {
  return { opensAtMs, closesAtMs, perBuyer, paymentWindowMs, paused: paused === 1 };
}

function takeSku(skus: Map<string, MemorySku>, [sku = '', unitLast, available, held, sold, backFrom]: string[]): void {
  skus.set(sku, {
    sku,
    unitLast: Number(unitLast),
    free: { length: Number(available) },
    held: Number(held),
    sold: Number(sold),
    heldLine: backFrom === '' ? [] : [{ placedAtMs: 0, payByMs: Number(backFrom) }],
    heldHead: 0,
  });
}

// As the gate itself: a done order counts against no limit, and only a key can still name it.
function takeOrder(orders: Map<string, GateOrder>, buyers: Map<string, GateOrder[]>, order: GateOrder): void {
  const isWorthIt = order.stage !== 'done' || order.key !== undefined;
  const before = orders.get(order.orderId);
  if (before !== undefined) {
    before.stage = order.stage;
    before.payByMs = order.payByMs;
    if (!isWorthIt) forget(orders, buyers, before);
    return;
  }
  if (!isWorthIt) return;
  orders.set(order.orderId, order);
  const others = buyers.get(order.buyerId);
  if (others === undefined) buyers.set(order.buyerId, [order]);
  else others.push(order);
}

function forget(orders: Map<string, GateOrder>, buyers: Map<string, GateOrder[]>, order: GateOrder): void {
  orders.delete(order.orderId);
  const rest = buyers.get(order.buyerId)?.filter((each) => each !== order) ?? [];
  if (rest.length === 0) buyers.delete(order.buyerId);
  else buyers.set(order.buyerId, rest);
}
