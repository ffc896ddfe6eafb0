import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { askStories, pureStage, tell } from '@penstock/port-tests';
import type { AskOutcomeKind } from './decide-ask.ts';
import { askOutcomeKinds, decideAsk } from './decide-ask.ts';
import { takeUnit } from './gate-changes.ts';
import type { GateSale } from './gate-state.ts';
import { newGateSale, newGateSku } from './gate-state.ts';

const opensAtMs = 1_000;
const closesAtMs = 2_000;

suite('what asking is answered, by example', () => {
  for (const [story, answers] of askStories) {
    test(story, async () => assert.equal(await tell(pureStage(), story), answers));
  }
});

suite('precedence: the first that applies, with all that follow applying too', () => {
  // Each row makes the conditions of one more outcome true, from the last in the list to the first.
  const conditions: Readonly<Record<AskOutcomeKind, (scene: Scene) => void>> = {
    held: () => {},
    'all-held': (scene) => give(scene.sale, 'zoe', 'zoe-1'),
    'sold-out': (scene) => {
      scene.sale = saleOf(0);
    },
    'sale-ended': (scene) => {
      scene.nowMs = closesAtMs;
    },
    'sale-paused': (scene) => {
      scene.sale.rules = { ...scene.sale.rules, paused: true };
    },
    'limit-reached': (scene) => {
      scene.sale.rules = { ...scene.sale.rules, perBuyer: 2 };
      for (const orderId of ['ann-1', 'ann-2']) restock(scene.sale, () => give(scene.sale, 'ann', orderId));
    },
    'already-held': (scene) => {
      scene.key = 'k-ann-2';
    },
    'sale-not-open': (scene) => {
      scene.nowMs = opensAtMs - 1;
    },
    'sale-not-found': (scene) => {
      scene.isKnown = false;
    },
  };
  const fromLast = askOutcomeKinds.toReversed();
  for (const [index, kind] of fromLast.entries()) {
    test(kind, () => {
      const scene: Scene = { sale: saleOf(1), nowMs: opensAtMs, key: 'new', isKnown: true };
      for (const made of fromLast.slice(0, index + 1)) conditions[made](scene);
      const wish = { buyerId: 'ann', sku: 'tee', key: scene.key };
      const decision = decideAsk(scene.isKnown ? scene.sale : undefined, wish, scene.nowMs);
      assert.equal(decision.kind, kind === 'held' ? 'grant' : kind);
    });
  }
});

suite('on the dot', () => {
  const check = (nowMs: number, kind: string) =>
    test(`${nowMs}: ${kind}`, () => {
      assert.equal(decideAsk(saleOf(1), { buyerId: 'ann', sku: 'tee', key: undefined }, nowMs).kind, kind);
    });
  check(opensAtMs - 1, 'sale-not-open');
  check(opensAtMs, 'grant');
  check(closesAtMs - 1, 'grant');
  check(closesAtMs, 'sale-ended');
});

suite('what an answer carries', () => {
  test('sale-not-open says when it opens', () => {
    assert.deepEqual(decide(saleOf(1), opensAtMs - 1), { kind: 'sale-not-open', opensAtMs });
  });
  test('all-held says from when units may come back: the oldest unpaid hold', () => {
    const sale = saleOf(1);
    give(sale, 'zoe', 'zoe-1');
    assert.deepEqual(decide(sale, opensAtMs), { kind: 'all-held', backFromMs: opensAtMs + 500 });
  });
  test('a sku may be left out where there is one, and only there', () => {
    const sale = saleOf(1);
    const wish = { buyerId: 'ann', sku: undefined, key: undefined };
    assert.equal(decideAsk(sale, wish, opensAtMs).kind, 'grant');
    sale.skus.set('cap', newGateSku('cap', 1, [1]));
    assert.equal(decideAsk(sale, wish, opensAtMs).kind, 'unknown-sku');
  });
  test('a grant names the lowest slot that no live order of the buyer has', () => {
    const sale = saleOf(5);
    sale.rules = { ...sale.rules, perBuyer: 3 };
    for (const orderId of ['ann-1', 'ann-2', 'ann-3']) give(sale, 'ann', orderId);
    assert.deepEqual(
      [...sale.orders.values()].map((order) => order.slot),
      [0, 1, 2],
    );
    const second = sale.orders.get('ann-2');
    assert.ok(second);
    second.stage = 'done';
    const decision = decideAsk(sale, { buyerId: 'ann', sku: 'tee', key: 'new' }, opensAtMs);
    assert.equal(decision.kind === 'grant' ? decision.slot : decision.kind, 1);
  });
});

test('a gate that is not armed says nothing else about a sale, also while it is empty', () => {
  const sale = newGateSale(saleOf(0).rules);
  assert.deepEqual(decide(sale, opensAtMs), { kind: 'not-armed' });
});

test('deciding changes nothing', () => {
  const sale = saleOf(2);
  give(sale, 'ann', 'ann-1');
  const before = structuredClone(sale);
  for (const buyerId of ['ann', 'bob']) decideAsk(sale, { buyerId, sku: 'tee', key: undefined }, opensAtMs);
  assert.deepEqual(sale, before);
});

type Scene = { sale: GateSale; nowMs: number; key: string; isKnown: boolean };

function saleOf(units: number): GateSale {
  const rules = { saleId: 's', opensAtMs, closesAtMs, perBuyer: 1, paymentWindowMs: 500, paused: false };
  const sale = newGateSale({ ...rules, epoch: 1, version: 1 });
  sale.skus.set('tee', newGateSku('tee', units, units === 0 ? [] : Array.from({ length: units }, (_, at) => at + 1)));
  sale.armed = true;
  return sale;
}

function decide(sale: GateSale, nowMs: number) {
  return decideAsk(sale, { buyerId: 'ann', sku: 'tee', key: undefined }, nowMs);
}

function give(sale: GateSale, buyerId: string, orderId: string): void {
  const ask = { orderId, buyerId, sku: 'tee', key: `k-${orderId}` };
  const decision = decideAsk(sale, ask, opensAtMs);
  assert.equal(decision.kind, 'grant');
  if (decision.kind === 'grant') takeUnit(sale, ask, decision, opensAtMs);
}

/** Gives from a sale that is shut or empty, so that what the scene already claims stays true. */
function restock(sale: GateSale, act: () => void): void {
  const { rules } = sale;
  const sku = sale.skus.get('tee');
  assert.ok(sku);
  sale.rules = { ...rules, paused: false };
  sku.free.push(sku.unitLast + 1);
  sku.units += 1;
  sku.unitLast += 1;
  act();
  sale.rules = rules;
}
