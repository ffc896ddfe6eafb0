import type { Audit } from '../domain/audit.ts';
import { rulesOf } from '../domain/sale.ts';
import { rebuildDrainMs } from '../limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { Gate } from '../ports/gate.ts';
import type { LedgerAudit, SaleBook } from '../ports/ledger.ts';
import { auditSale } from './audit-sale.ts';
import { loadGate } from './load-gate.ts';

export type RebuildPorts = {
  readonly gate: Pick<Gate, 'fence' | 'load' | 'arm' | 'pulse' | 'units'>;
  readonly ledger: LedgerAudit & Pick<SaleBook, 'sale' | 'raiseEpoch' | 'gateChunks'>;
  readonly clock: Clock;
  readonly relay: () => Promise<unknown>;
};

const drainPollMs = 10;

/**
 * Rebuilds the gate of one sale from the ledger, in seven steps: fence it; drain what is in flight; raise the epoch, so
 * that nothing older is recorded later; read a snapshot; load it; compare by unit number; arm. Changes that were kept
 * back meanwhile are told, and an audit by unit numbers ends it. A pause is kept. `undefined`: no such sale.
 */
export async function rebuildGate(ports: RebuildPorts, saleId: string): Promise<Audit | undefined> {
  const sale = await ports.ledger.sale(saleId);
  if (sale === undefined) return undefined;
  if (sale.state === 'published') {
    await ports.gate.fence(rulesOf(sale));
    await drain(ports, saleId);
    await loadGate(ports, saleId);
    await ports.relay();
  }
  return auditSale(ports, saleId);
}

async function drain(ports: RebuildPorts, saleId: string): Promise<void> {
  const deadlineMs = ports.clock.nowMs() + rebuildDrainMs;
  while (ports.clock.nowMs() < deadlineMs) {
    const pulse = await ports.gate.pulse(saleId);
    if (pulse === undefined || pulse.inFlight === 0) return;
    await ports.clock.sleep(drainPollMs);
  }
}
