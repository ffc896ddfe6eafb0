import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { isFailure } from '@penstock/core';
import { fileVersion } from './file-version.ts';
import { migrate, migrationNames, schemaVersion } from './migrations.ts';
import { applicationId, openForWriting } from './open-database.ts';
import { openLedgerInline } from './open-ledger-inline.ts';
import { inFolder } from './test-folder.ts';

/** A file as a program of this version left it, with one sale of two tees. */
function writeOldFile(file: string, version: number): void {
  const database = new DatabaseSync(file);
  migrate(database, { applicationId, from: 0, to: version });
  database.exec(`
    pragma journal_mode = wal;
    insert into sales values (1, 'old', 'published', 'Old', 100, 200, 1, 60000, 0, 1, 1, 50);
    insert into variants values (1, 1, 'tee', 'Tee', 990, 'CNY', null, 2, 2);
    insert into orders (order_no, order_id, sale_no, variant_no, unit, buyer_id, slot, status, price_minor, currency,
      idempotency_key, epoch, placed_at, promised_at, pay_by, paid_at, ended_at, reason) values
      (1, 'ann-1', 1, 1, 1, 'ann', 0, 'awaiting_payment', 990, 'CNY', null, 1, 110, 111, 171, null, null, null);
    insert into holds values (1, 1, 1, 'held', 1, 'ann', 0);
    insert into journal values (1, 2, 111, 1, 'reserved', 'awaiting_payment', 'recorded');
  `);
  database.close();
}

suite('files of older versions', () => {
  for (let version = 1; version <= schemaVersion; version += 1) {
    test(`a file of version ${version} is told, left as it is, and opened with all that is in it`, () =>
      inFolder(async ({ file, path }) => {
        writeOldFile(file, version);
        const [bytes, files] = [readFileSync(file), readdirSync(path)];
        assert.deepEqual(fileVersion(file), {
          ...{ version, programVersion: schemaVersion, steps: migrationNames.slice(version) },
        });
        assert.ok(readFileSync(file).equals(bytes));
        assert.deepEqual(readdirSync(path), files);
        const ledger = openLedgerInline({ file, clock: { nowMs: () => 1_000 }, tellsShop: true });
        assert.equal((await ledger.sale('old'))?.title, 'Old');
        assert.equal((await ledger.order('ann-1'))?.status, 'awaiting_payment');
        const [tee] = (await ledger.saleNumbers('old'))?.skus ?? [];
        assert.deepEqual([tee?.available, tee?.held], [1, 1]);
        assert.equal((await ledger.cancel('ann-1', 'ann'))?.order.status, 'cancelled');
        ledger.close();
        assert.deepEqual(fileVersion(file), { version: schemaVersion, programVersion: schemaVersion, steps: [] });
      }));
  }
  test('a file that is open has the version that its log says', () =>
    inFolder(({ file }) => {
      const { close } = openForWriting(file);
      assert.equal(fileVersion(file).version, schemaVersion);
      close();
    }));
  test('a file that is not there yet gets all steps', () =>
    inFolder(({ file, path }) => {
      assert.deepEqual(fileVersion(file), {
        ...{ version: undefined, programVersion: schemaVersion, steps: migrationNames },
      });
      assert.deepEqual(readdirSync(path), []);
    }));
  test('a newer file is refused untouched, with the reason', () =>
    inFolder(({ file }) => {
      openForWriting(file).close();
      const database = new DatabaseSync(file);
      database.exec(`pragma user_version = ${schemaVersion + 1}`);
      database.close();
      const bytes = readFileSync(file);
      for (const attempt of [() => void fileVersion(file), () => openForWriting(file).close()]) {
        assert.throws(attempt, (error: Error) => isFailure(error, 'FILE_TOO_NEW') && /has version/.test(error.message));
      }
      assert.ok(readFileSync(file).equals(bytes));
    }));
});
