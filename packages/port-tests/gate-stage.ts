import type {
  Gate,
  GateChunk,
  GateOutbox,
  GateRules,
  GateView,
  HeldOrder,
  Order,
  OutboxEntry,
  Settlement,
} from '@penstock/core';
import { assert, fillGate } from '@penstock/core';
import type { Stage } from './story.ts';
import { changedRules, rulesOfStory, storySaleId, storyWindowMs, unitsUpTo } from './story-rules.ts';

/** A gate to be tested: one adapter of the three ports that belong together. */
export type GateUnderTest = {
  readonly gate: Gate;
  readonly outbox: GateOutbox;
  readonly view: GateView;
  /** Lets `ms` milliseconds of the gate's own clock pass: at once where it is fake, by waiting where it is real. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
};

export type MakeGate = () => Promise<GateUnderTest>;

/** Plays stories on a gate behind its port. */
export function gateStage(under: GateUnderTest): Stage {
  const { gate, outbox, view } = under;
  let rules: GateRules = rulesOfStory(view.nowMs(), 1);
  let withdrawals = 0;
  return {
    async open(skus, perBuyer) {
      rules = rulesOfStory(view.nowMs(), perBuyer);
      await openSale(gate, rules, skus);
    },
    ask: async (asks) => structuredClone(await gate.hold(storySaleId, asks)),
    promise: (order) => settleUpTo(outbox, order.orderId, promised),
    refuse: (order) =>
      settleUpTo(outbox, order.orderId, ({ orderId }) => ({ kind: 'refused', orderId, reason: 'duplicate' })),
    pay: (order) => gate.paid(storySaleId, [order]),
    release: (order) => gate.release(storySaleId, [order]),
    async change(change) {
      rules = changedRules(rules, change, view.nowMs());
      await gate.setRules(storySaleId, rules);
    },
    add: (sku, range) => gate.add(storySaleId, sku, range),
    withdraw(sku, count) {
      withdrawals += 1;
      return gate.withdraw(storySaleId, { adjustmentId: `out-${withdrawals}`, sku, count });
    },
    fence: () => gate.fence(rules),
    arm: () => gate.arm(storySaleId, rules.epoch),
  };
}

/** Makes a sale at the gate as its ledger would: fence, load, arm. */
export async function openSale(
  gate: Gate,
  rules: GateRules,
  skus: readonly { readonly sku: string; readonly units: number }[],
): Promise<void> {
  await gate.fence(rules);
  const loaded = skus.map(({ sku, units }) => ({ sku, unitLast: units, free: unitsUpTo(units) }));
  await fillGate({ gate, ledger: { gateChunks: () => oneChunk({ skus: loaded }) } }, rules);
  await gate.arm(rules.saleId, rules.epoch);
}

export async function* oneChunk(chunk: GateChunk): AsyncGenerator<GateChunk> {
  yield chunk;
}

/** Settles entries until the one with this order is settled; the orders beside it are promised. */
async function settleUpTo(
  outbox: GateOutbox,
  orderId: string,
  word: (order: HeldOrder, entry: OutboxEntry) => Settlement,
): Promise<void> {
  for (;;) {
    const entry = await outbox.next();
    assert(entry !== undefined, `${orderId} is in no entry`);
    const settlements = entry.orders.map((each) => (each.orderId === orderId ? word : promised)(each, entry));
    await outbox.settle(entry, settlements);
    if (entry.orders.some((each) => each.orderId === orderId)) return;
  }
}

export function promised(held: HeldOrder, entry: OutboxEntry): Settlement {
  return { kind: 'promised', order: orderOf(held, entry.saleId) };
}

/** An order as the ledger would have recorded it, or as it stands later with `change`. */
export function orderOf(held: HeldOrder, saleId: string, change: Partial<Order> = {}): Order {
  const { orderId, sku, unit, buyerId, placedAtMs } = held;
  return {
    orderId,
    saleId,
    sku,
    unit,
    buyerId,
    placedAtMs,
    status: 'awaiting_payment',
    priceMinor: 100,
    currency: 'CNY',
    promisedAtMs: placedAtMs,
    payByMs: placedAtMs + storyWindowMs,
    ...change,
  };
}
