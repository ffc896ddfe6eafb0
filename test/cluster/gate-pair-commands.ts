import assert from 'node:assert/strict';
import type {
  Ask,
  GateOrder,
  GateRules,
  GateSale,
  HeldOrder,
  HoldOutcome,
  Settlement,
  UnitOfOrder,
} from '@penstock/core';
import {
  addUnits,
  armSale,
  fenceSale,
  gateWordOf,
  holdUnit,
  release,
  sell,
  setRules,
  settleOrder,
  undoWithdrawal,
  withdrawUnits,
} from '@penstock/core';
import { orderOf } from '@penstock/port-tests';
import type { Arbitrary } from 'fast-check';
import fc from 'fast-check';
import type { Model, Real } from './gate-pair.ts';
import { chunkOf, rebuildPair, skuNames } from './gate-pair.ts';
import type { Step } from './gate-pair-step.ts';
import { onBoth, step } from './gate-pair-step.ts';

/** Everything that a gate may be asked for. What is said more often is tried more often. */
export const gateSteps = (): Arbitrary<Step>[] => [
  asks(),
  asks(),
  asks(),
  asks(),
  settles(),
  settles(),
  orderChanges('release', release),
  orderChanges('paid', sell),
  ruleChanges(),
  additions(),
  withdrawals(),
  undoings(),
  fences(),
  arms(),
  rebuilds(),
  rebuilds(),
];

const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(1, items.length)];

type Wish = { readonly buyer: number; readonly sku: string; readonly key: string | undefined; readonly resend: number };

function asks(): Arbitrary<Step> {
  const wish = fc.record({
    buyer: fc.nat({ max: 4 }),
    sku: fc.constantFrom(...skuNames, ...skuNames, ...skuNames, 'hat'),
    key: fc.constantFrom(undefined, undefined, 'k1', 'k 2', 'k3'),
    resend: fc.nat({ max: 400 }),
  });
  return fc.array(wish, { minLength: 1, maxLength: 6 }).map((wishes) =>
    step(`ask ${JSON.stringify(wishes)}`, async (model, { redis, saleId }) => {
      const batch = wishes.map((each) => askOf(model, each));
      await onBoth(
        model,
        () => redis.gate.hold(saleId, batch),
        (answer) => {
          model.nowMs = decidedAtMs(model, answer);
          assert.deepEqual(answer, holdOnModel(model, batch));
        },
      );
    }),
  );
}

function askOf(model: Model, { buyer, sku, key, resend }: Wish): Ask {
  const before = resend < 100 ? pick([...model.sale.orders.values()], resend) : undefined;
  if (before !== undefined)
    return { orderId: before.orderId, buyerId: before.buyerId, sku: before.sku, key: before.key };
  model.made += 1;
  return { orderId: `order-${model.made}`, buyerId: `buyer-${buyer}`, sku, key };
}

/** The moment of a batch is told by what it gave; a batch that gave nothing does not depend on it. */
function decidedAtMs({ sale, nowMs }: Model, outcomes: readonly HoldOutcome[]): number {
  const given = outcomes.find((each) => each.kind === 'held' && !sale.orders.has(each.order.orderId));
  return given?.kind === 'held' ? given.order.placedAtMs : nowMs;
}

function holdOnModel(model: Model, batch: readonly Ask[]): HoldOutcome[] {
  const { sale, nowMs } = model;
  const orders: HeldOrder[] = [];
  const onGiven = (_: GateSale, order: GateOrder) => void orders.push(heldOf(order));
  const outcomes = batch.map((ask) => structuredClone(holdUnit(sale, ask, { nowMs, isBusy: () => false, onGiven })));
  if (orders.length > 0) model.inFlight.push({ epoch: sale.rules.epoch, orders });
  return outcomes;
}

function heldOf({ orderId, buyerId, sku, unit, slot, key, placedAtMs }: GateOrder): HeldOrder {
  return { orderId, buyerId, sku, unit, slot, key, placedAtMs };
}

