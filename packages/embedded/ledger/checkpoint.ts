import type { DatabaseSync } from 'node:sqlite';
import { isFailure } from '@penstock/core';
import { busyTimeoutMs, checkpointPagesMin, walPagesMax, walRestartWaitMs } from './limits.ts';
import { one } from './query.ts';
import { asFailure } from './sqlite-failure.ts';

type LogState = { readonly log: number; readonly checkpointed: number };

export type CheckpointBounds = { readonly pagesMin: number; readonly logPagesMax: number };

/**
 * Makes the function that copies the write-ahead log into the database file when it has grown. It is called after
 * the answers of a group have left, so that nobody waits for the copying who was promised already. Throws
 * LEDGER_BROKEN after an I/O error.
 */
export function createCheckpointer(
  database: DatabaseSync,
  bounds: CheckpointBounds = { pagesMin: checkpointPagesMin, logPagesMax: walPagesMax },
): () => void {
  const measure = database.prepare('pragma wal_checkpoint(noop)');
  const copy = database.prepare('pragma wal_checkpoint(passive)');
  const copyAndRestart = database.prepare('pragma wal_checkpoint(restart)');
  // Readers that overlap without end would let the log grow for ever: from a bound on they are waited for, a moment
  // each time that the log has grown further. A backup reads for longer, and must not hold up who buys.
  let waitedAtPages = 0;
  const restart = (log: number) => {
    waitedAtPages = log;
    database.exec(`pragma busy_timeout = ${walRestartWaitMs}`);
    try {
      one(copyAndRestart);
    } finally {
      database.exec(`pragma busy_timeout = ${busyTimeoutMs}`);
    }
  };
  return () => {
    try {
      const { log, checkpointed } = one<LogState>(measure) ?? { log: 0, checkpointed: 0 };
      if (log < waitedAtPages) waitedAtPages = 0;
      if (log - checkpointed < bounds.pagesMin) return;
      if (log < bounds.logPagesMax || (waitedAtPages > 0 && log < waitedAtPages + bounds.pagesMin)) one(copy);
      else restart(log);
    } catch (thrown) {
      const error = asFailure(thrown, 'writer');
      // On a full disk the log keeps what could not be copied: nothing is lost, and the next group tries again.
      if (!isFailure(error, 'LEDGER_UNAVAILABLE')) throw error;
    }
  };
}
