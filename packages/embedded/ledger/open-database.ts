import { closeSync, existsSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { failure, isFailure } from '@penstock/core';
import { busyTimeoutMs, readerCacheKib, writerCacheKib } from './limits.ts';
import type { FileLock } from './lock-file.ts';
import { lockFile } from './lock-file.ts';
import { migrate, schemaVersion } from './migrations.ts';
import { one } from './query.ts';
import { isNotADatabase } from './sqlite-failure.ts';

/** 'Pnst': marks a file as ours, so that no other database is ever written to. */
export const applicationId = 0x506e7374;

export const inMemory = ':memory:';

export type OpenDatabase = { readonly database: DatabaseSync; close(): void };

/**
 * Opens the database file for writing, makes it if there is none, and brings it up to date. One process a file:
 * throws FILE_IN_USE. A file that is not ours (FILE_NOT_OURS) or newer than this program (FILE_TOO_NEW) is left
 * untouched. Throws LEDGER_UNAVAILABLE when the file cannot be opened.
 */
export function openForWriting(file: string): OpenDatabase {
  if (file === inMemory) return { database: prepareFile(new DatabaseSync(file), file), close: () => undefined };
  const path = existsSync(file) ? realpathSync(file) : file;
  const lock = openOrFail(file, () => lockFile(lockPathOf(path)));
  try {
    // Read as plain bytes and under the lock, before SQLite could write anything.
    const database = openOrFail(file, () => {
      checkHeader(path);
      return prepareFile(new DatabaseSync(path, { timeout: busyTimeoutMs }), file);
    });
    return { database, close: () => closeWriter(database, lock) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Opens a second connection that only reads. The file must be open for writing in this process. */
export function openForReading(file: string): OpenDatabase {
  const database = openOrFail(file, () => new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs }));
  database.exec(`pragma cache_size = -${readerCacheKib}; pragma temp_store = memory`);
  return { database, close: () => database.close() };
}

/** `<dir>/penstock.lock` for `<dir>/penstock.db`. */
export function lockPathOf(file: string): string {
  return `${file.replace(/\.db$/, '')}.lock`;
}

function prepareFile(database: DatabaseSync, file: string): DatabaseSync {
  try {
    checkVersion(database, file);
    // A new file gets its tables before its write-ahead log: until this commit it is an empty file.
    migrate(database, { applicationId, from: versionOf(database) });
    database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma foreign_keys = on;
      pragma temp_store = memory;
      pragma cache_size = -${writerCacheKib};
      pragma wal_autocheckpoint = 0;
      -- Whatever a process left behind in the log that died after a failed fsync is written again and synced now.
      pragma wal_checkpoint(passive);
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function closeWriter(database: DatabaseSync, lock: FileLock): void {
  try {
    database.exec('pragma wal_checkpoint(truncate)');
  } finally {
    database.close();
    lock.release();
  }
}

const headerBytes = 100;
const versionOffset = 60;
const applicationOffset = 68;

/**
 * Throws FILE_NOT_OURS or FILE_TOO_NEW by the file's own header, which is read as plain bytes. A file that is not there, or
 * empty, is none of the two. https://sqlite.org/fileformat.html#the_database_header
 */
export function checkHeader(path: string): void {
  const header = readHeader(path);
  if (header === undefined) return;
  const isSqlite = header.length === headerBytes && header.toString('latin1', 0, 16) === 'SQLite format 3\0';
  if (!isSqlite || header.readInt32BE(applicationOffset) !== applicationId) throw notOurs(path);
  const version = header.readInt32BE(versionOffset);
  if (version > schemaVersion) throw tooNew(path, version);
}

/** The version in the header of a file that `checkHeader` let pass; what is in its log is newer. */
export function versionInHeader(path: string): number {
  return readHeader(path)?.readInt32BE(versionOffset) ?? 0;
}

function readHeader(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined;
  const descriptor = openSync(path, 'r');
  try {
    if (!fstatSync(descriptor).isFile()) throw notOurs(path);
    const header = Buffer.alloc(headerBytes);
    const length = readSync(descriptor, header, 0, headerBytes, 0);
    return length === 0 ? undefined : header.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

// Again, as SQLite sees it: what the log holds is newer than the file's own header.
function checkVersion(database: DatabaseSync, file: string): void {
  const version = versionOf(database);
  if (version > schemaVersion) throw tooNew(file, version);
  const application = one<{ application_id: number }>(database.prepare('pragma application_id'))?.application_id;
  const tables = one<{ count: number }>(database.prepare('select count(*) count from sqlite_schema'))?.count;
  if (application !== applicationId && tables !== 0) throw notOurs(file);
}

/** The version of an open file, its log included. */
export function versionOf(database: DatabaseSync): number {
  return one<{ user_version: number }>(database.prepare('pragma user_version'))?.user_version ?? 0;
}

function notOurs(file: string): Error {
  return failure('FILE_NOT_OURS', { detail: `${file} is left as it is. Name another data folder.` });
}

function tooNew(file: string, version: number): Error {
  const detail = `${file} has version ${version}, this program knows up to ${schemaVersion}. Run the newer program.`;
  return failure('FILE_TOO_NEW', { detail });
}

function openOrFail<Opened>(file: string, open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    if (isFailure(error)) throw error;
    if (isNotADatabase(error)) throw notOurs(file);
    const why = error instanceof Error ? error.message : String(error);
    throw failure('LEDGER_UNAVAILABLE', { detail: `${file} cannot be opened: ${why}.`, cause: error });
  }
}
