import type { Settlement } from '../domain/settlement.ts';
import { isFailure } from '../failures.ts';
import type { GateOutbox, OutboxEntry } from '../ports/gate.ts';
import type { OrderBook } from '../ports/ledger.ts';
import type { OrderEvents } from '../ports/order-events.ts';

export type RecordPorts = {
  readonly outbox: GateOutbox;
  readonly ledger: Pick<OrderBook, 'record'>;
  readonly events: Pick<OrderEvents, 'changed'>;
  /** Called when the ledger knows a unit as taken that the gate gave: the gate has gone astray and must be rebuilt. */
  readonly onStray: (saleId: string) => void;
};

/**
 * Carries held units from the gate to the ledger, entry by entry, until the outbox closes. Several may run side by
 * side: entries share nothing. The gate is settled only after the commit, so that nobody is promised what a crash
 * could take back; a crash in between redelivers, and recording is idempotent by order id.
 */
export async function recordHolds(ports: RecordPorts): Promise<void> {
  for (let entry = await ports.outbox.next(); entry !== undefined; entry = await ports.outbox.next()) {
    await recordEntry(ports, entry);
  }
}

async function recordEntry(ports: RecordPorts, entry: OutboxEntry): Promise<void> {
  try {
    const settlements = await ports.ledger.record(entry);
    await ports.outbox.settle(entry, settlements);
    if (settlements.some(isUnitTaken)) ports.onStray(entry.saleId);
  } catch (error) {
    if (!isFailure(error, 'LEDGER_UNAVAILABLE')) throw error;
    await ports.outbox.failed(entry, error);
    return;
  }
  ports.events.changed(entry.orders.map((order) => order.orderId));
}

function isUnitTaken(settlement: Settlement): boolean {
  return settlement.kind === 'refused' && settlement.reason === 'unit-taken';
}
