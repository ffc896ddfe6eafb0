import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { askPurely } from '@penstock/port-tests';
import {
  addUnits,
  promise,
  release,
  restore,
  sell,
  setRules,
  undo,
  undoWithdrawal,
  withdrawUnits,
} from './gate-changes.ts';
import type { GateOrder, GateSale } from './gate-state.ts';
import { earliestReturnMs, newGateSale, newGateSku, skuCounts } from './gate-state.ts';

const nowMs = 1_000;
const windowMs = 500;

suite('each change acts once, and only where order and unit match', () => {
  const given = { orderId: 'ann-1', sku: 'tee', unit: 1 };
  const each: readonly [string, (sale: GateSale, order: typeof given) => boolean, then: string][] = [
    ['release', release, '1 3 | held bob-1:2 | sold none'],
    ['undo', undo, '1 3 | held bob-1:2 | sold none'],
    ['sell', sell, '3 | held bob-1:2 | sold ann-1:1'],
    ['promise', (sale, order) => promise(sale, order.orderId, 7_000), '3 | held ann-1:1 bob-1:2 | sold none'],
  ];
  for (const [name, act, then] of each) {
    test(name, () => {
      const sale = saleOf(3, 'ann-1', 'bob-1');
      const before = placesText(sale);
      const wrongs = name === 'promise' ? [{ orderId: 'zoe-1' }] : [{ orderId: 'zoe-1' }, { unit: 2 }, { sku: 'cap' }];
      for (const wrong of wrongs) assertIdle(sale, () => act(sale, { ...given, ...wrong }));
      assert.equal(placesText(sale), before);
      assert.equal(act(sale, given), true);
      assert.equal(placesText(sale), then);
      assertIdle(sale, () => act(sale, given));
      assert.equal(placesText(sale), then);
    });
  }
});

suite('what comes first wins', () => {
  const check = (first: Act, second: Act, places: string) =>
    test(`${first} then ${second}: ${places}`, () => {
      const sale = saleOf(1, 'ann-1');
      assert.equal(actOn(sale, first), true);
      assertIdle(sale, () => actOn(sale, second));
      assert.equal(placesText(sale), places);
    });
  check('release', 'sell', '1 | held none | sold none');
  check('release', 'undo', '1 | held none | sold none');
  check('release', 'promise', '1 | held none | sold none');
  check('sell', 'release', 'none | held none | sold ann-1:1');
  check('sell', 'undo', 'none | held none | sold ann-1:1');
  check('sell', 'promise', 'none | held none | sold ann-1:1');
  check('undo', 'release', '1 | held none | sold none');
  check('undo', 'sell', '1 | held none | sold none');
});

suite('what is remembered of an order that ended', () => {
  const check = (key: string | undefined, end: Act, remembered: string) =>
    test(`${key ?? 'no key'}, ${end}: ${remembered}`, () => {
      const sale = saleOf(1);
      askPurely(sale, { orderId: 'ann-1', buyerId: 'ann', sku: 'tee', key }, nowMs);
      actOn(sale, end);
      const order = sale.orders.has('ann-1') ? 'order' : '';
      const buyer = sale.buyers.get('ann') === undefined ? '' : 'buyer';
      assert.equal(`${order} ${buyer}`.trim(), remembered);
    });
  check(undefined, 'release', 'order');
  check('k1', 'release', 'order buyer');
  check(undefined, 'undo', '');
  check('k1', 'undo', '');
  check(undefined, 'sell', 'order buyer');

  test('undoing one order leaves the others of its buyer', () => {
    const sale = saleOf(2);
    sale.rules = { ...sale.rules, perBuyer: 2 };
    for (const key of ['k1', 'k2']) askPurely(sale, { orderId: `ann-${key}`, buyerId: 'ann', sku: 'tee', key }, nowMs);
    undo(sale, { orderId: 'ann-k1', sku: 'tee', unit: 1 });
    assert.deepEqual(
      sale.buyers.get('ann')?.map((order) => order.orderId),
      ['ann-k2'],
    );
  });
  test('an order that was undone may be asked for again under its id', () => {
    const sale = saleOf(1, 'ann-1');
    actOn(sale, 'undo');
    give(sale, 'ann-1');
    assert.equal(placesText(sale), 'none | held ann-1:1 | sold none');
  });
});