function settles(): Arbitrary<Step> {
  const word = fc.constantFrom('promised', 'promised', 'promised', 'paid', 'expired', 'duplicate', 'unit-taken');
  return fc.array(word, { minLength: 1, maxLength: 6 }).map((words) =>
    step(`settle ${words.join(' ')}`, async (model, { redis, saleId }) => {
      // A spoiled outbox hands out nothing until it is mended.
      const expected = model.inFlight[0];
      if (expected === undefined || model.fault?.name === 'wrong type') return;
      const entry = await nextOf(redis.outbox, saleId);
      assert.deepEqual({ epoch: entry.epoch, orders: entry.orders }, expected);
      const settlements = entry.orders.map((order, index) => settlementOf(order, saleId, pick(words, index)));
      await redis.outbox.settle(entry, settlements);
      model.inFlight.shift();
      for (const [index, order] of entry.orders.entries()) {
        const settlement = settlements[index];
        assert.ok(settlement);
        const word = gateWordOf(settlement);
        settleOrder(model.sale, order, entry.epoch, word);
        if (word.kind === 'astray' && entry.epoch === model.sale.rules.epoch) disarmAtHome(model);
      }
    }),
  );
}

function disarmAtHome({ away }: Model): void {
  if (away !== undefined) away.isArmedAtHome = false;
}

/** The next entry of this sale; earlier runs may have left some of theirs behind. */
async function nextOf(outbox: Real['redis']['outbox'], saleId: string) {
  for (;;) {
    const entry = await outbox.next();
    assert.ok(entry);
    if (entry.saleId === saleId) return entry;
  }
}

/** The ledger's word on an order. */
export function settlementOf(held: HeldOrder, saleId: string, word = 'promised'): Settlement {
  const { orderId } = held;
  if (word === 'duplicate' || word === 'unit-taken') return { kind: 'refused', orderId, reason: word };
  if (word === 'promised') return { kind: 'promised', order: orderOf(held, saleId) };
  return { kind: 'known', order: orderOf(held, saleId, { status: word === 'paid' ? 'paid' : 'expired' }) };
}

function orderChanges(
  name: 'release' | 'paid',
  change: (sale: GateSale, given: UnitOfOrder) => boolean,
): Arbitrary<Step> {
  const target = fc.record({ order: fc.nat({ max: 400 }), isWrongUnit: fc.constantFrom(false, false, false, true) });
  return fc.array(target, { minLength: 1, maxLength: 4 }).map((targets) =>
    step(`${name} ${JSON.stringify(targets)}`, async (model, { redis, saleId }) => {
      const orders = targets.flatMap(({ order, isWrongUnit }) => {
        const found = pick([...model.sale.orders.values()], order);
        if (found === undefined) return [];
        return [{ orderId: found.orderId, sku: found.sku, unit: found.unit + (isWrongUnit ? 1 : 0) }];
      });
      if (orders.length === 0) return;
      await onBoth(
        model,
        () => redis.gate[name](saleId, orders),
        () => {
          for (const order of orders) change(model.sale, order);
        },
        !model.sale.armed,
      );
    }),
  );
}

const hourMs = 3_600_000;

function ruleChanges(): Arbitrary<Step> {
  const change = fc.record({
    paused: fc.constantFrom(false, false, false, true),
    perBuyer: fc.constantFrom(1, 2, 2, 3),
    opensInMs: fc.constantFrom(-hourMs, -hourMs, -hourMs, hourMs),
    closesInMs: fc.constantFrom(hourMs, hourMs, hourMs, -hourMs),
    isNewer: fc.constantFrom(true, true, true, false),
  });
  return change.map(({ isNewer, opensInMs, closesInMs, ...rest }) =>
    step(`rules ${JSON.stringify({ isNewer, opensInMs, closesInMs, ...rest })}`, async (model, { redis, saleId }) => {
      const { rules } = model.sale;
      const next: GateRules = {
        ...{ ...rules, ...rest, version: rules.version + (isNewer ? 1 : 0) },
        ...{ opensAtMs: model.nowMs + opensInMs, closesAtMs: model.nowMs + closesInMs },
      };
      await onBoth(
        model,
        () => redis.gate.setRules(saleId, next),
        () => void setRules(model.sale, next),
        !model.sale.armed,
      );
    }),
  );
}

