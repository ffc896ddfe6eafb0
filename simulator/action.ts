import type { SaleAct } from '@penstock/core';
import type { Arbitrary } from 'fast-check';
import { array, boolean, constant, constantFrom, integer, nat, oneof, option, record } from 'fast-check';

/** One thing that a buyer, an operator or fate does. */
export type Action =
  | { readonly kind: 'ask'; readonly buyer: number; readonly sku: string; readonly key: number | undefined }
  | { readonly kind: 'cancel'; readonly which: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'act'; readonly act: SaleAct }
  | { readonly kind: 'edit'; readonly field: 'title' | 'opensAt' | 'closesAt' | 'perBuyer'; readonly by: number }
  | { readonly kind: 'stock'; readonly sku: string; readonly delta: number; readonly id: number }
  | { readonly kind: 'rebuild' | 'audit' | 'crash' }
  /** The next calls to the ledger fail. */
  | { readonly kind: 'ledger-away'; readonly calls: number };

export type Round = {
  readonly action: Action;
  /** How many waiting calls go on before the next action. */
  readonly steps: number;
};

export type Scenario = {
  readonly units: readonly [number, number];
  readonly perBuyer: number;
  readonly isDraft: boolean;
  /** Decides which of the waiting calls goes on. */
  readonly dice: number;
  readonly rounds: readonly Round[];
};

export const skus = ['tee', 'cap'] as const;

const sku = constantFrom(...skus);

const asks: Arbitrary<Action> = record({
  kind: constant('ask'),
  buyer: nat(5),
  sku,
  key: option(nat(3), { nil: undefined }),
});
const times: Arbitrary<Action> = record({ kind: constant('time'), ms: constantFrom(1, 20, 100, 200, 700, 2_000) });
const cancels: Arbitrary<Action> = record({ kind: constant('cancel'), which: nat(4) });
const rebuilds: Arbitrary<Action> = record({ kind: constant('rebuild') });

const actions: Arbitrary<Action> = oneof(
  { weight: 30, arbitrary: asks },
  { weight: 8, arbitrary: cancels },
  { weight: 12, arbitrary: times },
  {
    weight: 3,
    arbitrary: record({
      kind: constant('act'),
      act: constantFrom<SaleAct[]>('publish', 'publish', 'pause', 'resume', 'resume', 'close', 'withdraw'),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      kind: constant('edit'),
      field: constantFrom('title', 'opensAt', 'closesAt', 'perBuyer'),
      by: integer({ min: -1, max: 2 }),
    }),
  },
  { weight: 3, arbitrary: record({ kind: constant('stock'), sku, delta: constantFrom(-2, -1, 1, 3), id: nat(5) }) },
  { weight: 1, arbitrary: rebuilds },
  { weight: 2, arbitrary: record({ kind: constantFrom('audit', 'crash') }) },
  { weight: 3, arbitrary: record({ kind: constant('ledger-away'), calls: constantFrom(1, 2, 8) }) },
);

/** Everything that can happen. */
export const scenarios = scenariosOf(actions);

/** Little but asks and rebuilds, with few steps between them: for what goes wrong while orders are in flight. */
export const rebuildScenarios = scenariosOf(oneof(asks, asks, asks, rebuilds, times));

function scenariosOf(action: Arbitrary<Action>): Arbitrary<Scenario> {
  return record({
    units: constantFrom([1, 1] as const, [2, 1] as const, [3, 0] as const),
    perBuyer: constantFrom(1, 2),
    isDraft: oneof({ weight: 4, arbitrary: constant(false) }, { weight: 1, arbitrary: boolean() }),
    dice: nat(),
    rounds: array(record({ action, steps: nat(12) }), { maxLength: 50, size: 'max' }),
  });
}
