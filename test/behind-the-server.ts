/** A change to the database file that the server knows nothing of. */
import { DatabaseSync } from 'node:sqlite';

/** The server holds the file's write lock for a commit at a time, longer on a busy machine. */
const lockWaitMs = 30_000;

/** Runs one statement on a file that a server has open, and waits for its turn to write. */
export function changeBehindServer(file: string, sql: string, ...values: string[]): void {
  const database = new DatabaseSync(file, { timeout: lockWaitMs });
  try {
    database.prepare(sql).run(...values);
  } finally {
    database.close();
  }
}
