import type { Failure } from '@penstock/core';
import { failure, isFailure } from '@penstock/core';

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const code = { busy: 5, ioError: 10, corrupt: 11, constraint: 19, misuse: 21, notADatabase: 26 } as const;

/**
 * What an error of SQLite means for the ledger. After an I/O error of a writer nobody knows whether the last commit
 * reached the disk (https://sqlite.org/rescode.html#ioerr_fsync), and a corrupt file is nothing to go on with: both
 * end the process. Everything else (disk full, locked, read-only) left nothing behind. A broken constraint is a bug
 * of ours and is thrown as it is, like every other error.
 */
export function asFailure(error: unknown, role: 'writer' | 'reader'): unknown {
  const result = resultCode(error);
  if (result === undefined || isFailure(error)) return error;
  if (result === code.constraint || result === code.misuse) return error;
  const isBroken =
    result === code.corrupt || result === code.notADatabase || (result === code.ioError && role === 'writer');
  return isBroken ? broken(error) : failure('LEDGER_UNAVAILABLE', { detail: messageOf(error), cause: error });
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === code.busy;
}

export function isNotADatabase(error: unknown): boolean {
  return resultCode(error) === code.notADatabase;
}

function broken(cause: unknown): Failure {
  return failure('LEDGER_BROKEN', { detail: messageOf(cause), cause });
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  // The lower byte is the primary code, the rest says more about it.
  return error.errcode & 0xff;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `SQLite says: ${error.message}.` : String(error);
}