function additions(): Arbitrary<Step> {
  const addition = fc.record({
    sku: fc.constantFrom(...skuNames),
    count: fc.integer({ min: 1, max: 4 }),
    overlap: fc.constantFrom(0, 0, 0, 1, 5),
  });
  return addition.map(({ sku, count, overlap }) =>
    step(`add ${count} ${sku}, ${overlap} of them again`, async (model, { redis, saleId }) => {
      const firstUnit = Math.max(1, (model.sale.skus.get(sku)?.unitLast ?? 0) + 1 - overlap);
      const range = { firstUnit, lastUnit: firstUnit + count - 1 };
      await onBoth(
        model,
        () => redis.gate.add(saleId, sku, range),
        () => void addUnits(model.sale, sku, range),
        !model.sale.armed,
      );
    }),
  );
}

const adjustments = () => fc.record({ sku: fc.constantFrom(...skuNames), name: fc.nat({ max: 3 }) });

function withdrawals(): Arbitrary<Step> {
  return fc.tuple(adjustments(), fc.integer({ min: 1, max: 3 })).map(([{ sku, name }, count]) =>
    step(`withdraw ${count} ${sku} as ${name}`, async (model, { redis, saleId }) => {
      const withdrawal = { adjustmentId: `${sku}-${name}`, sku, count };
      await onBoth(
        model,
        () => redis.gate.withdraw(saleId, withdrawal),
        (answer) => assert.deepEqual(answer, withdrawUnits(model.sale, withdrawal)),
        !model.sale.armed,
      );
    }),
  );
}

function undoings(): Arbitrary<Step> {
  return adjustments().map(({ sku, name }) =>
    step(`undo ${sku} ${name}`, async (model, { redis, saleId }) => {
      await onBoth(
        model,
        () => redis.gate.undoWithdrawal(saleId, sku, `${sku}-${name}`),
        () => void undoWithdrawal(model.sale, sku, `${sku}-${name}`),
        !model.sale.armed,
      );
    }),
  );
}

function fences(): Arbitrary<Step> {
  return fc.constantFrom(-1, 0, 0, 1).map((epochs) =>
    step(`fence at epoch ${epochs}`, async (model, { redis }) => {
      // A fence mends what is of a wrong type, and so would spoil what the fault puts back.
      if (model.fault !== undefined) return;
      const { rules } = model.sale;
      const next = { ...rules, epoch: rules.epoch + epochs };
      await onBoth(
        model,
        () => redis.gate.fence(next),
        () => {
          assert.ok(fenceSale(model.sale, next));
          disarmAtHome(model);
        },
        epochs < 0,
      );
    }),
  );
}

function arms(): Arbitrary<Step> {
  return fc.constantFrom(-1, 0, 0, 0, 1).map((epochs) =>
    step(`arm at epoch ${epochs}`, async (model, { redis, saleId }) => {
      if (model.fault !== undefined) return;
      const epoch = model.sale.rules.epoch + epochs;
      await onBoth(
        model,
        () => redis.gate.arm(saleId, epoch),
        () => assert.ok(armSale(model.sale, epoch)),
        epochs !== 0 || model.away !== undefined,
      );
    }),
  );
}

function rebuilds(): Arbitrary<Step> {
  return fc.tuple(fc.constantFrom(1, 3, 1_000), fc.boolean()).map(([partSize, isTwice]) =>
    step(`rebuild by ${partSize}${isTwice ? ', each part twice' : ''}`, async (model, real) => {
      if (model.fault !== undefined) return;
      const rules = { ...model.sale.rules, epoch: model.sale.rules.epoch + 1 };
      await rebuildPair(model, real, { rules, chunk: chunkOf(model.sale), partSize, isTwice });
    }),
  );
}
