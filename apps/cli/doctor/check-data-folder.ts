import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from './check.ts';

/** Whether the data folder, or the folder in which it will be made, can be written: by writing there. */
export function checkDataFolder(dataDir: string): Finding {
  const check = 'data folder';
  const folder = nearestFolder(dataDir);
  try {
    rmdirSync(mkdtempSync(join(folder, '.penstock-doctor-')));
  } catch (error) {
    const next = 'Give this user the right to write there, or choose another folder with --data-dir.';
    return { check, level: 'fail', text: `${folder} cannot be written: ${(error as Error).message}`, next };
  }
  const text = folder === dataDir ? `${dataDir} is writable` : `${dataDir} does not exist yet and can be made`;
  return { check, level: 'ok', text };
}

/** The folder itself, or the nearest one above it that exists. */
export function nearestFolder(folder: string): string {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined || dirname(folder) === folder) return folder;
  return nearestFolder(dirname(folder));
}
