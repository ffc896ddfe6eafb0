import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '@penstock/core';
import { auditSale, createSaleCatalog, loadGate, relayChanges } from '@penstock/core';
import type { BackedUp, FileVersion } from '@penstock/embedded';
import {
  backUpFile,
  createMemoryGate,
  createOrderEventHub,
  fileVersion,
  openLedger,
  restoreFile,
} from '@penstock/embedded';
import { systemClock } from '@penstock/host';

/** The files of a data folder that a backup has: the ledger, and the book of the sandbox where one is used. */
const ledgerName = 'penstock.db';
const sandboxName = 'sandbox-payments.db';
const sandboxSuffix = '.sandbox';

export type Backup = { readonly ledger: BackedUp; readonly sandbox: BackedUp | undefined };

/**
 * Copies the books of a data folder into `file`, while a server may run on it. The sandbox's book goes beside it, and is
 * copied second: it then knows of every payment that the ledger knows of. Throws what `backUpFile` throws.
 */
export function backUp(dataDir: string, file: string): Backup {
  const ledger = backUpFile(join(dataDir, ledgerName), file, { isOurs: true });
  const book = join(dataDir, sandboxName);
  const sandbox = existsSync(book) ? backUpFile(book, file + sandboxSuffix, { isOurs: false }) : undefined;
  return { ledger, sandbox };
}

export type Restored = {
  /** Where what was there before is now. */
  readonly aside: string | undefined;
  /** One for each sale that is or was on sale. */
  readonly audits: readonly Audit[];
};

/** Puts a backup into a data folder that no server runs on, and audits what is there then. Throws what `restoreFile` throws. */
export async function restore(dataDir: string, file: string, isForced: boolean): Promise<Restored> {
  const stamp = new Date(systemClock.nowMs()).toISOString().replaceAll(/[:.]/g, '-');
  mkdirSync(dataDir, { recursive: true });
  const asideName = (path: string) => path.replace(/\.db$/, `.replaced-${stamp}.db`);
  const aside = restoreFile(file, join(dataDir, ledgerName), { isForced, asideName });
  const book = join(dataDir, sandboxName);
  restoreSandbox(file + sandboxSuffix, book, asideName(book));
  return { aside, audits: await auditFile(dataDir) };
}

// A book that belongs to another ledger is moved aside as well, also where the backup has none.
function restoreSandbox(backup: string, book: string, aside: string): void {
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(book + suffix)) renameSync(book + suffix, aside + suffix);
  }
  if (existsSync(backup)) copyFileSync(backup, book);
}

/** Which version the ledger of a data folder has. */
export function versionOfData(dataDir: string): FileVersion {
  return fileVersion(join(dataDir, ledgerName));
}

// What the gate would be is compared with the ledger, by number: nothing runs, so that no order expires meanwhile.
async function auditFile(dataDir: string): Promise<readonly Audit[]> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const ledger = await openLedger({ file: join(dataDir, ledgerName), onBroken: broken.reject });
  try {
    const { gate, view } = createMemoryGate(systemClock);
    const catalog = createSaleCatalog({ ledger, view });
    const ports = { gate, ledger, catalog, clock: systemClock, events: createOrderEventHub() };
    const work = async () => {
      await catalog.refresh();
      const saleIds = catalog.allPublished().map(({ saleId }) => saleId);
      for (const saleId of saleIds) await loadGate(ports, saleId);
      // What the ledger had still to tell is in the gate already; telling it is what marks it as told.
      await relayChanges(ports);
      const audits = await Promise.all(saleIds.map((saleId) => auditSale(ports, saleId)));
      return audits.filter((audit) => audit !== undefined);
    };
    return await Promise.race([work(), broken.promise]);
  } finally {
    await ledger.close();
  }
}
