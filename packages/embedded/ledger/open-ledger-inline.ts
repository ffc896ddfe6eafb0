import type { Clock, Ledger } from '@penstock/core';
import type { Method, Methods, Outcome } from './call.ts';
import { createCheckpointer } from './checkpoint.ts';
import type { GatePart } from './gate-parts.ts';
import { createReadRunner, createWriteRunner } from './group-transaction.ts';
import { createLedgerPort } from './ledger-port.ts';
import { inMemory, openForWriting } from './open-database.ts';
import { createLedgerReads, createLedgerSurveys, createLedgerWrites } from './sqlite-ledger.ts';

export type InlineLedger = Ledger & { close(): void };

/**
 * Opens the ledger in the calling thread, one transaction a call: for tests, for a simulator and for tools. Without a
 * file it is in memory. Throws what `openForWriting` throws.
 */
export function openLedgerInline(options: {
  readonly file?: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Whether what orders come to is written down for the shop to hear; not, when left out. */
  readonly tellsShop?: boolean;
}): InlineLedger {
  const { database, close } = openForWriting(options.file ?? inMemory);
  const { writes, forget } = createLedgerWrites(database, {
    clock: options.clock,
    tellsShop: options.tellsShop ?? false,
  });
  const surveys = createLedgerSurveys(database);
  const runWrite = createWriteRunner(database, forget);
  const runRead = createReadRunner(database);
  const checkpoint = createCheckpointer(database);
  const write = callerOf(writes, (call) => {
    const outcomes = runWrite([call]);
    checkpoint();
    return outcomes;
  });
  const port = createLedgerPort({
    nowMs: () => options.clock.nowMs(),
    write,
    read: callerOf(createLedgerReads(database), (call) => runRead([call])),
    survey: callerOf(surveys, (call) => runRead([call])),
    async *gateParts(saleId) {
      // All at once: with one connection, a later write would move what is still to be read.
      const parts: GatePart[] = [];
      valueIn(runRead([() => surveys.gateParts(saleId, (part) => parts.push(part))]));
      yield* parts;
    },
  });
  return { ...port, close };
}

function callerOf<Core extends object>(core: Core, run: (call: () => unknown) => Outcome[]) {
  const methods = core as Methods;
  return async (name: string, ...args: unknown[]) => {
    const method = methods[name] as Method;
    // biome-ignore lint/suspicious/noExplicitAny: the port names the method and its types.
    return valueIn(run(() => method(...args))) as any;
  };
}

function valueIn([outcome]: readonly Outcome[]): unknown {
  if (outcome === undefined) return undefined;
  if (!outcome.isDone) throw outcome.error;
  return outcome.value;
}
