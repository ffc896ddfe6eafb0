import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { failure, isFailure } from '@penstock/core';
import { busyTimeoutMs } from './limits.ts';
import { checkHeader } from './open-database.ts';
import { one } from './query.ts';

export type BackedUp = { readonly bytes: number };

/**
 * Copies a database file, as it is at one moment, into a new file, while another process may be writing it: a reader of
 * the log stops no writer. The copy appears under its name only once it is whole and on the disk. Throws
 * BACKUP_REFUSED when there is no such file or folder or the target exists, FILE_NOT_OURS, and LEDGER_UNAVAILABLE.
 */
export function backUpFile(from: string, to: string, options: { readonly isOurs: boolean }): BackedUp {
  if (!existsSync(from)) throw failure('BACKUP_REFUSED', { detail: `${from} does not exist.` });
  const folder = dirname(to);
  if (!existsSync(folder)) throw failure('BACKUP_REFUSED', { detail: `The folder ${folder} does not exist.` });
  if (existsSync(to)) throw failure('BACKUP_REFUSED', { detail: `${to} exists already; name a new file.` });
  if (options.isOurs) checkHeader(from);
  const part = `${to}.part`;
  rmSync(part, { force: true });
  try {
    const database = new DatabaseSync(from, { readOnly: true, timeout: busyTimeoutMs });
    try {
      database.prepare('vacuum into ?').run(part);
    } finally {
      database.close();
    }
    syncFile(part);
    renameSync(part, to);
    syncFile(folder);
    return { bytes: statSync(to).size };
  } catch (cause) {
    rmSync(part, { force: true });
    if (isFailure(cause)) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw failure('LEDGER_UNAVAILABLE', { detail: `${from} cannot be copied to ${to}: ${why}.`, cause });
  }
}

/** Flushes a file, or the entries of a folder, to the disk. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** What is wrong inside of a database file; empty when it is whole. Reads all of it. */
export function damageOf(file: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare('pragma integrity_check').all() as { readonly integrity_check: string }[];
    const broken = one<{ readonly table: string }>(database.prepare('pragma foreign_key_check'));
    const found = rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
    return broken === undefined ? found : [...found, `a row of ${broken.table} refers to one that is not there`];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    database.close();
  }
}
