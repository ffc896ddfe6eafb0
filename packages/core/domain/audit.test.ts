import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SkuPlaces } from './audit.ts';
import { auditSku, isBalanced } from './audit.ts';

/** Seven numbers, six units: 1 and 2 are free, 3 and 4 held, 5 sold, 6 withdrawn, 7 free. */
const balanced: SkuPlaces = {
  ...{ sku: 'tee', unitLast: 7, units: 6, gateFree: [2, 7, 1], gateHeld: 2, gateSold: 1 },
  ...{ ledgerHeld: [3, 4], ledgerSold: [5], ledgerWithdrawn: [6] },
};

suite('where the units are', () => {
  test('each in one place: balanced', () => {
    const audit = auditSku(balanced);
    assert.deepEqual(audit, { sku: 'tee', units: 6, available: 3, held: 2, sold: 1, unexplained: [] });
    assert.ok(isBalanced(balanced, audit));
  });
  test('a sku without a unit is balanced', () => {
    const none = { ...balanced, unitLast: 0, units: 0, gateFree: [], gateHeld: 0, gateSold: 0 };
    check({ ...none, ledgerHeld: [], ledgerSold: [], ledgerWithdrawn: [] }, [], true);
  });

  const strays: readonly [string, Partial<SkuPlaces>, number[]][] = [
    ['missing', { gateFree: [2, 7] }, [1]],
    ['free and held', { gateFree: [1, 2, 3, 7] }, [3]],
    ['free and sold', { gateFree: [1, 2, 5, 7] }, [5]],
    ['free and withdrawn', { gateFree: [1, 2, 6, 7] }, [6]],
    ['held and sold', { ledgerSold: [5, 4] }, [4]],
    ['held and withdrawn', { ledgerWithdrawn: [6, 3] }, [3]],
    ['twice free', { gateFree: [1, 1, 2, 7] }, [1]],
    ['in three places', { gateFree: [1, 2, 3, 7], ledgerSold: [5, 3] }, [3]],
    ['below the first', { gateFree: [0, 1, 2, 7] }, [0]],
    ['above the last', { gateFree: [8, 1, 2, 7] }, [8]],
    ['above the last, in two places', { gateFree: [8, 1, 2, 7], ledgerHeld: [3, 4, 8] }, [8]],
    ['one missing, one double, in ascending order', { gateFree: [7, 3, 2] }, [1, 3]],
    ['everything lost', { gateFree: [], ledgerHeld: [], ledgerSold: [], ledgerWithdrawn: [] }, [1, 2, 3, 4, 5, 6, 7]],
  ];
  for (const [what, change, unexplained] of strays) {
    test(`${what}: ${unexplained.join(' ')}`, () => check({ ...balanced, ...change }, unexplained, false));
  }

  const mismatches: readonly [string, Partial<SkuPlaces>][] = [
    ['the ledger counts another number of units', { units: 7 }],
    ['the gate holds fewer than the ledger', { gateHeld: 1 }],
    ['the gate holds more than the ledger', { gateHeld: 3 }],
    ['the gate has sold fewer than the ledger', { gateSold: 0 }],
    ['the gate counts a sold unit as held', { gateHeld: 3, gateSold: 0 }],
  ];
  for (const [what, change] of mismatches) test(what, () => check({ ...balanced, ...change }, [], false));
});

function check(places: SkuPlaces, unexplained: readonly number[], isBalancedThen: boolean): void {
  const audit = auditSku(places);
  assert.deepEqual(audit.unexplained, unexplained);
  assert.equal(isBalanced(places, audit), isBalancedThen);
}
