import type { DatabaseSync } from 'node:sqlite';
import type { OrderStatus, SaleNumbers } from '@penstock/core';
import { captureWindowMs } from '@penstock/core';
import { saleTalliesMax } from './limits.ts';
import { all, one } from './query.ts';
import type { StoredSale } from './sale-rows.ts';

/** Counts a sale in the caller's transaction. `nowMs` is the ledger's clock. */
export type SaleNumbersReader = (stored: StoredSale, nowMs: number) => SaleNumbers;

type VariantTally = { held: number; paid: number; given: number; returned: number };

/** The journal of a sale up to `seq`, added up by variant. */
type Tally = {
  seq: number;
  readonly variants: Map<number, VariantTally>;
  /** Where the journal stood at the readings of the last window, oldest first: what came before needs no look. */
  readings: { readonly atMs: number; readonly seq: number }[];
};

type Moves = {
  readonly variant_no: number;
  readonly from_status: OrderStatus;
  readonly to_status: OrderStatus;
  readonly count: number;
};

/**
 * Makes the reader. It adds the journal up, which only grows, and remembers how far it came: a reading costs what
 * happened since the last one, not what a sale of a million orders weighs.
 */
export function createSaleNumbersReader(database: DatabaseSync): SaleNumbersReader {
  const selectLast = database.prepare('select coalesce(max(seq), 0) seq from journal where sale_no = ?');
  const selectMoves = database.prepare(`
    select o.variant_no, j.from_status, j.to_status, count(*) count from journal j join orders o using (order_no)
    where j.sale_no = ? and j.seq > ? group by 1, 2, 3`);
  const countCaptures = database.prepare(`
    select count(*) count from journal
    where sale_no = ? and seq > ? and at > ? and (to_status = 'paid' or to_status = 'refund_due')`);
  // `+sale_no`: found by the few that are undecided, not by the many of the sale.
  const countOpen = database.prepare(`
    select count(*) count from payments where +sale_no = ? and status in ('opening', 'open')`);
  const countRefundDue = database.prepare(`
    select count(*) count from payments where +sale_no = ? and status = 'refund_due'`);
  const count = (statement: typeof countOpen, ...values: number[]) =>
    one<{ readonly count: number }>(statement, ...values)?.count ?? 0;
  const tallies = new Map<number, Tally>();

  const tallyOf = (saleNo: number): Tally => {
    const tally = tallies.get(saleNo) ?? { seq: 0, variants: new Map(), readings: [] };
    // Put at the end again, so that the first one is that which nobody asked about for the longest time.
    tallies.delete(saleNo);
    tallies.set(saleNo, tally);
    const [oldest] = tallies.keys();
    if (tallies.size > saleTalliesMax && oldest !== undefined) tallies.delete(oldest);
    return tally;
  };

  return ({ saleNo, sale }, nowMs) => {
    const tally = tallyOf(saleNo);
    for (const moves of all<Moves>(selectMoves, saleNo, tally.seq)) addUp(tally, moves);
    tally.seq = one<{ readonly seq: number }>(selectLast, saleNo)?.seq ?? 0;
    const sinceMs = nowMs - captureWindowMs;
    const captured = count(countCaptures, saleNo, startOfWindow(tally, sinceMs), sinceMs);
    tally.readings.push({ atMs: nowMs, seq: tally.seq });
    const skus = sale.variants.map(({ sku, units }, index) => {
      const { held, paid, given, returned } = tally.variants.get(index + 1) ?? {
        held: 0,
        paid: 0,
        given: 0,
        returned: 0,
      };
      return { sku, units, available: units - held - paid, held, paid, given, returned };
    });
    const payments = {
      open: count(countOpen, saleNo),
      capturedPerSecond: captured / (captureWindowMs / 1_000),
      refundDue: count(countRefundDue, saleNo),
    };
    return { skus, payments };
  };
}

function addUp({ variants }: Tally, { variant_no: variantNo, from_status: from, to_status: to, count }: Moves): void {
  const variant = variants.get(variantNo) ?? { held: 0, paid: 0, given: 0, returned: 0 };
  variants.set(variantNo, variant);
  if (from === 'awaiting_payment') variant.held -= count;
  if (to === 'awaiting_payment') {
    variant.held += count;
    variant.given += count;
  }
  if (to === 'paid') variant.paid += count;
  if (to === 'expired' || to === 'cancelled' || to === 'refused') variant.returned += count;
}

/** The last journal number that certainly lies before the window. */
function startOfWindow(tally: Tally, sinceMs: number): number {
  const inside = tally.readings.findIndex((reading) => reading.atMs > sinceMs);
  const before = inside === -1 ? tally.readings.length - 1 : inside - 1;
  tally.readings = tally.readings.slice(Math.max(0, before));
  return before < 0 ? 0 : (tally.readings[0]?.seq ?? 0);
}
