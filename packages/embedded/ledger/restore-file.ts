import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure } from '@penstock/core';
import { damageOf, syncFile } from './back-up-file.ts';
import { lockFile } from './lock-file.ts';
import { checkHeader, lockPathOf } from './open-database.ts';

export type RestoreOptions = {
  /** Whether a file that is there may be moved aside. */
  readonly isForced: boolean;
  /** What a file that was there is called from then on. */
  readonly asideName: (file: string) => string;
};

/**
 * Puts a backup in the place of the database file of a data folder that no server runs on. It is checked whole before
 * anything is moved, and a file that was there is kept under another name. Throws FILE_IN_USE, FILE_TOO_NEW,
 * FILE_NOT_OURS and BACKUP_REFUSED; nothing is changed then. Answers what the file that was there is called now.
 */
export function restoreFile(backup: string, file: string, { isForced, asideName }: RestoreOptions): string | undefined {
  if (!existsSync(backup)) throw failure('BACKUP_REFUSED', { detail: `${backup} does not exist.` });
  checkHeader(backup);
  const [damage] = damageOf(backup);
  if (damage !== undefined) throw failure('BACKUP_REFUSED', { detail: `${backup} is damaged: ${damage}.` });
  const lock = lockFile(lockPathOf(file));
  try {
    const isThere = existsSync(file);
    if (isThere && !isForced) {
      throw failure('BACKUP_REFUSED', { detail: `${file} exists; --force moves it aside and restores in its place.` });
    }
    const part = `${file}.part`;
    copyFileSync(backup, part);
    syncFile(part);
    const aside = isThere ? moveAside(file, asideName) : undefined;
    renameSync(part, file);
    syncFile(dirname(file));
    return aside;
  } finally {
    rmSync(`${file}.part`, { force: true });
    lock.release();
  }
}

// The log belongs to the file that it was written for: beside another one it would be read into that.
function moveAside(file: string, asideName: RestoreOptions['asideName']): string {
  const aside = asideName(file);
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}
