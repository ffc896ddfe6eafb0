import { suite, test } from 'node:test';
import type { Action, Scenario } from './action.ts';
import { runScenario } from './run-scenario.ts';
import { memoryStorage } from './storages.ts';

/** Scenarios that once broke something, as small as they could be made. */
const found: readonly (readonly [
  name: string,
  about: Omit<Scenario, 'rounds' | 'units' | 'perBuyer'>,
  rounds: readonly Round[],
])[] = [
  [
    'a sale that was taken off is at no gate, and balances',
    { isDraft: false, dice: 0 },
    [
      [{ kind: 'act', act: 'withdraw' }, 0],
      [{ kind: 'audit' }, 0],
    ],
  ],
  [
    'a rebuild that failed half way is done again',
    { isDraft: false, dice: 0 },
    [
      [{ kind: 'rebuild' }, 1],
      [ask(0, 'tee'), 7],
      [{ kind: 'ledger-away', calls: 2 }, 0],
      [{ kind: 'cancel', which: 0 }, 3],
      [{ kind: 'cancel', which: 0 }, 1],
      [{ kind: 'stock', sku: 'tee', delta: 1, id: 0 }, 0],
      [ask(0, 'tee'), 0],
      [{ kind: 'cancel', which: 0 }, 3],
    ],
  ],
  [
    'a winner is told of the unit although the ledger cannot be read',
    { isDraft: false, dice: 1087276893 },
    [
      [{ kind: 'time', ms: 100 }, 3],
      [{ kind: 'time', ms: 1 }, 2],
      [ask(0, 'tee', 0), 3],
      [{ kind: 'ledger-away', calls: 2 }, 2],
      [ask(1, 'tee'), 4],
      [ask(0, 'tee'), 1],
    ],
  ],
  [
    'a publish and a rebuild do not mix their snapshots',
    { isDraft: false, dice: 26 },
    [
      [{ kind: 'time', ms: 1 }, 5],
      [{ kind: 'rebuild' }, 11],
      [{ kind: 'time', ms: 200 }, 0],
      [ask(0, 'tee'), 4],
      [ask(0, 'tee'), 10],
      [ask(0, 'tee'), 0],
    ],
  ],
  [
    'an audit is not alarmed by a withdrawal under way',
    { isDraft: false, dice: 1988837797 },
    [
      [{ kind: 'act', act: 'publish' }, 4],
      [ask(0, 'tee'), 8],
      [{ kind: 'stock', sku: 'tee', delta: -1, id: 0 }, 9],
      [{ kind: 'audit' }, 0],
    ],
  ],
  [
    'two changes of stock under one id at the same time are one',
    { isDraft: false, dice: 252432942 },
    [
      [ask(0, 'tee'), 6],
      [{ kind: 'act', act: 'publish' }, 2],
      [{ kind: 'time', ms: 700 }, 11],
      [{ kind: 'stock', sku: 'tee', delta: 3, id: 1 }, 2],
      [ask(0, 'tee'), 0],
      [{ kind: 'time', ms: 100 }, 9],
      [{ kind: 'stock', sku: 'tee', delta: -2, id: 1 }, 0],
    ],
  ],
  [
    'a gate gives nothing before the catalogue has its price',
    { isDraft: true, dice: 65065387 },
    [
      [{ kind: 'time', ms: 700 }, 0],
      [{ kind: 'act', act: 'publish' }, 1],
      [ask(0, 'tee'), 12],
      [ask(0, 'tee'), 10],
      [ask(0, 'tee', 0), 2],
      [{ kind: 'time', ms: 2000 }, 0],
    ],
  ],
  [
    'an order that expired is never told as awaiting payment again',
    { isDraft: false, dice: 0 },
    [
      [{ kind: 'time', ms: 700 }, 0],
      [ask(3, 'tee'), 0],
      [{ kind: 'cancel', which: 0 }, 7],
      [ask(0, 'tee'), 6],
      [ask(0, 'tee'), 5],
      [{ kind: 'time', ms: 2000 }, 3],
      [ask(3, 'tee'), 0],
      [ask(0, 'tee'), 4],
      [{ kind: 'ledger-away', calls: 1 }, 2],
      [ask(3, 'tee'), 4],
    ],
  ],
  [
    'the ledger refuses what a gate gives of a sale that was just taken off',
    { isDraft: false, dice: 2147483358 },
    [
      [{ kind: 'cancel', which: 0 }, 8],
      [ask(0, 'tee'), 5],
      [{ kind: 'time', ms: 1 }, 1],
      [ask(0, 'tee'), 1],
      [{ kind: 'stock', sku: 'tee', delta: -1, id: 0 }, 12],
      [{ kind: 'act', act: 'withdraw' }, 3],
      [{ kind: 'time', ms: 100 }, 1],
      [ask(0, 'cap', 0), 0],
      [ask(0, 'cap'), 0],
    ],
  ],
];

/** An action, and how many waiting calls go on before the next. */
type Round = readonly [action: Action, steps: number];

function ask(buyer: number, sku: string, key?: number): Action {
  return { kind: 'ask', buyer, sku, key };
}

suite('what was found once', () => {
  for (const [name, about, rounds] of found) {
    test(name, async () => {
      const scenario: Scenario = {
        ...{ ...about, units: [1, 1], perBuyer: 1 },
        rounds: rounds.map(([action, steps]) => ({ action, steps })),
      };
      await runScenario(scenario, memoryStorage);
    });
  }
});
