import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { negativeControl, property } from '@penstock/port-tests';
import type { GateSku } from './gate-state.ts';
import { skuCounts } from './gate-state.ts';
import { histories, play } from './test-gate-history.ts';
import type { Moves } from './test-gate-moves.ts';
import { honest } from './test-gate-moves.ts';

const runs = 2_000;

suite('any history of a gate', () => {
  property(
    'no oversell, one each, on the dot, no leak, true answers',
    histories,
    (history) => void play(honest, history),
    {
      runs,
    },
  );
});

suite('a broken rule is noticed', () => {
  const check = (name: string, breaks: RegExp, broken: Partial<Moves>) =>
    negativeControl(name, histories, (history) => void play({ ...honest, ...broken }, history), { runs, breaks });

  check('one unit more than there are', /no oversell: there is no unit/, {
    ask(sale, ask, nowMs) {
      const outcome = honest.ask(sale, ask, nowMs);
      if (outcome.kind !== 'all-held') return outcome;
      const sku = skuOf(sale.skus, ask.sku);
      sku.free.push(sku.unitLast + 1);
      sku.units += 1;
      return honest.ask(sale, ask, nowMs);
    },
  });
  check('a release that matches the unit and not the order', /matching/, {
    release(sale, given) {
      const holder = [...sale.orders.values()].find((order) => order.unit === given.unit && order.stage !== 'done');
      return honest.release(sale, { ...given, orderId: holder?.orderId ?? given.orderId });
    },
  });
  check('a release that acts twice', /no leak/, {
    release(sale, given) {
      const isReleased = honest.release(sale, given);
      const order = sale.orders.get(given.orderId);
      if (!isReleased && order?.stage === 'done') skuOf(sale.skus, given.sku).free.push(given.unit);
      return isReleased;
    },
  });
  check('a release that matches the order and not the unit', /matching/, {
    release: (sale, given) =>
      honest.release(sale, { ...given, unit: sale.orders.get(given.orderId)?.unit ?? given.unit }),
  });
  check('a release that forgets to put the unit back', /no leak/, {
    release(sale, given) {
      const isReleased = honest.release(sale, given);
      if (isReleased) skuOf(sale.skus, given.sku).free.pop();
      return isReleased;
    },
  });
  check('a release that takes a sold unit back', /matching/, {
    release(sale, given) {
      const order = sale.orders.get(given.orderId);
      if (order?.stage === 'sold' && order.unit === given.unit) {
        const sku = skuOf(sale.skus, given.sku);
        sku.sold -= 1;
        sku.held += 1;
        order.stage = 'promised';
      }
      return honest.release(sale, given);
    },
  });
  check('a release that keeps the buyer', /true answers: (already-held|limit-reached)/, {
    release(sale, given) {
      const before = new Map([...sale.buyers].map(([buyerId, orders]) => [buyerId, [...orders]]));
      const stage = sale.orders.get(given.orderId)?.stage;
      const isReleased = honest.release(sale, given);
      const order = sale.orders.get(given.orderId);
      if (isReleased && order !== undefined && stage !== undefined) {
        sale.buyers.set(
          order.buyerId,
          (before.get(order.buyerId) ?? []).map((each) => ({ ...each, stage: 'sold' })),
        );
      }
      return isReleased;
    },
  });
  check('a promise that forgets the buyer', /one each/, {
    promise(sale, orderId, payByMs) {
      const order = sale.orders.get(orderId);
      if (order !== undefined && order.stage === 'reserved') sale.buyers.set(order.buyerId, []);
      return honest.promise(sale, orderId, payByMs);
    },
  });
  check('a resend that takes another unit', /same answer/, {
    ask(sale, ask, nowMs) {
      const orderId = sale.orders.has(ask.orderId) ? `${ask.orderId}-again` : ask.orderId;
      return honest.ask(sale, { ...ask, orderId }, nowMs);
    },
  });
  check('a clock that is ahead: given before the opening', /on the dot/, {
    ask: (sale, ask, nowMs) => honest.ask(sale, ask, nowMs < sale.rules.opensAtMs ? nowMs + 1 : nowMs),
  });
  check('a clock that is behind: given at the end', /on the dot/, {
    ask: (sale, ask, nowMs) => honest.ask(sale, ask, nowMs === sale.rules.closesAtMs ? nowMs - 1 : nowMs),
  });
  check('a pause that is not looked at', /pause/, {
    ask(sale, ask, nowMs) {
      const { rules } = sale;
      sale.rules = { ...rules, paused: false };
      const outcome = honest.ask(sale, ask, nowMs);
      sale.rules = rules;
      return outcome;
    },
  });
  check('a limit that counts only what is promised', /one each/, {
    ask(sale, ask, nowMs) {
      const reserved = (sale.buyers.get(ask.buyerId) ?? []).filter((order) => order.stage === 'reserved');
      for (const order of reserved) order.stage = 'done';
      const outcome = honest.ask(sale, ask, nowMs);
      for (const order of reserved) order.stage = 'reserved';
      return outcome;
    },
  });
  check('a unit that is taken before the limit is looked at', /no leak/, {
    ask(sale, ask, nowMs) {
      const outcome = honest.ask(sale, ask, nowMs);
      if (outcome.kind === 'limit-reached') skuOf(sale.skus, ask.sku).free.pop();
      return outcome;
    },
  });
  check('sold-out that is said while units are unpaid', /true answers: sold-out/, {
    ask(sale, ask, nowMs) {
      const outcome = honest.ask(sale, ask, nowMs);
      return outcome.kind === 'all-held' ? { kind: 'sold-out' } : outcome;
    },
  });
  check('units that are added again', /no leak/, {
    addUnits(sale, sku, range) {
      skuOf(sale.skus, sku).unitLast = range.firstUnit - 1;
      return honest.addUnits(sale, sku, range);
    },
  });
  check('a withdrawal of what there is', /all or none/, {
    withdrawUnits(sale, withdrawal) {
      const available = skuOf(sale.skus, withdrawal.sku).free.length;
      return honest.withdrawUnits(sale, { ...withdrawal, count: Math.min(withdrawal.count, available) });
    },
  });
  check('a withdrawal that is done again', /same answer/, {
    withdrawUnits(sale, withdrawal) {
      sale.withdrawals.delete(withdrawal.adjustmentId);
      return honest.withdrawUnits(sale, withdrawal);
    },
  });
  check('an undone withdrawal that keeps its units', /no leak/, {
    undoWithdrawal(sale, sku, adjustmentId) {
      const count = sale.withdrawals.get(adjustmentId)?.length ?? 0;
      const isUndone = honest.undoWithdrawal(sale, sku, adjustmentId);
      if (isUndone) skuOf(sale.skus, sku).free.splice(0, count);
      return isUndone;
    },
  });
  check('an undo that keeps the order id', /no oversell|no leak/, {
    undo: (sale, given) => honest.release(sale, given),
  });
});

suite('exactly as many as there are', () => {
  for (const units of Array.from({ length: 51 }, (_, index) => index)) {
    test(`${units} units, ${units + 7} buyers who ask twice: ${units} are held, and never one more`, () => {
      const steps = Array.from({ length: units + 7 }, (_, buyer) => {
        const ask = { kind: 'ask', buyer, sku: 'tee', key: undefined } as const;
        return [ask, ask];
      }).flat();
      const sale = play(honest, { units: [units, 0], perBuyer: 1, steps: [{ kind: 'time', ms: 2 }, ...steps] });
      const { available, held } = skuCounts(skuOf(sale.skus, 'tee'));
      assert.deepEqual({ available, held }, { available: 0, held: units });
    });
  }
});

function skuOf(skus: ReadonlyMap<string, GateSku>, name: string): GateSku {
  const sku = skus.get(name);
  assert.ok(sku);
  return sku;
}
