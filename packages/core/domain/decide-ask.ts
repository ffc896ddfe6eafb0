import type { AskSku, AskState, GateOrder, GateSku } from './gate-state.ts';
import { earliestReturnMs } from './gate-state.ts';

/** What a buyer wants: one unit of a sku. `sku` may be left out where the sale has one variant. */
export type Wish = {
  readonly buyerId: string;
  readonly sku: string | undefined;
  /** Names one wish, so that asking again under the same key is answered with the same order. */
  readonly key: string | undefined;
};

/** A wish under the order id that it will have if a unit is given. The same id always gets the same answer. */
export type Ask = Wish & { readonly orderId: string; readonly sku: string };

/** The documented order of precedence: the first that applies is the answer. Tables and counters follow it. */
export const askOutcomeKinds = [
  'sale-not-found',
  'sale-not-open',
  'already-held',
  'limit-reached',
  'sale-paused',
  'sale-ended',
  'sold-out',
  'all-held',
  'held',
] as const;

export type AskOutcomeKind = (typeof askOutcomeKinds)[number];

/** What is said without giving anything. */
export type AskRefusal =
  | { readonly kind: 'sale-not-found' }
  | { readonly kind: 'unknown-sku' }
  | { readonly kind: 'not-armed' }
  | { readonly kind: 'sale-not-open'; readonly opensAtMs: number }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'already-held'; readonly order: GateOrder }
  | { readonly kind: 'limit-reached'; readonly limit: number; readonly orderIds: readonly string[] }
  | { readonly kind: 'sale-paused' }
  | { readonly kind: 'sale-ended' }
  | { readonly kind: 'sold-out' }
  | { readonly kind: 'all-held'; readonly backFromMs: number | undefined };

/** `grant` says that a unit is free for this wish; `takeUnit` then takes it. */
export type AskDecision<Sku extends AskSku = GateSku> =
  | AskRefusal
  | { readonly kind: 'grant'; readonly sku: Sku; readonly slot: number };

const soldOut = { kind: 'sold-out' } as const;
const notFound = { kind: 'sale-not-found' } as const;
const unknownSku = { kind: 'unknown-sku' } as const;
const notArmed = { kind: 'not-armed' } as const;
const keyReused = { kind: 'key-reused' } as const;
const paused = { kind: 'sale-paused' } as const;
const ended = { kind: 'sale-ended' } as const;

/**
 * Decides one ask on one state of the gate, and changes nothing. `nowMs` is the gate's clock.
 * A sku that the sale lacks and a key that named another sku are faults of the request; they come right after
 * the checks that need neither, so that no answer depends on what the request got wrong.
 */
export function decideAsk<Sku extends AskSku>(
  sale: AskState<Sku> | undefined,
  wish: Wish,
  nowMs: number,
): AskDecision<Sku> {
  if (sale === undefined) return notFound;
  // First of all that is known of the sale: a gate that is being loaded may have no skus yet.
  if (!sale.armed) return notArmed;
  const sku = skuOf(sale, wish.sku);
  if (sku === undefined) return unknownSku;
  if (nowMs < sale.rules.opensAtMs) return { kind: 'sale-not-open', opensAtMs: sale.rules.opensAtMs };
  const orders = sale.buyers.get(wish.buyerId);
  if (orders !== undefined) {
    const known = decideKnownBuyer(sale, orders, wish, sku);
    if (known !== undefined) return known;
  }
  if (sale.rules.paused) return paused;
  if (nowMs >= sale.rules.closesAtMs) return ended;
  if (sku.free.length > 0) return { kind: 'grant', sku, slot: freeSlot(orders) };
  return sku.held > 0 ? { kind: 'all-held', backFromMs: earliestReturnMs(sale, sku) } : soldOut;
}

function skuOf<Sku extends AskSku>(sale: AskState<Sku>, sku: string | undefined): Sku | undefined {
  if (sku !== undefined) return sale.skus.get(sku);
  if (sale.skus.size !== 1) return undefined;
  for (const only of sale.skus.values()) return only;
  return undefined;
}

function decideKnownBuyer(
  sale: AskState,
  orders: readonly GateOrder[],
  wish: Wish,
  sku: AskSku,
): AskRefusal | undefined {
  const named = wish.key === undefined ? undefined : orders.findLast((order) => order.key === wish.key);
  if (named !== undefined) return named.sku === sku.sku ? { kind: 'already-held', order: named } : keyReused;
  const newest = orders.findLast((order) => order.stage !== 'done');
  if (newest === undefined) return undefined;
  const { perBuyer } = sale.rules;
  if (wish.key === undefined || perBuyer === 1) return { kind: 'already-held', order: newest };
  const live = orders.filter((order) => order.stage !== 'done');
  if (live.length < perBuyer) return undefined;
  return { kind: 'limit-reached', limit: perBuyer, orderIds: live.map((order) => order.orderId) };
}

function freeSlot(orders: readonly GateOrder[] | undefined): number {
  let slot = 0;
  while (orders?.some((order) => order.stage !== 'done' && order.slot === slot)) slot += 1;
  return slot;
}
