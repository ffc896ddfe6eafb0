import type { PreflightCheck } from '@penstock/contract';
import type { Sale } from '@penstock/core';
import type { Engine } from '../wiring/engine.ts';
import { checkClocks } from './check-clocks.ts';
import { checkDisk } from './check-disk.ts';
import { checkArmed, checkEqual } from './check-gate.ts';
import { checkOpening, checkUnits } from './check-sale.ts';
import { checkPayments, checkQueue, checkWorkers } from './check-work.ts';

export type PreflightParts = {
  readonly engine: Pick<Engine, 'view' | 'ledger' | 'catalog' | 'clock' | 'audit' | 'queueOf' | 'workers' | 'provider'>;
  readonly dataDir: string;
};

export type Preflight = {
  readonly isReady: boolean;
  readonly atMs: number;
  readonly checks: readonly PreflightCheck[];
};

/**
 * Measures whether a sale can be published, now: every check looks at the thing itself. Warnings do not stop it. Throws
 * LEDGER_UNAVAILABLE.
 */
export async function preflight(parts: PreflightParts, sale: Sale): Promise<Preflight> {
  const { engine, dataDir } = parts;
  const atMs = engine.view.nowMs();
  const checks = await Promise.all([
    checkOpening(sale, atMs),
    checkUnits(sale),
    checkArmed(engine, sale),
    checkEqual(engine, sale),
    checkClocks(engine),
    checkWorkers(engine),
    checkQueue(engine),
    checkPayments(engine),
    checkDisk(dataDir),
  ]);
  return { isReady: checks.every(({ status }) => status !== 'failed'), atMs, checks };
}
