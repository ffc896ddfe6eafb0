import assert from 'node:assert/strict';
import type { Arbitrary } from 'fast-check';
import { array, boolean, constant, constantFrom, nat, oneof, option, record } from 'fast-check';
import type { Ask } from './decide-ask.ts';
import type { GateSale } from './gate-state.ts';
import { newGateSale, newGateSku } from './gate-state.ts';
import type { GateRules } from './sale.ts';
import type { GateBook } from './test-gate-book.ts';
import { checkPlaces, newGateBook, noteAnswer, noteEnd } from './test-gate-book.ts';
import type { Moves } from './test-gate-moves.ts';

/** One step of a history. `which` picks among the orders, asks or withdrawals so far, the newest first. */
type Step =
  | { readonly kind: 'ask'; readonly buyer: number; readonly sku: string; readonly key: number | undefined }
  | { readonly kind: 'resend' | 'promise'; readonly which: number }
  | { readonly kind: 'release' | 'sell' | 'undo'; readonly which: number; readonly isWrongUnit: boolean }
  | { readonly kind: 'add'; readonly sku: string; readonly count: number; readonly isAgain: boolean }
  | { readonly kind: 'withdraw'; readonly sku: string; readonly count: number; readonly isAgain: boolean }
  | { readonly kind: 'undo-withdrawal'; readonly which: number }
  | { readonly kind: 'rules'; readonly change: Partial<GateRules>; readonly isOld: boolean }
  | { readonly kind: 'time'; readonly ms: number };

export type History = {
  readonly units: readonly [number, number];
  readonly perBuyer: number;
  readonly steps: readonly Step[];
};

const opensAtMs = 1_000;
const closesAtMs = 2_000;
const skus = ['tee', 'cap'] as const;

const which = nat(3);
const sku = constantFrom(...skus);

const steps: Arbitrary<Step> = oneof(
  {
    weight: 12,
    arbitrary: record({ kind: constant('ask'), buyer: nat(3), sku, key: option(nat(2), { nil: undefined }) }),
  },
  { weight: 2, arbitrary: record({ kind: constant('resend'), which: nat(9) }) },
  { weight: 3, arbitrary: record({ kind: constant('promise'), which }) },
  {
    weight: 8,
    arbitrary: record({
      kind: constantFrom('release', 'release', 'sell', 'undo'),
      which,
      isWrongUnit: oneof({ weight: 4, arbitrary: constant(false) }, { weight: 1, arbitrary: constant(true) }),
    }),
  },
  { weight: 1, arbitrary: record({ kind: constantFrom('add', 'withdraw'), sku, count: nat(3), isAgain: boolean() }) },
  { weight: 1, arbitrary: record({ kind: constant('undo-withdrawal'), which }) },
  {
    weight: 1,
    arbitrary: record({
      kind: constant('rules'),
      change: constantFrom<Partial<GateRules>[]>({ paused: true }, { paused: false }, { closesAtMs: 1_600 }),
      isOld: boolean(),
    }),
  },
  { weight: 3, arbitrary: record({ kind: constant('time'), ms: constantFrom(1, 3, 100, 598, 998) }) },
);

/** Sales that begin one step of time before they open, and histories long enough for units to come round again. */
export const histories: Arbitrary<History> = record({
  units: oneof(constant([2, 1] as const), constant([0, 3] as const), constant([5, 0] as const)),
  perBuyer: constantFrom(1, 2, 3),
  steps: array(steps, { maxLength: 60, size: 'max' }),
});

type Play = {
  readonly moves: Moves;
  readonly sale: GateSale;
  readonly book: GateBook;
  readonly asks: Ask[];
  readonly ranges: { readonly sku: string; readonly firstUnit: number; readonly lastUnit: number }[];
  nowMs: number;
};

/** Plays a history on a new gate, with an onlooker who checks every answer, and every unit after every step. */
export function play(moves: Moves, history: History): GateSale {
  const run = newPlay(moves, history);
  for (const step of history.steps) {
    playStep(run, step);
    checkPlaces(run.book, run.sale);
  }
  return run.sale;
}

