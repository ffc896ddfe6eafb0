import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerSuite } from '@penstock/port-tests';
import { openLedger } from './open-ledger.ts';

ledgerSuite('the ledger in threads of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-ledger-'));
  const ledger = await openLedger({
    file: join(folder, 'penstock.db'),
    tellsShop: true,
    onBroken(error) {
      throw error;
    },
  });
  return {
    ledger,
    advance: (ms) => sleep(ms),
    async close() {
      await ledger.close();
      rmSync(folder, { recursive: true });
    },
  };
});
