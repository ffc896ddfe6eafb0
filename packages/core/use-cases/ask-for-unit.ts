import { assert } from '../assert.ts';
import type { Ask, AskRefusal, Wish } from '../domain/decide-ask.ts';
import type { GateOrder } from '../domain/gate-state.ts';
import type { Order } from '../domain/order.ts';
import { isLive } from '../domain/order.ts';
import { issuedAtMs } from '../domain/order-id.ts';
import { isFailure } from '../failures.ts';
import { endHeardEveryMs, endHeardWithinMs } from '../limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { Gate, GateView, Settled } from '../ports/gate.ts';
import type { Ids } from '../ports/ids.ts';
import type { OrderBook } from '../ports/ledger.ts';
import type { SaleCatalog } from './sale-catalog.ts';

export type AskPorts = {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly gate: Pick<Gate, 'hold'>;
  readonly view: Pick<GateView, 'nowMs' | 'refusal' | 'settled'>;
  readonly ledger: Pick<OrderBook, 'order' | 'ordersOfBuyerInSale' | 'refuseLost'>;
  readonly ids: Pick<Ids, 'orderId'>;
  readonly catalog: Pick<SaleCatalog, 'published'>;
  /** How long in ms a winner waits for the ledger before it is told `reserved`. */
  readonly settlementWaitMs: number;
};

/** What a buyer is told. `held` and `already-held` carry the order as far as the ledger has answered for it. */
export type AskAnswer =
  | Exclude<AskRefusal, { kind: 'already-held' | 'not-armed' }>
  | { readonly kind: 'already-held'; readonly order: Order }
  | { readonly kind: 'held'; readonly order: Order }
  | { readonly kind: 'busy' }
  | { readonly kind: 'unavailable' };

/**
 * Asks for a unit. What memory can refuse is answered at once, without a promise: losers are many and must cost
 * next to nothing. Everything else goes to the gate, and a winner waits for the ledger's word.
 */
export function askForUnit(ports: AskPorts, saleId: string, wish: Wish): AskAnswer | Promise<AskAnswer> {
  const told = askOnce(ports, saleId, wish);
  return told instanceof Promise ? untilHeard(ports, saleId, wish, told) : told;
}

/** An answer that would be an order which has ended, of which the gate, or this node, has not heard yet. */
type EndUnheard = { readonly kind: 'end-unheard' };

const endUnheard: EndUnheard = { kind: 'end-unheard' };

type Told = AskAnswer | EndUnheard;

// Who cancels and asks again at once, or asks in the instant in which their time ends, is asked about anew until the gate
// has heard: it does within milliseconds, and to send these buyers away would be a refusal without a reason.
async function untilHeard(ports: AskPorts, saleId: string, wish: Wish, first: Promise<Told>): Promise<AskAnswer> {
  let told = await first;
  for (let waitedMs = 0; told.kind === 'end-unheard' && waitedMs < endHeardWithinMs; waitedMs += endHeardEveryMs) {
    await ports.clock.sleep(endHeardEveryMs);
    told = await askOnce(ports, saleId, wish);
  }
  return told.kind === 'end-unheard' ? { kind: 'unavailable' } : told;
}

function askOnce(ports: AskPorts, saleId: string, wish: Wish): AskAnswer | Promise<Told> {
  const refusal = ports.view.refusal(saleId, wish);
  if (refusal === undefined) return askGate(ports, saleId, wish);
  if (refusal.kind === 'already-held') return answerHeld(ports, saleId, wish, refusal);
  if (refusal.kind === 'not-armed' || isLost(ports, saleId, refusal)) return answerUnarmed(ports, saleId, wish);
  return refusal;
}

async function askGate(ports: AskPorts, saleId: string, wish: Wish): Promise<Told> {
  const variants = ports.catalog.published(saleId)?.variants ?? [];
  const sku = wish.sku ?? variants[0]?.sku;
  if (sku === undefined) return { kind: 'sale-not-found' };
  if (wish.sku === undefined && variants.length > 1) return { kind: 'unknown-sku' };
  const { buyerId, key } = wish;
  const orderId = ports.ids.orderId({ saleId, sku, buyerId, nowMs: ports.view.nowMs(saleId) });
  const ask: Ask = { orderId, buyerId, sku, key };
  try {
    const [outcome] = await ports.gate.hold(saleId, [ask]);
    assert(outcome !== undefined, 'the gate answers every ask');
    if (outcome.kind === 'held' || outcome.kind === 'already-held') {
      return await answerHeld(ports, saleId, wish, outcome);
    }
    if (outcome.kind === 'not-armed' || isLost(ports, saleId, outcome)) return await answerUnarmed(ports, saleId, wish);
    return outcome;
  } catch (error) {
    if (isFailure(error, 'GATE_UNAVAILABLE')) return answerUnarmed(ports, saleId, wish);
    if (isFailure(error, 'GATE_SILENT')) return answerUnknown(ports, saleId, ask);
    throw error;
  }
}

