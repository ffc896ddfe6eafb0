import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a test in a new folder of its own, which is removed afterwards. The file is where a ledger would be. */
export async function inFolder(run: (folder: { readonly path: string; readonly file: string }) => unknown) {
  const path = mkdtempSync(join(tmpdir(), 'penstock-ledger-'));
  try {
    await run({ path, file: join(path, 'penstock.db') });
  } finally {
    rmSync(path, { recursive: true });
  }
}
