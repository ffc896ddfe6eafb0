import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedgerInline } from '@penstock/embedded';
import type { Storage, StoredLedger } from './run-scenario.ts';

/** In memory. What was committed is there after a crash, as on a disk that keeps its word. */
export const memoryStorage: Storage = {
  open: (clock) => openLedgerInline({ clock }),
  afterCrash: async (ledger) => ledger,
};

/** On disk. A crash leaves the files as the system has them then, and the next process opens those. */
export function fileStorage(): Storage & { remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'penstock-simulator-'));
  let lives = 0;
  const fileOf = (life: number) => join(root, `${life}.db`);
  return {
    open: (clock) => openLedgerInline({ file: fileOf(lives), clock }),
    async afterCrash(ledger: StoredLedger, clock) {
      lives += 1;
      for (const part of ['', '-wal']) {
        const left = `${fileOf(lives - 1)}${part}`;
        if (existsSync(left)) cpSync(left, `${fileOf(lives)}${part}`);
      }
      ledger.close();
      return openLedgerInline({ file: fileOf(lives), clock });
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
