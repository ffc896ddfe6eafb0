import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { failure } from '@penstock/core';
import { one } from './query.ts';
import { isBusy } from './sqlite-failure.ts';

/** A lock on a file that ends with `release` or with the process, however it dies. */
export type FileLock = { release(): void };

/**
 * Takes the lock of a database file, or throws FILE_IN_USE with the id of the process that has it.
 *
 * Node offers no file locks but SQLite's, so the lock is an open, locked database of its own. Nothing else in this
 * process may open and close that file: the system would drop the lock with it.
 */
export function lockFile(path: string): FileLock {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // The mode keeps the lock of the first write until the connection closes; what is written is who has it.
    database.exec(`pragma locking_mode = exclusive; pragma user_version = ${process.pid}`);
  } catch (error) {
    database.close();
    if (isBusy(error)) throw inUse(path, error);
    throw error;
  }
  return { release: () => database.close() };
}

function inUse(path: string, cause: unknown): Error {
  const process = holderOf(path);
  const who = process === undefined ? 'Another process' : `Process ${process}`;
  return failure('FILE_IN_USE', { detail: `${who} holds ${path}. Stop it first, or use another data folder.`, cause });
}

// Read as an immutable file, that is without asking for the lock that the other one holds.
function holderOf(path: string): number | undefined {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  try {
    const database = new DatabaseSync(url, { readOnly: true });
    try {
      return one<{ user_version: number }>(database.prepare('pragma user_version'))?.user_version;
    } finally {
      database.close();
    }
  } catch {
    // The other process is writing its first page: that somebody has the file is known, only not yet who.
    return undefined;
  }
}
