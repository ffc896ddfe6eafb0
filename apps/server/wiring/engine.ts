import type {
  AskAnswer,
  AskPorts,
  Audit,
  CancelOutcome,
  Clock,
  EventDecision,
  Gate,
  GateOutbox,
  GateView,
  Ids,
  Ledger,
  OpenOutcome,
  Order,
  OrderEvents,
  PaymentProvider,
  ReceivedEvent,
  SaleCatalog,
  ShopHook,
  Wish,
} from '@penstock/core';
import {
  actOnSale,
  adjustStock,
  askForUnit,
  auditSale,
  cancelOrder,
  createSale,
  createSaleCatalog,
  editSale,
  findOrder,
  isFailure,
  loadGate,
  openPayment,
  rebuildGate,
  relayChanges,
  takePaymentEvent,
} from '@penstock/core';
import type { Logger } from 'pino';
import type { InTurn } from './in-turn.ts';
import { inTurn } from './in-turn.ts';
import type { LoopPorts, Workers } from './loops.ts';
import { startLoops } from './loops.ts';
import type { ShopTeller } from './shop-teller.ts';
import { createShopTeller } from './shop-teller.ts';
import { singleFlight } from './single-flight.ts';

/** The adapters that an engine runs on. */
export type EngineParts = {
  readonly gate: Gate;
  readonly outbox: GateOutbox;
  readonly view: GateView;
  readonly ledger: Ledger;
  readonly events: OrderEvents;
  readonly provider: PaymentProvider;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called once when a loop can not go on: the process must end. */
  readonly onFatal: (error: unknown) => void;
  readonly settlementWaitMs: number;
  /** Ends the outbox, so that the recorders stop once it is empty. */
  readonly closeOutbox: () => void;
  /** The shop's own system that hears of orders, if there is one. */
  readonly hook?: ShopHook;
};

type Arguments<Function_> = Function_ extends (ports: never, ...rest: infer Rest) => unknown ? Rest : never;

/** What the HTTP layer calls. */
export type Engine = {
  readonly view: GateView;
  readonly ledger: Ledger;
  readonly events: OrderEvents;
  readonly catalog: SaleCatalog;
  readonly ids: Ids;
  readonly clock: Clock;
  ask(saleId: string, wish: Wish): AskAnswer | Promise<AskAnswer>;
  /** An order of this buyer, also one that the gate gave and lost. */
  findOrder(orderId: string, buyerId: string): Promise<Order | undefined>;
  cancel(orderId: string, buyerId: string): Promise<CancelOutcome>;
  openPayment(orderId: string, buyerId: string): Promise<OpenOutcome>;
  takePaymentEvent(event: ReceivedEvent): Promise<EventDecision>;
  createSale(...rest: Arguments<typeof createSale>): ReturnType<typeof createSale>;
  editSale(...rest: Arguments<typeof editSale>): ReturnType<typeof editSale>;
  actOnSale(...rest: Arguments<typeof actOnSale>): ReturnType<typeof actOnSale>;
  adjustStock(...rest: Arguments<typeof adjustStock>): ReturnType<typeof adjustStock>;
  audit(saleId: string): Promise<Audit | undefined>;
  rebuild(saleId: string): Promise<Audit | undefined>;
  /** The orders of a sale on their way to the ledger. `undefined`: the gate has no such sale. */
  queueOf(saleId: string): Promise<{ readonly depth: number; readonly oldestAgeMs: number } | undefined>;
  readonly shop: Pick<ShopTeller, 'state' | 'resend'>;
  /** What carries orders on, and whether it does. */
  workers(): Workers;
  /** Who takes money, to be asked whether it answers. */
  readonly provider: Pick<PaymentProvider, 'name' | 'find'>;
};

export type RunningEngine = {
  readonly engine: Engine;
  /** Ends the loops once nothing is in line to the ledger any more. */
  stop(): Promise<void>;
};

/** Loads every published sale that the gate lacks, starts the loops and answers what the HTTP layer calls. */
export async function startEngine(parts: EngineParts): Promise<RunningEngine> {
  const { ledger, view, events, ids, clock, logger } = parts;
  const catalog = createSaleCatalog(parts);
  await catalog.refresh();
  for (const { saleId } of catalog.allPublished()) await loadWhereMissing(parts, saleId);
  const relay = singleFlight(() => relayChanges({ ...parts, catalog }));
  const shop = createShopTeller(parts);
  const ports = { ...parts, catalog, relay, shop };
  // Units on their way out of a sale are in the gate's memory only, which a rebuild empties; what a failed withdrawal
  // puts back must not be another one's; and a draft must stay one while it loses units. So none runs beside another.
  const turn = inTurn();
  const rebuild = rebuildOnce(ports, turn);
  const askPorts: AskPorts = ports;
  const loops = startLoops(ports, rebuild);
  const engine: Engine = {
    view,
    ledger,
    events,
    catalog,
    ids,
    clock,
    ask: (saleId, wish) => askForUnit(askPorts, saleId, wish),
    findOrder: (orderId, buyerId) => findOrder(ports, orderId, buyerId),
    cancel: (orderId, buyerId) => cancelOrder(ports, orderId, buyerId),
    openPayment: (orderId, buyerId) => openPayment(ports, orderId, buyerId),
    takePaymentEvent: (event) => takePaymentEvent(ports, event),
    createSale: (...rest) => createSale(ports, ...rest),
    editSale: (...rest) => editSale(ports, ...rest),
    actOnSale: (...rest) => turn(() => actOnSale(ports, ...rest)),
    adjustStock: (...rest) => turn(() => adjustStock(ports, ...rest)),
    audit: (saleId) => auditSale(ports, saleId),
    rebuild,
    async queueOf(saleId) {
      const pulse = await parts.gate.pulse(saleId);
      return pulse && { depth: pulse.inFlight, oldestAgeMs: pulse.oldestAgeMs };
    },
    shop,
    workers: () => loops.workers(),
    provider: parts.provider,
  };
  logger.info({ sales: catalog.allPublished().length }, 'engine started');
  return { engine, stop: loops.stop };
}

// A gate in this process is empty at every start; one that outlives it is left as it is. One that gives no answer is
// looked after by the loops, so that this node can serve what the ledger knows.
async function loadWhereMissing(parts: EngineParts, saleId: string): Promise<void> {
  try {
    if ((await parts.gate.pulse(saleId)) === undefined) await loadGate(parts, saleId);
  } catch (error) {
    if (!isFailure(error, 'GATE_UNAVAILABLE')) throw error;
    parts.logger.error({ saleId, err: error }, 'a gate cannot be loaded at the start; trying again');
  }
}

// Two rebuilds of one sale at once would fence each other off, so a second caller joins the first.
function rebuildOnce(ports: LoopPorts, turn: InTurn): (saleId: string) => Promise<Audit | undefined> {
  const running = new Map<string, Promise<Audit | undefined>>();
  return (saleId) => {
    const before = running.get(saleId);
    if (before !== undefined) return before;
    const run = turn(() => rebuildGate(ports, saleId)).finally(() => running.delete(saleId));
    running.set(saleId, run);
    return run;
  };
}
