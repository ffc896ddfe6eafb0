import { join } from 'node:path';
import type { PaymentProvider } from '@penstock/core';
import { createMemoryGate, createOrderEventHub, openLedger } from '@penstock/embedded';
import { createSignedIds, systemClock } from '@penstock/host';
import type { Logger } from 'pino';
import type { WebhookSettings } from '../settings.ts';
import type { EngineParts, RunningEngine } from './engine.ts';
import { startEngine } from './engine.ts';
import { noPayments } from './no-payments.ts';
import { createShopHook } from './shop-hook.ts';

export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly secret: string;
  /** Where the shop's own systems are told of orders; `undefined` or left out, they are not. */
  readonly webhook?: WebhookSettings | undefined;
  readonly logger: Logger;
  /** Who takes money; nobody when left out. */
  readonly provider?: PaymentProvider;
  /** Called when the engine can not go on; the process must end. */
  readonly onFatal: (error: unknown) => void;
  /** Changes the parts before the engine is put together: where faults are injected. Left out, they are as they are. */
  readonly wrap?: (parts: EngineParts) => EngineParts;
};

/**
 * How long in ms a winner waits for the ledger. One process has no `reserved` to tell: its answer is the commit, or
 * the word that nothing was stored. The bound only ends a wait that a hung disk would make endless.
 */
const commitWaitMs = 10_000;

/** The engine on one SQLite file, all in this process. Throws FILE_IN_USE, FILE_TOO_NEW or FILE_NOT_OURS. */
export async function startEmbeddedEngine(options: EmbeddedOptions): Promise<RunningEngine> {
  const { dataDir, secret, webhook, logger, provider = noPayments, onFatal, wrap = (parts) => parts } = options;
  const ledger = await openLedger({
    file: join(dataDir, 'penstock.db'),
    tellsShop: webhook !== undefined,
    onBroken: onFatal,
  });
  const { gate, outbox, view, close: closeOutbox } = createMemoryGate(systemClock);
  const parts: EngineParts = {
    gate,
    outbox,
    view,
    ledger,
    events: createOrderEventHub(),
    provider,
    ids: createSignedIds(secret, systemClock),
    clock: systemClock,
    logger,
    onFatal,
    settlementWaitMs: commitWaitMs,
    closeOutbox,
    ...(webhook !== undefined && { hook: createShopHook(webhook, systemClock) }),
  };
  const running = await startEngine(wrap(parts));
  return {
    engine: running.engine,
    async stop() {
      await running.stop();
      await ledger.close();
    },
  };
}
