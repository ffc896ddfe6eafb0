import type { Ledger } from '@penstock/core';
import type { HoldBatch } from './hold-batch.ts';
import { createLedgerPort } from './ledger-port.ts';
import type { LedgerThread } from './ledger-thread-client.ts';
import { startLedgerThread } from './ledger-thread-client.ts';
import { partsOf } from './parts-stream.ts';

export type OpenLedger = Ledger & {
  /** Answers what was asked before, copies the log into the database file and gives the file free. */
  close(): Promise<void>;
};

/**
 * Opens the ledger in threads of its own: one writes, one reads, one reads what takes long. A read that begins after
 * a write was answered sees it. `onBroken` is called once, when the ledger cannot go on (LEDGER_BROKEN): the process
 * must end then, and every call is rejected. Throws FILE_IN_USE, FILE_TOO_NEW, FILE_NOT_OURS, LEDGER_UNAVAILABLE.
 */
export async function openLedger(options: {
  readonly file: string;
  readonly onBroken: (error: Error) => void;
  /** Whether what orders come to is written down for the shop to hear; not, when left out. */
  readonly tellsShop?: boolean;
}): Promise<OpenLedger> {
  let isBroken = false;
  const onLost = (error: Error) => {
    if (isBroken) return;
    isBroken = true;
    for (const thread of threads) thread.fail(error);
    options.onBroken(error);
  };
  const start = (role: 'writer' | 'reader' | 'surveyor') =>
    startLedgerThread({ role, file: options.file, tellsShop: options.tellsShop ?? false }, onLost);
  const writer = start('writer');
  const reader = start('reader');
  const surveyor = start('surveyor');
  const threads: readonly LedgerThread[] = [reader, surveyor, writer];
  const close = async () => {
    // The writer last, when nobody reads the log any more that it copies into the file.
    await Promise.all([reader.close(), surveyor.close()]);
    await writer.close();
  };
  try {
    // The writer first: it takes the lock and makes the tables.
    await writer.open();
    await Promise.all([reader.open(), surveyor.open()]);
  } catch (error) {
    await close();
    throw error;
  }
  const port = createLedgerPort({
    nowMs: () => Date.now(),
    write: (name, ...args) => writer.add({ name, args }, { weight: weightOf(name, args) }) as Promise<never>,
    read: (name, ...args) => reader.add({ name, args }) as Promise<never>,
    survey: (name, ...args) => surveyor.add({ name, args }) as Promise<never>,
    gateParts: (saleId) => partsOf((onPart) => surveyor.add({ name: 'gateParts', args: [saleId] }, { onPart })),
  });
  return { ...port, close };
}

/** How much of a transaction a call takes, in orders: what is written for one order is the unit. */
function weightOf(name: string, [first]: readonly unknown[]): number {
  if (name === 'record') return (first as HoldBatch).orderIds.length;
  return name === 'expireDue' ? Number(first) : 1;
}
