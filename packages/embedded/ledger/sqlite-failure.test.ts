import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isFailure } from '@penstock/core';
import { asFailure } from './sqlite-failure.ts';

/** An error as `node:sqlite` throws it, with SQLite's extended result code. */
function sqliteError(errcode: number): Error {
  return Object.assign(new Error('as SQLite says'), { code: 'ERR_SQLITE_ERROR', errcode });
}

const meaning = (errcode: number, role: 'writer' | 'reader'): string => {
  const error = asFailure(sqliteError(errcode), role);
  return isFailure(error) ? error.code : 'itself';
};

suite('what an error of SQLite means', () => {
  // https://sqlite.org/rescode.html
  const cases: readonly (readonly [name: string, errcode: number, writer: string, reader: string])[] = [
    ['SQLITE_IOERR_FSYNC', 1_034, 'LEDGER_BROKEN', 'LEDGER_UNAVAILABLE'],
    ['SQLITE_IOERR_WRITE', 778, 'LEDGER_BROKEN', 'LEDGER_UNAVAILABLE'],
    ['SQLITE_IOERR_READ', 266, 'LEDGER_BROKEN', 'LEDGER_UNAVAILABLE'],
    ['SQLITE_CORRUPT', 11, 'LEDGER_BROKEN', 'LEDGER_BROKEN'],
    ['SQLITE_NOTADB', 26, 'LEDGER_BROKEN', 'LEDGER_BROKEN'],
    ['SQLITE_FULL', 13, 'LEDGER_UNAVAILABLE', 'LEDGER_UNAVAILABLE'],
    ['SQLITE_BUSY', 5, 'LEDGER_UNAVAILABLE', 'LEDGER_UNAVAILABLE'],
    ['SQLITE_BUSY_SNAPSHOT', 517, 'LEDGER_UNAVAILABLE', 'LEDGER_UNAVAILABLE'],
    ['SQLITE_READONLY', 8, 'LEDGER_UNAVAILABLE', 'LEDGER_UNAVAILABLE'],
    ['SQLITE_CONSTRAINT_PRIMARYKEY', 1_555, 'itself', 'itself'],
    ['SQLITE_MISUSE', 21, 'itself', 'itself'],
  ];
  for (const [name, errcode, writer, reader] of cases) {
    test(`${name}: ${writer} to who writes, ${reader} to who reads`, () => {
      assert.deepEqual([meaning(errcode, 'writer'), meaning(errcode, 'reader')], [writer, reader]);
    });
  }
  test('what is no error of SQLite, or a failure already, stays what it is', () => {
    const bug = new TypeError('a bug');
    assert.equal(asFailure(bug, 'writer'), bug);
    const known = asFailure(sqliteError(13), 'writer');
    assert.equal(asFailure(known, 'writer'), known);
  });
});
