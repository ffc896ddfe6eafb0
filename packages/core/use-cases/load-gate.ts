import type { LoadCount } from '../domain/compare-load.ts';
import { countChunk, misloaded } from '../domain/compare-load.ts';
import type { GateChunk } from '../domain/gate-fence.ts';
import type { GateRules } from '../domain/sale.ts';
import { failure } from '../failures.ts';
import { loadPartMax } from '../limits.ts';
import type { Gate } from '../ports/gate.ts';
import type { SaleBook } from '../ports/ledger.ts';

export type LoadPorts = {
  readonly gate: Pick<Gate, 'fence' | 'load' | 'arm' | 'units'>;
  readonly ledger: Pick<SaleBook, 'raiseEpoch' | 'gateChunks'>;
};

/**
 * Loads a published sale into its gate, behind a fence, under an epoch of its own, and arms it if it then has, unit by
 * unit, what was loaded. Two that load at the same time have two epochs, and the older is refused: the gate never holds
 * parts of two snapshots. Throws GATE_UNAVAILABLE, and the sale stays fenced, when the gate has something else.
 */
export async function loadGate(ports: LoadPorts, saleId: string): Promise<void> {
  const rules = await ports.ledger.raiseEpoch(saleId);
  await ports.gate.fence(rules);
  const count = await fillGate(ports, rules);
  const wrong = misloaded(count, (await ports.gate.units(saleId)) ?? []);
  if (wrong.length > 0) {
    throw failure('GATE_UNAVAILABLE', { detail: `${saleId} is not what was loaded: ${wrong.join('; ')}.` });
  }
  await ports.gate.arm(saleId, rules.epoch);
}

type FillPorts = { readonly gate: Pick<Gate, 'load'>; readonly ledger: Pick<SaleBook, 'gateChunks'> };

/** Loads everything that the ledger knows of the sale into a fenced gate; leaves it fenced. Answers what that was. */
export async function fillGate(ports: FillPorts, { saleId, epoch }: GateRules): Promise<LoadCount> {
  const count: LoadCount = new Map();
  let number = 0;
  for await (const chunk of ports.ledger.gateChunks(saleId)) {
    countChunk(count, chunk);
    for (const part of partsOf(chunk)) {
      await ports.gate.load(saleId, epoch, { ...part, number });
      number += 1;
    }
  }
  return count;
}

/** Cuts a chunk of any size into pieces that a gate takes in one step. */
function* partsOf({ skus = [], orders = [] }: GateChunk): Generator<GateChunk> {
  for (const { sku, unitLast, free } of skus) {
    for (const piece of slices(free)) yield { skus: [{ sku, unitLast, free: piece }] };
  }
  for (const piece of orders.length === 0 ? [] : slices(orders)) yield { orders: piece };
}

/** At least one slice, since a sku without free units is to be known too. */
function* slices<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  let start = 0;
  do {
    yield items.slice(start, start + loadPartMax);
    start += loadPartMax;
  } while (start < items.length);
}
