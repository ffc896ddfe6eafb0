import { gateIdleMaxMs } from '../limits.ts';
import type { Gate } from '../ports/gate.ts';
import type { SaleCatalog } from './sale-catalog.ts';

export type HealPorts = {
  readonly gate: Pick<Gate, 'pulse'>;
  readonly catalog: Pick<SaleCatalog, 'allPublished' | 'published' | 'refresh'>;
  readonly rebuild: (saleId: string) => Promise<unknown>;
};

/**
 * Rebuilds the gate of every published sale that has none, or whose rebuild was given up half way: a sale that nobody
 * arms would sell nothing for ever. One that cannot be healed keeps no other from it; the first such failure is thrown
 * at the end, and the next call tries again.
 */
export async function healGates(ports: HealPorts): Promise<void> {
  const failures: unknown[] = [];
  for (const { saleId } of ports.catalog.allPublished()) {
    try {
      await healGate(ports, saleId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function healGate(ports: HealPorts, saleId: string): Promise<void> {
  if (!(await isSick(ports, saleId))) return;
  // It may have been taken off since the catalogue was read.
  await ports.catalog.refresh();
  if (ports.catalog.published(saleId) !== undefined) await ports.rebuild(saleId);
}

async function isSick({ gate }: HealPorts, saleId: string): Promise<boolean> {
  const pulse = await gate.pulse(saleId);
  return pulse === undefined || (!pulse.armed && pulse.idleMs > gateIdleMaxMs);
}