// A published sale that the gate lacks was lost, and is rebuilt: "there is no such sale" would send its buyers away.
function isLost({ catalog }: AskPorts, saleId: string, { kind }: { readonly kind: string }): boolean {
  return kind === 'sale-not-found' && catalog.published(saleId) !== undefined;
}

// The gate may have given this order. "No" is written down under its id before it is said: should the order arrive
// after all, it finds the "no", and its unit goes back.
async function answerUnknown(ports: AskPorts, saleId: string, ask: Ask): Promise<AskAnswer> {
  const { orderId, buyerId, sku } = ask;
  try {
    const order = await ports.ledger.refuseLost({ orderId, saleId, sku, buyerId, placedAtMs: issuedAtMs(orderId) });
    return order === undefined || !isLive(order.status) ? { kind: 'unavailable' } : { kind: 'held', order };
  } catch (error) {
    if (isFailure(error, 'LEDGER_UNAVAILABLE')) return { kind: 'unavailable' };
    throw error;
  }
}

type Held = { readonly kind: 'held' | 'already-held'; readonly order: GateOrder };

async function answerHeld(ports: AskPorts, saleId: string, wish: Wish, outcome: Held): Promise<Told> {
  const { kind, order: held } = outcome;
  const settled =
    held.stage === 'reserved' ? await ports.view.settled(held.orderId, ports.settlementWaitMs) : undefined;
  if (settled?.kind === 'undone') return { kind: 'unavailable' };
  const order = (await orderOf(ports, held, settled)) ?? orderByGate(ports, saleId, outcome);
  if (order === undefined) return { kind: 'unavailable' };
  // Only the key that named it is answered with a final order.
  const isStale = kind === 'already-held' && !isLive(order.status) && (wish.key === undefined || wish.key !== held.key);
  return isStale ? endUnheard : { kind, order };
}

async function orderOf(ports: AskPorts, held: GateOrder, settled: Settled | undefined): Promise<Order | undefined> {
  if (settled?.kind === 'promised' || settled?.kind === 'known') return settled.order;
  // Still in line: the ledger has nothing to add, and asking it would only make a slow ledger slower.
  if (held.stage === 'reserved' && settled === undefined) return undefined;
  try {
    return await ports.ledger.order(held.orderId);
  } catch (error) {
    if (isFailure(error, 'LEDGER_UNAVAILABLE')) return undefined;
    throw error;
  }
}

// What the gate knows of an order while the ledger cannot be read. It heard of a promise from the ledger itself, and to
// say "unavailable" instead would tell a buyer who was just given a unit that this ask gave nothing. An older promise may
// have ended since, unheard by the gate.
function orderByGate(ports: AskPorts, saleId: string, { kind, order: held }: Held): Order | undefined {
  const variant = ports.catalog.published(saleId)?.variants.find((each) => each.sku === held.sku);
  if (variant === undefined || (kind === 'already-held' && held.stage !== 'reserved')) return undefined;
  const { orderId, sku, unit, buyerId, placedAtMs, payByMs, key } = held;
  const status = statusOf[held.stage];
  return {
    ...{ orderId, saleId, sku, unit, buyerId, placedAtMs, status },
    ...{ priceMinor: variant.priceMinor, currency: variant.currency },
    ...(payByMs === undefined || status === 'reserved' ? {} : { payByMs }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
  };
}

// An order that has ended since it was given just now: how, only the ledger knows, where its buyer finds it.
const statusOf = { reserved: 'reserved', promised: 'awaiting_payment', sold: 'paid', done: 'reserved' } as const;

// While the gate cannot answer, a buyer with a live order in the ledger gets it; others are told to come back. A sale
// that is being loaded for the first time is not there yet.
async function answerUnarmed(ports: AskPorts, saleId: string, wish: Wish): Promise<AskAnswer> {
  try {
    const orders = await ports.ledger.ordersOfBuyerInSale(saleId, wish.buyerId);
    const named = wish.key === undefined ? undefined : orders.findLast((each) => each.idempotencyKey === wish.key);
    if (named !== undefined && wish.sku !== undefined && named.sku !== wish.sku) return { kind: 'key-reused' };
    const order = named ?? orders.findLast((each) => isLive(each.status));
    if (order !== undefined) return { kind: 'already-held', order };
    return { kind: ports.catalog.published(saleId) === undefined ? 'sale-not-found' : 'unavailable' };
  } catch (error) {
    if (isFailure(error, 'LEDGER_UNAVAILABLE')) return { kind: 'unavailable' };
    throw error;
  }
}