suite('stock', () => {
  const check = (name: string, act: (sale: GateSale) => unknown, places: string) =>
    test(`${name}: ${places}`, () => {
      const sale = saleOf(3, 'ann-1');
      act(sale);
      assert.equal(placesText(sale), `${places} | held ann-1:1 | sold none`);
    });
  const add = (sale: GateSale, firstUnit: number, lastUnit: number) => addUnits(sale, 'tee', { firstUnit, lastUnit });
  const take = (sale: GateSale, adjustmentId: string, count: number) =>
    withdrawUnits(sale, { adjustmentId, sku: 'tee', count });

  check('added units are for sale', (sale) => add(sale, 4, 5), '2 3 4 5');
  check('added again', (sale) => [add(sale, 4, 5), assertIdle(sale, () => add(sale, 4, 5))], '2 3 4 5');
  check(
    'an older addition again',
    (sale) => [add(sale, 4, 5), add(sale, 6, 6), assertIdle(sale, () => add(sale, 4, 5))],
    '2 3 4 5 6',
  );
  check('a known part of a range is not added twice', (sale) => [add(sale, 4, 5), add(sale, 4, 6)], '2 3 4 5 6');
  check('withdrawn', (sale) => take(sale, 'a', 1), '2');
  check('withdrawn again under its id', (sale) => [take(sale, 'a', 1), take(sale, 'a', 1)], '2');
  check('withdrawn under another id', (sale) => [take(sale, 'a', 1), take(sale, 'b', 1)], 'none');
  check('more than is free', (sale) => take(sale, 'a', 3), '2 3');
  check('a number that was withdrawn is never added again', (sale) => [take(sale, 'a', 1), add(sale, 3, 3)], '2');
  check('undone', (sale) => [take(sale, 'a', 2), undoWithdrawal(sale, 'tee', 'a')], '2 3');
  check('undone twice', (sale) => [take(sale, 'a', 2), undoTwice(sale, 'a')], '2 3');
  check(
    'another one undone',
    (sale) => [take(sale, 'a', 1), assertIdle(sale, () => undoWithdrawal(sale, 'tee', 'b'))],
    '2',
  );
});

suite('rules', () => {
  const check = (name: string, change: { epoch?: number; version?: number }, isTaken: boolean) =>
    test(`${name} ${isTaken ? 'are taken' : 'change nothing'}`, () => {
      const sale = saleOf(1);
      sale.rules = { ...sale.rules, epoch: 5, version: 5 };
      const rules = { ...sale.rules, paused: true, ...change };
      assert.equal(setRules(sale, rules), isTaken);
      assert.equal(sale.rules.paused, isTaken);
    });
  check('newer ones', { version: 6 }, true);
  check('the same again', {}, false);
  check('older ones', { version: 4 }, false);
  check('ones of an older epoch', { epoch: 4, version: 6 }, false);
  check('ones of a newer epoch', { epoch: 6, version: 5 }, true);
});

suite('the oldest unpaid hold says when units may come back', () => {
  const check = (name: string, act: (sale: GateSale) => unknown, returnMs: number | undefined) =>
    test(`${name}: ${returnMs}`, () => {
      const sale = saleOf(3);
      for (const [index, orderId] of ['ann-1', 'bob-1', 'cid-1'].entries()) give(sale, orderId, nowMs + index);
      act(sale);
      const sku = sale.skus.get('tee');
      assert.ok(sku);
      assert.equal(earliestReturnMs(sale, sku), returnMs);
    });
  const end = (sale: GateSale, orderId: string, unit: number) => release(sale, { orderId, sku: 'tee', unit });
  check('a reserved one: from when it was placed', () => {}, nowMs + windowMs);
  check('a promised one: by its payBy', (sale) => promise(sale, 'ann-1', 9_000), 9_000);
  check('the first was released', (sale) => end(sale, 'ann-1', 1), nowMs + 1 + windowMs);
  check('the second was released', (sale) => end(sale, 'bob-1', 2), nowMs + windowMs);
  check('the second, then the first', (sale) => [end(sale, 'bob-1', 2), end(sale, 'ann-1', 1)], nowMs + 2 + windowMs);
  check('the first was paid', (sale) => sell(sale, { orderId: 'ann-1', sku: 'tee', unit: 1 }), nowMs + 1 + windowMs);
  check('all were released', (sale) => ['ann-1', 'bob-1', 'cid-1'].map((id, at) => end(sale, id, at + 1)), undefined);

  test('the line of held orders does not grow with orders that ended', () => {
    const sale = saleOf(1);
    for (let index = 0; index < 10_000; index += 1) {
      give(sale, `b${index}-1`);
      end(sale, `b${index}-1`, 1);
    }
    const sku = sale.skus.get('tee');
    assert.ok(sku && sku.heldLine.length < 5_000, `${sku?.heldLine.length} orders are in line`);
  });
});

