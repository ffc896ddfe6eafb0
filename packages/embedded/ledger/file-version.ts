import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { busyTimeoutMs } from './limits.ts';
import { migrationNames, schemaVersion } from './migrations.ts';
import { checkHeader, versionInHeader, versionOf } from './open-database.ts';

export type FileVersion = {
  /** Of the file; `undefined` when there is none yet. */
  readonly version: number | undefined;
  /** The highest that this program knows. */
  readonly programVersion: number;
  /** What a start would do to the file, in order. */
  readonly steps: readonly string[];
};

/**
 * Which version a database file has, and what this program would do to it at a start. Changes nothing. Throws
 * FILE_NOT_OURS, and FILE_TOO_NEW when this program is too old.
 */
export function fileVersion(file: string): FileVersion {
  const version = existsSync(file) ? versionOfFile(file) : undefined;
  return { version, programVersion: schemaVersion, steps: migrationNames.slice(version ?? 0) };
}

function versionOfFile(file: string): number {
  checkHeader(file);
  const log = `${file}-wal`;
  // Without a log the file's own header says all, and reading it leaves no trace.
  if (!existsSync(log) || statSync(log).size === 0) return versionInHeader(file);
  const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
  try {
    return versionOf(database);
  } finally {
    database.close();
  }
}
