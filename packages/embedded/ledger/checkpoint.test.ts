import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createCheckpointer } from './checkpoint.ts';
import { busyTimeoutMs } from './limits.ts';
import { one } from './query.ts';
import { inFolder } from './test-folder.ts';

const bounds = { pagesMin: 20, logPagesMax: 60 };
const groups = 100;

// Waiting for the reader at every group, for as long as for a lock, would take minutes.
test('a long reader, such as a backup, holds up no group; behind it the log starts anew', { timeout: 60_000 }, () =>
  inFolder(async ({ file }) => {
    const writer = new DatabaseSync(file, { timeout: busyTimeoutMs });
    writer.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table t (x blob) strict');
    const reader = new DatabaseSync(file, { readOnly: true });
    const checkpoint = createCheckpointer(writer, bounds);
    const measure = writer.prepare('pragma wal_checkpoint(noop)');
    const pages = () => one<{ readonly log: number }>(measure)?.log ?? 0;
    const count = reader.prepare('select count(*) as n from t');
    const rows = () => one<{ readonly n: number }>(count)?.n;
    const write = async () => {
      writer.exec('insert into t values (zeroblob(8000))');
      checkpoint();
      await turn();
    };

    reader.exec('begin');
    assert.equal(rows(), 0);
    for (let group = 0; group < groups; group += 1) await write();
    assert.ok(pages() > 2 * groups, 'the log grew past its bound');
    assert.equal(rows(), 0, 'the reader sees its moment');
    assert.equal(one<{ readonly timeout: number }>(writer.prepare('pragma busy_timeout'))?.timeout, busyTimeoutMs);

    reader.exec('commit');
    for (let group = 0; group < bounds.pagesMin; group += 1) await write();
    assert.ok(pages() < bounds.logPagesMax, 'the log started anew');
    assert.equal(rows(), groups + bounds.pagesMin);
    reader.close();
    writer.close();
  }),
);
