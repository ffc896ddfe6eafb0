import type { Audit, SkuPlaces } from '../domain/audit.ts';
import { auditSku, isBalanced } from '../domain/audit.ts';
import { auditStableWithinMs } from '../limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { Gate, GateUnits } from '../ports/gate.ts';
import type { LedgerAudit, LedgerPlaces } from '../ports/ledger.ts';

export type AuditPorts = {
  readonly gate: Pick<Gate, 'pulse' | 'units'>;
  readonly ledger: LedgerAudit;
  readonly clock: Clock;
};

const retryMs = 20;

/**
 * Compares gate and ledger by unit number. A sample counts only if nothing moved while it was taken: nothing in
 * flight, no change untold, and the gate unchanged after the ledger was read. One that does not balance is taken again
 * for as long: units on their way out are for a moment in neither, and a false alarm stops a sale for nothing.
 * `undefined`: there is no such sale.
 */
export async function auditSale(ports: AuditPorts, saleId: string): Promise<Audit | undefined> {
  const deadlineMs = ports.clock.nowMs() + auditStableWithinMs;
  for (;;) {
    const before = await ports.gate.pulse(saleId);
    const units = await ports.gate.units(saleId);
    const places = await ports.ledger.places(saleId);
    if (places === undefined) return undefined;
    const after = await ports.gate.pulse(saleId);
    const atMs = ports.clock.nowMs();
    const inFlight = (before?.inFlight ?? 0) + (after?.inFlight ?? 0) + places.changesPending;
    const isStable = inFlight === 0 && before?.changes === after?.changes;
    const audit = compare(saleId, atMs, places.state === 'published' ? (units ?? []) : unitsOffGate(places), places);
    if (isStable && audit.balanced === true) return audit;
    if (atMs >= deadlineMs) return isStable ? audit : { ...audit, balanced: undefined, inFlight };
    await ports.clock.sleep(retryMs);
  }
}

// No gate has a draft or a sale that was taken off: what the ledger has nowhere is available.
function unitsOffGate({ skus }: LedgerPlaces): readonly GateUnits[] {
  return skus.map(({ sku, unitLast, held, sold, withdrawn }) => {
    const taken = new Set([...held, ...sold, ...withdrawn]);
    const free = Array.from({ length: unitLast }, (_, index) => index + 1).filter((unit) => !taken.has(unit));
    return { sku, free, held: held.length, sold: sold.length };
  });
}

function compare(saleId: string, atMs: number, gate: readonly GateUnits[], ledger: LedgerPlaces): Audit {
  const places = ledger.skus.map((sku): SkuPlaces => {
    const there = gate.find((each) => each.sku === sku.sku);
    return {
      sku: sku.sku,
      unitLast: sku.unitLast,
      units: sku.units,
      gateFree: there?.free ?? [],
      gateHeld: there?.held ?? 0,
      gateSold: there?.sold ?? 0,
      ledgerHeld: sku.held,
      ledgerSold: sku.sold,
      ledgerWithdrawn: sku.withdrawn,
    };
  });
  const skus = places.map(auditSku);
  const sum = (count: (each: SkuPlaces) => number) => places.reduce((total, each) => total + count(each), 0);
  return {
    saleId,
    balanced: places.every((each, index) => {
      const audit = skus[index];
      return audit !== undefined && isBalanced(each, audit);
    }),
    atMs,
    skus,
    ordersByStatus: ledger.ordersByStatus,
    gate: { available: sum((each) => each.gateFree.length), held: sum((each) => each.gateHeld) },
    ledger: { held: sum((each) => each.ledgerHeld.length), sold: sum((each) => each.ledgerSold.length) },
  };
}
