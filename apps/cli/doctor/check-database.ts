import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Finding } from './check.ts';

/** In milliseconds: another reader that closes the file holds its lock for a moment. */
const lockWaitMs = 2_000;

/** Whether the database file is whole. It is only read, and only when no server has it open. */
export function checkDatabase(dataDir: string): Finding {
  const check = 'database';
  const file = join(dataDir, 'penstock.db');
  if (!existsSync(file)) return { check, level: 'ok', text: 'there is none yet' };
  const troubles = integrityTroubles(file);
  if (troubles.length === 0) return { check, level: 'ok', text: `${file} is whole` };
  const next = 'Copy the whole data folder away before anything else, then restore a backup and look at the disk.';
  return { check, level: 'fail', text: `${file}: ${troubles[0]}`, next };
}

function integrityTroubles(file: string): readonly string[] {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: lockWaitMs });
    try {
      const rows = database.prepare('pragma integrity_check').all();
      return rows.map((row) => String(row.integrity_check)).filter((text) => text !== 'ok');
    } finally {
      database.close();
    }
  } catch (error) {
    return [(error as Error).message];
  }
}
