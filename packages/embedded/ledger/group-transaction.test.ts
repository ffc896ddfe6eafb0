import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { holdBatchMax, isFailure } from '@penstock/core';
import type { Outcome } from './call.ts';
import { createReadRunner, createWriteRunner } from './group-transaction.ts';
import { packEntry } from './hold-batch.ts';
import { inMemory, openForWriting } from './open-database.ts';
import { one } from './query.ts';
import { createLedgerReads, createLedgerWrites } from './sqlite-ledger.ts';
import { damage } from './test-damage.ts';
import { inFolder } from './test-folder.ts';
import { saleId, teeSale, teesHeld } from './test-holds.ts';

const unknownSale = { ...packEntry(teesHeld(1, 1)), saleId: 'none' };

suite('a group of calls', () => {
  test('shares a transaction, and each sees what the ones before it did', () => {
    const { writes, run } = openWrites(inMemory);
    const outcomes = run([
      () => writes.create(teeSale(9)),
      () => writes.record(packEntry(teesHeld(1, 2))),
      () => writes.cancel('order-1', 'buyer-1')?.decision.kind,
      () => writes.record(packEntry(teesHeld(1, 1))).exceptions[0]?.settlement.kind,
    ]);
    assert.deepEqual(outcomes.map(text).slice(2), ['cancel', 'known']);
  });
  test('a bug in one call undoes that call alone', () => {
    const { writes, run, database } = openWrites(inMemory);
    run([() => writes.create(teeSale(9))]);
    const outcomes = run([
      () => writes.record(packEntry(teesHeld(1, 1))),
      () => {
        writes.record(packEntry(teesHeld(2, 2)));
        return writes.record(unknownSale);
      },
      () => writes.record(packEntry(teesHeld(3, 3))),
    ]);
    assert.deepEqual(
      outcomes.map(({ isDone }) => isDone),
      [true, false, true],
    );
    assert.match(text(outcomes[1]), /a sale of the ledger/);
    assert.deepEqual(countRows(database), { orders: 2, holds: 2, journal: 2 });
  });
  test('a bug in the only call leaves nothing, and the next call is as if it had not been', () => {
    const { writes, run, database } = openWrites(inMemory);
    run([() => writes.create(teeSale(9))]);
    const [outcome] = run([() => writes.record(packEntry(teesHeld(1, 1))) && writes.record(unknownSale)]);
    assert.equal(outcome?.isDone, false);
    assert.deepEqual(countRows(database), { orders: 0, holds: 0, journal: 0 });
    run([() => writes.record(packEntry(teesHeld(1, 1)))]);
    const { rows } = createLedgerReads(database).journal(saleId, { limit: 9 });
    assert.deepEqual(
      rows.map(({ seq, to }) => [seq, to]),
      [
        [1, 'reserved'],
        [2, 'awaiting_payment'],
      ],
    );
  });
  test('a read that fails fails alone', () => {
    const { database } = openWrites(inMemory);
    const outcomes = createReadRunner(database)([() => 1, () => assert.fail('a bug'), () => 3]);
    assert.deepEqual(outcomes.map(text), ['1', 'a bug', '3']);
  });
});

suite('a disk that is full', () => {
  for (const callsInGroup of [1, 3]) {
    test(`stores nothing of what it refuses, and all that it took (${callsInGroup} calls a group)`, () =>
      inFolder(({ file }) => {
        const opened = openWrites(file);
        opened.run([() => opened.writes.create(teeSale(1_000_000))]);
        setPagesMax(opened.database, pageCount(opened.database) + 100);
        const taken = recordUntilRefused(opened, callsInGroup);
        assert.ok(taken > 0, 'some were taken before the disk was full');
        assert.deepEqual(countRows(opened.database), { orders: taken, holds: taken, journal: taken });
        const entry = packEntry(teesHeld(taken + 1, taken + callsInGroup * holdBatchMax));
        checkUnavailable(opened.run([() => opened.writes.record(entry)]));

        setPagesMax(opened.database, 1_000_000);
        assert.ok(opened.run([() => opened.writes.record(entry)]).every(({ isDone }) => isDone));
        opened.close();
        const again = openWrites(file);
        assert.equal(countRows(again.database).orders, taken + entry.orderIds.length);
        again.close();
      }));
  }
});

suite('a file that is damaged', () => {
  test('ends the ledger: this call and all that follow are told so', () =>
    inFolder(({ file }) => {
      const before = openWrites(file);
      before.run([() => before.writes.create(teeSale(2_000))]);
      // So many that their rows, and not the schema, are in the half that is damaged.
      for (let first = 1; first <= 1_000; first += 200) {
        before.run([() => before.writes.record(packEntry(teesHeld(first, first + 199)))]);
      }
      before.close();
      damage(file);
      const { writes, run } = openWrites(file);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const [outcome] = run([() => writes.record(packEntry(teesHeld(1_001, 1_200)))]);
        assert.ok(outcome !== undefined && !outcome.isDone && isFailure(outcome.error, 'LEDGER_BROKEN'));
      }
      const [harmless] = run([() => 1]);
      assert.ok(harmless !== undefined && !harmless.isDone && isFailure(harmless.error, 'LEDGER_BROKEN'));
    }));
});

function openWrites(file: string) {
  const { database, close } = openForWriting(file);
  const { writes, forget } = createLedgerWrites(database, { clock: { nowMs: () => 10 }, tellsShop: false });
  return { database, close, writes, run: createWriteRunner(database, forget) };
}

function recordUntilRefused({ run, writes }: ReturnType<typeof openWrites>, callsInGroup: number): number {
  for (let taken = 0; ; taken += callsInGroup * holdBatchMax) {
    const calls = Array.from({ length: callsInGroup }, (_, at) => {
      const first = taken + at * holdBatchMax + 1;
      return () => writes.record(packEntry(teesHeld(first, first + holdBatchMax - 1)));
    });
    const outcomes = run(calls);
    if (outcomes.every(({ isDone }) => isDone)) continue;
    checkUnavailable(outcomes);
    return taken;
  }
}

function checkUnavailable(outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    assert.ok(!outcome.isDone && isFailure(outcome.error, 'LEDGER_UNAVAILABLE'), text(outcome));
    assert.match(outcome.error.message, /full/);
  }
}

function setPagesMax(database: DatabaseSync, pages: number): void {
  database.exec(`pragma max_page_count = ${pages}`);
}

function pageCount(database: DatabaseSync): number {
  return one<{ page_count: number }>(database.prepare('pragma page_count'))?.page_count ?? 0;
}

function countRows(database: DatabaseSync): Record<'orders' | 'holds' | 'journal', number> {
  const count = (table: string) =>
    one<{ count: number }>(database.prepare(`select count(*) count from ${table}`))?.count ?? 0;
  return { orders: count('orders'), holds: count('holds'), journal: count('journal') };
}

function text(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'none';
  return outcome.isDone ? String(outcome.value) : String((outcome.error as Error).message);
}
