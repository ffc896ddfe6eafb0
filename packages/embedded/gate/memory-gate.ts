import type { Ask, Clock, Gate, GateOutbox, GateSale, GateView, HoldOutcome, UnitOfOrder } from '@penstock/core';
import {
  addUnits,
  armSale,
  assert,
  createSettlementWaiters,
  decideAsk,
  failure,
  fenceSale,
  gateWordOf,
  holdUnit,
  inFlightAgeMaxMs,
  loadPart,
  newGateSale,
  ordersInFlightMax,
  phaseOf,
  release,
  sell,
  setRules,
  settleOrder,
  skuCounts,
  undo,
  undoWithdrawal,
  withdrawUnits,
} from '@penstock/core';
import { createChangeBell } from './change-bell.ts';
import { createHoldLine } from './hold-line.ts';

export type MemoryGate = {
  readonly gate: Gate;
  readonly outbox: GateOutbox;
  readonly view: GateView;
  /** Ends the outbox: what is in line is still handed out, then `next` answers `undefined`. */
  close(): void;
};

/** The gate of one process: the pure decision over memory, rebuilt from the ledger at start. */
export function createMemoryGate(clock: Clock): MemoryGate {
  const sales = new Map<string, GateSale>();
  const line = createHoldLine();
  const waiters = createSettlementWaiters(clock);
  const bell = createChangeBell();
  const context: Context = { sales, line, waiters, bell, clock };
  return { gate: gateOf(context), outbox: outboxOf(context), view: viewOf(context), close: () => line.close() };
}

type Context = {
  readonly sales: Map<string, GateSale>;
  readonly line: ReturnType<typeof createHoldLine>;
  readonly waiters: ReturnType<typeof createSettlementWaiters>;
  readonly bell: ReturnType<typeof createChangeBell>;
  readonly clock: Clock;
};

function gateOf(context: Context): Gate {
  const { sales, bell, line, clock } = context;
  const touchedMs = new Map<string, number>();
  const touched = (saleId: string) => {
    touchedMs.set(saleId, clock.nowMs());
    bell.ring(saleId);
  };
  const changeArmed = <Result>(saleId: string, change: (sale: GateSale) => Result): Promise<Result> => {
    const sale = sales.get(saleId);
    // A fenced sale takes no change: the relay keeps its row and tells it again once the rebuilt gate is armed.
    if (sale === undefined || !sale.armed) return Promise.reject(failure('GATE_UNAVAILABLE', { detail: saleId }));
    const result = change(sale);
    bell.ring(saleId);
    return Promise.resolve(result);
  };
  return {
    hold: (saleId, asks) => Promise.resolve(asks.map((ask) => holdOne(context, saleId, ask))),
    release: (saleId, orders) => changeArmed(saleId, (sale) => changeAll(sale, orders, release)),
    paid: (saleId, orders) => changeArmed(saleId, (sale) => changeAll(sale, orders, sell)),
    add: (saleId, sku, range) => changeArmed(saleId, (sale) => void addUnits(sale, sku, range)),
    withdraw: (saleId, withdrawal) => changeArmed(saleId, (sale) => withdrawUnits(sale, withdrawal)),
    undoWithdrawal: (saleId, sku, id) => changeArmed(saleId, (sale) => void undoWithdrawal(sale, sku, id)),
    setRules: (saleId, rules) => changeArmed(saleId, (sale) => void setRules(sale, rules)),
    async fence(rules) {
      const sale = sales.get(rules.saleId) ?? newGateSale(rules);
      if (!fenceSale(sale, rules)) throw refused(rules.saleId);
      sales.set(rules.saleId, sale);
      touched(rules.saleId);
    },
    async load(saleId, epoch, part) {
      const sale = sales.get(saleId);
      if (sale === undefined || !loadPart(sale, epoch, part)) throw refused(saleId);
      touched(saleId);
    },
    async arm(saleId, epoch) {
      const sale = sales.get(saleId);
      if (sale === undefined || !armSale(sale, epoch)) throw refused(saleId);
      touched(saleId);
    },
    async drop(saleId) {
      sales.delete(saleId);
      touchedMs.delete(saleId);
      bell.ring(saleId);
    },
    order: async (saleId, orderId) => sales.get(saleId)?.orders.get(orderId),
    async pulse(saleId) {
      const sale = sales.get(saleId);
      if (sale === undefined) return undefined;
      const nowMs = clock.nowMs();
      return {
        armed: sale.armed,
        changes: sale.changes,
        inFlight: line.inFlight(saleId),
        oldestAgeMs: Math.max(0, nowMs - (line.oldestMs(saleId) ?? nowMs)),
        idleMs: nowMs - (touchedMs.get(saleId) ?? 0),
      };
    },
    async units(saleId) {
      const sale = sales.get(saleId);
      if (sale === undefined) return undefined;
      return [...sale.skus.values()].map(({ sku, free, held, sold }) => ({ sku, free: [...free], held, sold }));
    },
  };
}