suite('a gate that is loaded', () => {
  const loaded = (orderId: string, unit: number, stage: GateOrder['stage'], key?: string): GateOrder => {
    return { orderId, buyerId: orderId.slice(0, 3), sku: 'tee', unit, slot: 0, key, placedAtMs: 1, payByMs: 2, stage };
  };
  test('counts each order in its place, once', () => {
    const sale = saleOf(0);
    sale.skus.set('tee', newGateSku('tee', 6, [5, 6]));
    const orders = [loaded('ann-1', 1, 'promised'), loaded('bob-1', 2, 'sold'), loaded('cid-1', 3, 'done')];
    for (const order of [...orders, ...orders]) restore(sale, order);
    assert.equal(placesText(sale), '5 6 | held ann-1:1 | sold bob-1:2');
    assert.deepEqual([...sale.orders.keys()], ['ann-1', 'bob-1', 'cid-1']);
  });
  test('knows the buyers of live orders, and of ended ones that a key names', () => {
    const sale = saleOf(0);
    const orders = [loaded('ann-1', 1, 'promised'), loaded('bob-1', 2, 'done', 'k'), loaded('cid-1', 3, 'done')];
    for (const order of orders) restore(sale, order);
    assert.deepEqual([...sale.buyers.keys()], ['ann', 'bob']);
  });
  test('gives the lowest free number first, in whatever order they were loaded', () => {
    const sale = saleOf(0);
    sale.skus.set('tee', newGateSku('tee', 9, [7, 2, 9]));
    assert.deepEqual(
      ['ann-1', 'bob-1', 'cid-1'].map((orderId) => give(sale, orderId)),
      [2, 7, 9],
    );
  });
});

test('every change is counted, so that two reads can tell whether they saw the same', () => {
  const sale = saleOf(2);
  const seen = [sale.changes];
  const note = () => seen.push(sale.changes);
  give(sale, 'ann-1');
  note();
  for (const act of ['promise', 'sell'] as const) {
    actOn(sale, act);
    note();
  }
  give(sale, 'bob-1');
  note();
  release(sale, { orderId: 'bob-1', sku: 'tee', unit: 2 });
  note();
  withdrawUnits(sale, { adjustmentId: 'a', sku: 'tee', count: 1 });
  note();
  undoWithdrawal(sale, 'tee', 'a');
  note();
  addUnits(sale, 'tee', { firstUnit: 3, lastUnit: 3 });
  note();
  setRules(sale, { ...sale.rules, version: 2 });
  note();
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(seen).size, seen.length);
});

type Act = 'release' | 'undo' | 'sell' | 'promise';

const acts = { release, undo, sell };

function actOn(sale: GateSale, act: Act): boolean {
  const given = { orderId: 'ann-1', sku: 'tee', unit: 1 };
  return act === 'promise' ? promise(sale, 'ann-1', 7_000) : acts[act](sale, given);
}

function undoTwice(sale: GateSale, adjustmentId: string): void {
  assert.equal(undoWithdrawal(sale, 'tee', adjustmentId), true);
  assertIdle(sale, () => undoWithdrawal(sale, 'tee', adjustmentId));
}

/** The act says that it changed nothing, and so it was. */
function assertIdle(sale: GateSale, act: () => boolean): void {
  const before = structuredClone(sale);
  assert.equal(act(), false);
  assert.deepEqual(sale, before);
}

function saleOf(units: number, ...orderIds: string[]): GateSale {
  const rules = { saleId: 's', opensAtMs: 0, closesAtMs: 10_000, perBuyer: 1, paymentWindowMs: windowMs };
  const sale = newGateSale({ ...rules, paused: false, epoch: 1, version: 1 });
  sale.skus.set(
    'tee',
    newGateSku(
      'tee',
      units,
      Array.from({ length: units }, (_, index) => index + 1),
    ),
  );
  sale.skus.set('cap', newGateSku('cap', 0, []));
  sale.armed = true;
  for (const orderId of orderIds) give(sale, orderId);
  return sale;
}

function give(sale: GateSale, orderId: string, atMs = nowMs): number | undefined {
  const buyerId = orderId.split('-')[0] ?? '';
  const outcome = askPurely(sale, { orderId, buyerId, sku: 'tee', key: undefined }, atMs);
  assert.equal(outcome.kind, 'held');
  return outcome.kind === 'held' ? outcome.order.unit : undefined;
}

/** `2 3 | held ann-1:1 | sold none`: every unit by number, after checking that the counts agree. */
function placesText(sale: GateSale): string {
  const sku = sale.skus.get('tee');
  assert.ok(sku);
  const orders = [...sale.orders.values()];
  const inStage = (...stages: GateOrder['stage'][]) => orders.filter((order) => stages.includes(order.stage));
  const held = inStage('reserved', 'promised');
  const sold = inStage('sold');
  assert.deepEqual(skuCounts(sku), {
    ...{ sku: 'tee', units: sku.free.length + held.length + sold.length },
    ...{ available: sku.free.length, held: held.length, sold: sold.length },
  });
  const named = (list: GateOrder[]) => list.map(({ orderId, unit }) => `${orderId}:${unit}`).join(' ') || 'none';
  return `${sku.free.toSorted((a, b) => a - b).join(' ') || 'none'} | held ${named(held)} | sold ${named(sold)}`;
}
