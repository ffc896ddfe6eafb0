import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payAroundEarlyMs, payAroundLateMs } from '../limits.ts';
import type { PayPlan, PayShape } from './payer-plan.ts';
import { payPlanOf } from './payer-plan.ts';

const shape: PayShape = { atOnce: 0.6, late: 0.1, twice: 0.05, seed: 7, paymentWindowMs: 3_000 };
const buyers = Array.from({ length: 20_000 }, (_, buyer) => buyer);
const plans = buyers.map((buyer) => payPlanOf(shape, buyer));

const shareOf = (isSo: (plan: PayPlan) => boolean) => plans.filter(isSo).length / plans.length;
const assertNear = (share: number, expected: number) => assert.ok(Math.abs(share - expected) < 0.02, `${share}`);

test('the shares of a run are those that were named', () => {
  assertNear(
    shareOf(({ kind }) => kind === 'at-once'),
    0.6,
  );
  assertNear(
    shareOf(({ kind }) => kind === 'too-late'),
    0.05,
  );
  assertNear(
    shareOf(({ kind }) => kind === 'around-pay-by'),
    0.05,
  );
  assertNear(
    shareOf(({ kind }) => kind === 'twice'),
    0.05,
  );
  assertNear(
    shareOf(({ kind }) => kind === 'never'),
    0.25,
  );
});

test('most news of money comes as it should, and some in every odd way', () => {
  assertNear(
    shareOf((plan) => plan.kind === 'at-once' && plan.scenario === 'approve'),
    0.36,
  );
  for (const odd of ['duplicate-webhook', 'out-of-order', 'lost-webhook', 'slow-capture']) {
    assertNear(
      shareOf((plan) => plan.kind === 'at-once' && plan.scenario === odd),
      0.06,
    );
  }
});

test('who pays at once does so in time, and who pays around payBy does so on both sides of it', () => {
  const sides = new Set<boolean>();
  for (const plan of plans) {
    if (plan.kind === 'at-once') assert.ok(plan.afterMs >= 0 && plan.afterMs <= 1_500);
    if (plan.kind !== 'around-pay-by') continue;
    assert.ok(plan.offsetMs >= -payAroundEarlyMs && plan.offsetMs <= payAroundLateMs);
    sides.add(plan.offsetMs < 0);
  }
  assert.equal(sides.size, 2);
});

test('the same seed makes the same plans, and another one others', () => {
  assert.deepEqual(
    buyers.map((buyer) => payPlanOf(shape, buyer)),
    plans,
  );
  assert.notDeepEqual(
    buyers.map((buyer) => payPlanOf({ ...shape, seed: 8 }, buyer)),
    plans,
  );
});
