import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isFailure } from '@penstock/core';
import type { OpenLedger } from './open-ledger.ts';
import { openLedger } from './open-ledger.ts';
import { damage } from './test-damage.ts';
import { inFolder } from './test-folder.ts';
import { saleId, teeSale, teesHeld } from './test-holds.ts';

const unexpected = (error: Error) => assert.fail(error);

suite('a ledger in threads', () => {
  test('a second one on the same file is refused, and the first goes on', () =>
    inFolder(async ({ file }) => {
      const first = await openLedger({ file, onBroken: unexpected });
      await assert.rejects(openLedger({ file, onBroken: unexpected }), (error) => isFailure(error, 'FILE_IN_USE'));
      assert.equal((await first.create(teeSale(9))).kind, 'create');
      await first.close();
      await (await openLedger({ file, onBroken: unexpected })).close();
    }));
  test('every read after the answer to a write sees it', () =>
    inLedger(async (ledger) => {
      await ledger.create(teeSale(200));
      const carry = async (from: number) => {
        for (let unit = from; unit < from + 25; unit += 1) {
          await ledger.record(teesHeld(unit, unit));
          const order = await ledger.order(`order-${unit}`);
          assert.equal(order?.status, 'awaiting_payment');
          const cancelled = await ledger.cancel(`order-${unit}`, `buyer-${unit}`);
          assert.equal(cancelled?.decision.kind, 'cancel');
          assert.equal((await ledger.order(`order-${unit}`))?.status, 'cancelled');
        }
      };
      await Promise.all([1, 26, 51, 76, 101, 126].map(carry));
      const places = await ledger.places(saleId);
      assert.deepEqual(places?.skus[0]?.held, []);
      assert.equal(places?.changesPending, 151, 'the publishing and every release');
    }));
  test('what a gate is loaded with stays as it was when the loading began', () =>
    inLedger(async (ledger) => {
      await ledger.create(teeSale(20));
      await ledger.record(teesHeld(1, 5));
      const chunks = ledger.gateChunks(saleId)[Symbol.asyncIterator]();
      const first = await chunks.next();
      assert.equal(first.done === true ? undefined : first.value.skus?.[0]?.free.length, 15);
      await ledger.record(teesHeld(6, 10));
      const second = await chunks.next();
      assert.equal(second.done === true ? undefined : second.value.orders?.length, 5);
      assert.equal((await chunks.next()).done, true);
    }));
  test('closing answers what was asked before; afterwards nothing is answered', () =>
    inLedger(async (ledger) => {
      await ledger.create(teeSale(1_000));
      const asked = Array.from({ length: 30 }, (_, at) => ledger.record(teesHeld(at * 10 + 1, at * 10 + 10)));
      await ledger.close();
      const settlements = (await Promise.all(asked)).flat();
      assert.equal(settlements.filter(({ kind }) => kind === 'promised').length, 300);
      for (const call of [() => ledger.sales(), () => ledger.create(teeSale(1)), () => ledger.places(saleId)]) {
        await assert.rejects(call(), (error) => isFailure(error, 'LEDGER_UNAVAILABLE'));
      }
    }));
  test('an error of one call is its own', () =>
    inLedger(async (ledger) => {
      await ledger.create(teeSale(9));
      const bad = ledger.record({ ...teesHeld(1, 1), saleId: 'none' });
      const good = ledger.record(teesHeld(2, 2));
      await assert.rejects(bad, /broken claim/);
      assert.deepEqual(
        (await good).map(({ kind }) => kind),
        ['promised'],
      );
    }));
  test('when it is broken it says so once, and answers nothing any more', () =>
    inFolder(async ({ file }) => {
      const before = await openLedger({ file, onBroken: unexpected });
      await before.create(teeSale(2_000));
      // So many that their rows, and not the schema, are in the half that is damaged.
      for (let first = 1; first <= 1_000; first += 200) await before.record(teesHeld(first, first + 199));
      await before.close();
      damage(file);
      const told: Error[] = [];
      const ledger = await openLedger({ file, onBroken: (error) => told.push(error) });
      const asked = [
        ledger.record(teesHeld(1_001, 1_200)),
        ledger.record(teesHeld(1_201, 1_300)),
        ledger.create(teeSale(1)),
      ];
      for (const each of asked) await assert.rejects(each, (error) => isFailure(error, 'LEDGER_BROKEN'));
      await assert.rejects(ledger.sale(saleId), (error) => isFailure(error, 'LEDGER_BROKEN'));
      assert.equal(told.length, 1);
      assert.ok(isFailure(told[0], 'LEDGER_BROKEN'));
      await ledger.close().catch(() => undefined);
    }));
});

/** Runs a test on a new ledger, which is closed whatever happens: its threads would keep the process alive. */
function inLedger(run: (ledger: OpenLedger) => Promise<void>) {
  return inFolder(async ({ file }) => {
    const ledger = await openLedger({ file, onBroken: unexpected });
    try {
      await run(ledger);
    } finally {
      await ledger.close();
    }
  });
}
