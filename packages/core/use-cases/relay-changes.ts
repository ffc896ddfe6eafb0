import { assert } from '../assert.ts';
import { isFailure } from '../failures.ts';
import { changeBatchMax } from '../limits.ts';
import type { Gate } from '../ports/gate.ts';
import type { ChangeOutbox, ChangeRow, SaleBook } from '../ports/ledger.ts';
import type { OrderEvents } from '../ports/order-events.ts';
import { loadGate } from './load-gate.ts';
import type { SaleCatalog } from './sale-catalog.ts';

export type RelayPorts = {
  readonly gate: Gate;
  readonly ledger: ChangeOutbox & Pick<SaleBook, 'sale' | 'raiseEpoch' | 'gateChunks'>;
  readonly catalog: Pick<SaleCatalog, 'refresh'>;
  readonly events: Pick<OrderEvents, 'changed'>;
};

/** The sales whose gate gave no answer (being rebuilt, or away): their changes stay pending. */
export type UntoldSales = ReadonlySet<string>;

/**
 * Tells the gate every change that the ledger wrote down, oldest first, and marks a row only after the gate confirmed
 * it. Repeating a row is harmless. A sale whose gate gives no answer keeps its rows, in order, and holds up no other.
 */
export async function relayChanges(ports: RelayPorts): Promise<UntoldSales> {
  const untold = new Set<string>();
  for (;;) {
    // A sale that keeps its rows is left out: a batch full of them would hide those of the others.
    const rows = await ports.ledger.pendingChanges(changeBatchMax, [...untold]);
    if (rows.length === 0) return untold;
    const told: ChangeRow[] = [];
    for (const row of rows) {
      if (untold.has(row.saleId)) continue;
      if (await isTold(ports, row)) told.push(row);
      else untold.add(row.saleId);
    }
    if (told.length > 0) await ports.ledger.markTold(told.map((row) => row.seq));
    for (const row of told) tellFollowers(ports, row);
  }
}

async function isTold(ports: RelayPorts, row: ChangeRow): Promise<boolean> {
  try {
    await tellGate(ports, row);
    return true;
  } catch (error) {
    if (!isFailure(error, 'GATE_UNAVAILABLE')) throw error;
    // A sale that was taken off has no gate to tell, so that its rows would wait for ever.
    return row.change.kind !== 'dropped' && (await isTakenOff(ports, row.saleId));
  }
}

async function tellGate(ports: RelayPorts, row: ChangeRow): Promise<void> {
  const { saleId, change } = row;
  switch (change.kind) {
    case 'released':
      return ports.gate.release(saleId, change.orders);
    case 'paid':
      return ports.gate.paid(saleId, change.orders);
    case 'rules':
      return ports.gate.setRules(saleId, change.rules);
    case 'added':
      return ports.gate.add(saleId, change.sku, change.range);
    case 'published':
      return publish(ports, saleId);
    case 'dropped':
      return ports.gate.drop(saleId);
  }
}

// A sale that is armed already is left as it is: loading it again could only take back what it has given since. One
// that is not armed was left half loaded by a failure.
async function publish(ports: RelayPorts, saleId: string): Promise<void> {
  const pulse = await ports.gate.pulse(saleId);
  if (pulse?.armed === true) return;
  const sale = await ports.ledger.sale(saleId);
  assert(sale !== undefined, 'a change names a sale of the ledger');
  if (sale.state !== 'published') return;
  // First of all the prices: what the gate gives must be answered with one.
  await ports.catalog.refresh();
  await loadGate(ports, saleId);
}

async function isTakenOff(ports: RelayPorts, saleId: string): Promise<boolean> {
  return (await ports.ledger.sale(saleId))?.state === 'withdrawn';
}

function tellFollowers(ports: RelayPorts, row: ChangeRow): void {
  const { change } = row;
  if (change.kind === 'released' || change.kind === 'paid') {
    ports.events.changed(change.orders.map((order) => order.orderId));
  }
}