function refused(saleId: string) {
  return failure('GATE_UNAVAILABLE', { detail: `Another rebuild of ${saleId} owns its gate.` });
}

function holdOne(context: Context, saleId: string, ask: Ask): HoldOutcome {
  const { sales, line, clock, bell } = context;
  const nowMs = clock.nowMs();
  return holdUnit(sales.get(saleId), ask, {
    nowMs,
    isBusy: () => isBusy(line, nowMs),
    onGiven(sale, order) {
      line.push(order, saleId, sale.rules.epoch);
      bell.ring(saleId);
    },
  });
}

function isBusy(line: Context['line'], nowMs: number): boolean {
  if (line.inFlight() >= ordersInFlightMax) return true;
  const oldestMs = line.oldestMs();
  return oldestMs !== undefined && nowMs - oldestMs > inFlightAgeMaxMs;
}

function outboxOf({ sales, line, waiters, bell }: Context): GateOutbox {
  return {
    next: () => line.next(),
    async settle(entry, settlements) {
      const sale = sales.get(entry.saleId);
      assert(settlements.length === entry.orders.length, 'every order of an entry has a settlement');
      for (const [index, settlement] of settlements.entries()) {
        const order = entry.orders[index];
        assert(order !== undefined, 'a settlement is of an order of its entry');
        if (sale !== undefined) settleOrder(sale, order, entry.epoch, gateWordOf(settlement));
        waiters.tell(order.orderId, settlement);
      }
      line.finish(entry);
      bell.ring(entry.saleId);
    },
    // In this process a failed transaction was rolled back for certain, so its orders never were: the units are free
    // again at once and the buyers are told to ask anew.
    async failed(entry) {
      const sale = sales.get(entry.saleId);
      for (const order of entry.orders) {
        if (sale !== undefined) undo(sale, order);
        waiters.tell(order.orderId, { kind: 'undone', orderId: order.orderId });
      }
      line.finish(entry);
      bell.ring(entry.saleId);
    },
  };
}

function viewOf({ sales, waiters, bell, clock }: Context): GateView {
  return {
    nowMs: () => clock.nowMs(),
    refusal(saleId, wish) {
      const decision = decideAsk(sales.get(saleId), wish, clock.nowMs());
      return decision.kind === 'grant' ? undefined : decision;
    },
    counts(saleId) {
      const sale = sales.get(saleId);
      if (sale === undefined || !sale.armed) return undefined;
      const skus = [...sale.skus.values()].map(skuCounts);
      return { phase: phaseOf(sale.rules, skus, clock.nowMs()), skus, changes: sale.changes };
    },
    settled: (orderId, waitMs) => waiters.wait(orderId, waitMs),
    onChange: (listener) => bell.onRing(listener),
  };
}

function changeAll(
  sale: GateSale,
  orders: readonly UnitOfOrder[],
  change: (sale: GateSale, order: UnitOfOrder) => boolean,
): void {
  for (const order of orders) change(sale, order);
}