function newPlay(moves: Moves, { units, perBuyer }: History): Play {
  const rules = { saleId: 's', opensAtMs, closesAtMs, perBuyer, paymentWindowMs: 500, paused: false };
  const sale = newGateSale({ ...rules, epoch: 1, version: 1 });
  const unitLast = new Map<string, number>();
  for (const [index, name] of skus.entries()) {
    const count = units[index] ?? 0;
    sale.skus.set(
      name,
      newGateSku(
        name,
        count,
        Array.from({ length: count }, (_, at) => at + 1),
      ),
    );
    unitLast.set(name, count);
  }
  sale.armed = true;
  return { moves, sale, book: newGateBook(unitLast), asks: [], ranges: [], nowMs: opensAtMs - 2 };
}

function playStep(run: Play, step: Step): void {
  const { moves, sale, book, asks } = run;
  switch (step.kind) {
    case 'ask': {
      const { buyer, sku, key } = step;
      putAsk(run, { orderId: `o${asks.length}`, buyerId: `b${buyer}`, sku, key: key?.toString() });
      break;
    }
    case 'resend': {
      const before = asks.at(-1 - step.which);
      if (before !== undefined) putAsk(run, before);
      break;
    }
    case 'promise': {
      const order = book.orders.at(-1 - step.which);
      if (order !== undefined) moves.promise(sale, order.ask.orderId, run.nowMs + sale.rules.paymentWindowMs);
      break;
    }
    case 'release':
    case 'sell':
    case 'undo':
      endOrder(run, step);
      break;
    case 'add':
      addStock(run, step);
      break;
    case 'withdraw':
      withdrawStock(run, step);
      break;
    case 'undo-withdrawal':
      undoWithdrawal(run, step.which);
      break;
    case 'rules':
      moves.setRules(sale, newRules(sale.rules, step));
      break;
    case 'time':
      run.nowMs += step.ms;
  }
}

function putAsk({ moves, sale, book, asks, nowMs }: Play, ask: Ask): void {
  asks.push(ask);
  noteAnswer(book, sale, ask, moves.ask(sale, ask, nowMs), nowMs);
}

function endOrder({ moves, sale, book }: Play, step: Extract<Step, { isWrongUnit: boolean }>): void {
  const order = book.orders.at(-1 - step.which);
  if (order === undefined) return;
  const given = { orderId: order.ask.orderId, sku: order.ask.sku, unit: order.unit + (step.isWrongUnit ? 1 : 0) };
  const isChanged = moves[step.kind](sale, given);
  const { state } = order;
  assert.equal(isChanged, noteEnd(book, order, given.unit, step.kind), `matching: ${step.kind} of what is ${state}`);
}

function addStock({ moves, sale, book, ranges }: Play, step: Extract<Step, { kind: 'add' }>): void {
  const again = step.isAgain ? ranges.at(-1) : undefined;
  const unitLast = book.unitLast.get(step.sku) ?? 0;
  const range = again ?? { sku: step.sku, firstUnit: unitLast + 1, lastUnit: unitLast + step.count };
  moves.addUnits(sale, range.sku, range);
  ranges.push(range);
  book.unitLast.set(range.sku, Math.max(book.unitLast.get(range.sku) ?? 0, range.lastUnit));
}

function withdrawStock({ moves, sale, book }: Play, step: Extract<Step, { kind: 'withdraw' }>): void {
  const adjustmentId = step.isAgain ? 'again' : `w${book.withdrawn.size}`;
  const before = book.withdrawn.get(adjustmentId);
  const outcome = moves.withdrawUnits(sale, { adjustmentId, sku: step.sku, count: step.count });
  if (before !== undefined) {
    assert.deepEqual(outcome, { kind: 'withdrawn', units: before.units }, 'same answer: an adjustment has one answer');
  } else if (outcome.kind === 'withdrawn') {
    assert.equal(outcome.units.length, step.count, 'all or none');
    book.withdrawn.set(adjustmentId, { sku: step.sku, units: outcome.units });
  }
}

function undoWithdrawal({ moves, sale, book }: Play, which: number): void {
  const [adjustmentId, withdrawal] = [...book.withdrawn].at(-1 - which) ?? [];
  if (adjustmentId === undefined || withdrawal === undefined) return;
  assert.equal(moves.undoWithdrawal(sale, withdrawal.sku, adjustmentId), true);
  assert.equal(moves.undoWithdrawal(sale, withdrawal.sku, adjustmentId), false);
  book.withdrawn.delete(adjustmentId);
}

function newRules(rules: GateRules, { change, isOld }: Extract<Step, { kind: 'rules' }>): GateRules {
  return { ...rules, ...change, version: isOld ? rules.version : rules.version + 1 };
}
