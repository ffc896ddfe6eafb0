import type { HeldOrder, Ledger, StockAdjustment } from '@penstock/core';
import type { FakeClock } from '@penstock/port-tests';
import type { Arbitrary } from 'fast-check';
import { array, boolean, constant, constantFrom, integer, nat, oneof, option, record } from 'fast-check';
import { saleId, teeSale } from './test-holds.ts';

const skus = ['tee', 'cap'] as const;
const buyers = ['ann', 'bob', 'eve'] as const;

/** What a gate gives, in any order and as wrong as may be: any unit to anybody, known ids, older epochs. */
type Given = {
  readonly buyer: (typeof buyers)[number];
  readonly sku: (typeof skus)[number];
  readonly unit: number;
  readonly slot: number;
  readonly key: string | undefined;
  /** Repeats the id of an earlier order, counted from the newest. */
  readonly again: number | undefined;
};

type Step =
  | { readonly kind: 'record'; readonly given: readonly Given[]; readonly isStale: boolean }
  | { readonly kind: 'cancel'; readonly which: number; readonly isOwner: boolean }
  | { readonly kind: 'expire'; readonly limit: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'pause' | 'resume' | 'rebuild' }
  | { readonly kind: 'add'; readonly sku: (typeof skus)[number]; readonly count: number; readonly id: number }
  | { readonly kind: 'withdraw'; readonly sku: (typeof skus)[number]; readonly id: number }
  | { readonly kind: 'tell'; readonly limit: number };

export type History = { readonly perBuyer: number; readonly steps: readonly Step[] };

const given: Arbitrary<Given> = record({
  buyer: constantFrom(...buyers),
  sku: constantFrom(...skus),
  unit: integer({ min: 1, max: 6 }),
  slot: nat(2),
  key: option(constantFrom('k1', 'k2'), { nil: undefined }),
  again: oneof({ weight: 5, arbitrary: constant(undefined) }, { weight: 1, arbitrary: nat(3) }),
});

const sku = constantFrom(...skus);
const steps: Arbitrary<Step> = oneof(
  {
    weight: 10,
    arbitrary: record({
      kind: constant('record'),
      given: array(given, { minLength: 1, maxLength: 4 }),
      isStale: oneof({ weight: 9, arbitrary: constant(false) }, { weight: 1, arbitrary: constant(true) }),
    }),
  },
  { weight: 4, arbitrary: record({ kind: constant('cancel'), which: nat(5), isOwner: boolean() }) },
  { weight: 4, arbitrary: record({ kind: constant('expire'), limit: integer({ min: 1, max: 3 }) }) },
  { weight: 4, arbitrary: record({ kind: constant('time'), ms: constantFrom(1, 30, 59, 60) }) },
  { weight: 1, arbitrary: record({ kind: constantFrom('pause', 'resume', 'rebuild') }) },
  { weight: 1, arbitrary: record({ kind: constant('add'), sku, count: integer({ min: 1, max: 2 }), id: nat(3) }) },
  { weight: 1, arbitrary: record({ kind: constant('withdraw'), sku, id: nat(3) }) },
  { weight: 2, arbitrary: record({ kind: constant('tell'), limit: integer({ min: 1, max: 3 }) }) },
);

/** Random histories of one sale of four tees and two caps, whose orders are to be paid within 60 ms. */
export const histories: Arbitrary<History> = record({
  perBuyer: integer({ min: 1, max: 2 }),
  steps: array(steps, { maxLength: 40 }),
});

/** Plays histories, one step at a time. What the gate was given to hear is handed to `hear`, in its order. */
export type Player = { play(step: Step): Promise<void> };

export type Heard = (change: Awaited<ReturnType<Ledger['pendingChanges']>>[number]['change']) => void;

export async function createPlayer(
  ledger: Ledger,
  clock: FakeClock,
  { perBuyer }: History,
  hear: Heard,
): Promise<Player> {
  const variant = { title: 'Thing', priceMinor: 990, currency: 'CNY' };
  const variants = [
    { sku: 'tee', units: 4, ...variant },
    { sku: 'cap', units: 2, ...variant },
  ];
  await ledger.create(teeSale(0, { perBuyer, variants, paymentWindowMs: 60, closesAtMs: clock.nowMs() + 10_000 }));
  const orders: HeldOrder[] = [];

  const heldOf = ({ again, buyer, ...rest }: Given): HeldOrder => {
    const before = again === undefined ? undefined : orders.at(-1 - again);
    if (before !== undefined) return before;
    const held = { ...rest, orderId: `order-${orders.length}`, buyerId: buyer, placedAtMs: clock.nowMs() };
    orders.push(held);
    return held;
  };
  const epochOf = async (isStale: boolean) => ((await ledger.sale(saleId))?.epoch ?? 1) - (isStale ? 1 : 0);
  const adjust = (id: number, name: string, delta: number): StockAdjustment => {
    return { adjustmentId: `${name}-${id}-${delta}`, saleId, sku: name, delta, reason: 'a test' };
  };
  return {
    async play(step) {
      switch (step.kind) {
        case 'record': {
          const epoch = Math.max(1, await epochOf(step.isStale));
          await ledger.record({ entryId: 'entry', saleId, epoch, orders: step.given.map(heldOf) });
          return;
        }
        case 'cancel': {
          const order = orders.at(-1 - step.which);
          if (order !== undefined) await ledger.cancel(order.orderId, step.isOwner ? order.buyerId : 'zoe');
          return;
        }
        case 'expire':
          await ledger.expireDue(step.limit);
          return;
        case 'time':
          return clock.advance(step.ms);
        case 'pause':
        case 'resume':
          await ledger.act(saleId, step.kind);
          return;
        case 'rebuild':
          await ledger.raiseEpoch(saleId);
          return;
        case 'add':
          await ledger.addUnits(adjust(step.id, step.sku, step.count));
          return;
        case 'withdraw': {
          const free = await freeUnits(ledger, step.sku);
          const [first] = free;
          if (first !== undefined) await ledger.withdrawUnits(adjust(step.id, step.sku, -1), [first]);
          return;
        }
        case 'tell': {
          const rows = await ledger.pendingChanges(step.limit);
          for (const { change } of rows) hear(change);
          await ledger.markTold(rows.map(({ seq }) => seq));
          return;
        }
      }
    },
  };
}

/** The units of a sku that nobody has, by the ledger's own places. */
export async function freeUnits(ledger: Ledger, name: string): Promise<number[]> {
  const places = (await ledger.places(saleId))?.skus.find((each) => each.sku === name);
  const taken = new Set([...(places?.held ?? []), ...(places?.sold ?? []), ...(places?.withdrawn ?? [])]);
  return Array.from({ length: places?.unitLast ?? 0 }, (_, index) => index + 1).filter((unit) => !taken.has(unit));
}
