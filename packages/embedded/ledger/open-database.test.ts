import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import type { FailureCode } from '@penstock/core';
import { isFailure } from '@penstock/core';
import { schemaVersion } from './migrations.ts';
import { inMemory, openForReading, openForWriting } from './open-database.ts';
import { one } from './query.ts';
import { inFolder } from './test-folder.ts';

suite('one process a file', () => {
  test('a second opening is refused, in this process too, and names who has the file', () =>
    inFolder(({ file }) => {
      const first = openForWriting(file);
      checkRefused(() => openForWriting(file), 'FILE_IN_USE', new RegExp(`Process ${process.pid} holds`));
      first.close();
      openForWriting(file).close();
    }));
  test('the same file by another name is the same file', () =>
    inFolder(({ file, path }) => {
      const first = openForWriting(file);
      const alias = join(path, 'alias.db');
      symlinkSync(file, alias);
      checkRefused(() => openForWriting(alias), 'FILE_IN_USE', /penstock\.lock/);
      first.close();
    }));
  test('another process is refused until this one is gone, however it ends', () =>
    inFolder(async ({ file }) => {
      const other = await openInProcess(file);
      checkRefused(() => openForWriting(file), 'FILE_IN_USE', new RegExp(`Process ${other.pid} holds`));
      other.kill('SIGKILL');
      await once(other, 'exit');
      openForWriting(file).close();
    }));
  test('a refusal leaves the file to the one that has it', () =>
    inFolder(async ({ file }) => {
      const other = await openInProcess(file);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        checkRefused(() => openForWriting(file), 'FILE_IN_USE', /holds/);
      }
      other.kill('SIGKILL');
      await once(other, 'exit');
    }));
});

suite('files that are not opened are left untouched', () => {
  const others: Readonly<Record<string, (file: string) => void>> = {
    'a text': (file) => writeFileSync(file, 'Dear diary, this is longer than a hundred bytes. '.repeat(9)),
    'a short text': (file) => writeFileSync(file, 'Dear diary'),
    "somebody else's database": (file) => writeDatabase(file, 'create table diary (day text)'),
    "somebody else's database in log mode": (file) =>
      writeDatabase(file, 'pragma journal_mode = wal; create table diary (day text)'),
  };
  for (const [name, write] of Object.entries(others)) {
    test(name, () => inFolder(({ file }) => checkUntouched(file, write, 'FILE_NOT_OURS')));
  }
  test('a file of a newer version', () =>
    inFolder(({ file }) => checkUntouched(file, writeNewer, 'FILE_TOO_NEW', `version ${schemaVersion + 1}`)));
  test('a newer version that only the log knows of', () =>
    inFolder(({ file }) => {
      openForWriting(file).close();
      const newer = new DatabaseSync(file);
      newer.exec(`pragma wal_autocheckpoint = 0; pragma user_version = ${schemaVersion + 1}`);
      checkRefused(() => openForWriting(file), 'FILE_TOO_NEW', /newer/);
      newer.close();
    }));
  test('a folder', () =>
    inFolder(({ file }) => {
      mkdirSync(file);
      checkRefused(() => openForWriting(file), 'FILE_NOT_OURS', /left as it is/);
    }));
});

suite('opening', () => {
  test('where there is no folder, says so and leaves nothing', () =>
    inFolder(({ path }) => {
      checkRefused(() => openForWriting(join(path, 'none', 'penstock.db')), 'LEDGER_UNAVAILABLE', /cannot be opened/);
      assert.deepEqual(readdirSync(path), []);
    }));
  test('an empty file is a new one', () =>
    inFolder(({ file }) => {
      writeFileSync(file, '');
      const { database, close } = openForWriting(file);
      assert.equal(pragma(database, 'user_version'), schemaVersion);
      close();
    }));
  test('keeps what was written, and a commit is on the disk when it answers', () =>
    inFolder(({ file }) => {
      const first = openForWriting(file);
      const names = ['journal_mode', 'synchronous', 'foreign_keys'];
      const settings = names.map((name) => pragma(first.database, name));
      assert.deepEqual(settings, ['wal', 2, 1]);
      insertSale(first.database);
      first.close();
      assert.deepEqual(readdirSync(join(file, '..')).sort(), ['penstock.db', 'penstock.lock']);
      const second = openForWriting(file);
      assert.equal(one<{ title: string }>(second.database.prepare('select title from sales'))?.title, 'Kept');
      second.close();
    }));
  test('a reader cannot write', () =>
    inFolder(({ file }) => {
      const writer = openForWriting(file);
      const reader = openForReading(file);
      assert.throws(() => insertSale(reader.database), /readonly/);
      reader.close();
      writer.close();
    }));
  test('without a file it is in memory, twice at once if need be', () => {
    const databases = [openForWriting(inMemory), openForWriting(inMemory)];
    for (const { database } of databases) insertSale(database);
    for (const { close } of databases) close();
  });
});

function checkRefused(open: () => unknown, code: FailureCode, says: RegExp): void {
  assert.throws(open, (error: unknown) => {
    assert.ok(isFailure(error, code), String(error));
    assert.match(error.message, says);
    return true;
  });
}

function checkUntouched(file: string, write: (file: string) => void, code: FailureCode, says = 'left as it is'): void {
  write(file);
  const before = readFileSync(file);
  checkRefused(() => openForWriting(file), code, new RegExp(says));
  assert.ok(readFileSync(file).equals(before), 'the same bytes');
  assert.deepEqual(readdirSync(join(file, '..')).sort(), ['penstock.db', 'penstock.lock']);
}

function writeDatabase(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

function writeNewer(file: string): void {
  openForWriting(file).close();
  writeDatabase(file, `pragma user_version = ${schemaVersion + 1}`);
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
}

function insertSale(database: DatabaseSync): void {
  database.exec(`
    insert into sales (sale_id, state, title, opens_at, closes_at, per_buyer, payment_window_ms, paused, epoch, version,
      created_at)
    values ('s', 'draft', 'Kept', 1, 2, 1, 1, 0, 1, 1, 1)`);
}

/** Opens the file in a process of its own, and waits until it is open. */
async function openInProcess(file: string): Promise<ChildProcess> {
  const script = `
    import { openForWriting } from ${JSON.stringify(new URL('./open-database.ts', import.meta.url).href)};
    // Kept: what nobody holds is collected, and gives the file free.
    globalThis.kept = openForWriting(process.argv[1]);
    process.send('open');
    process.on('message', () => undefined);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, file], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}
