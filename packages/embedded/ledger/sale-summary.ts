import type { DatabaseSync } from 'node:sqlite';
import type { MoneyOfSale, SaleSummary } from '@penstock/core';
import { all, one } from './query.ts';
import type { StoredSale } from './sale-rows.ts';

/** Sums a sale up, in the caller's transaction. */
export type SaleSummaryReader = (stored: StoredSale) => SaleSummary;

export function createSaleSummaryReader(database: DatabaseSync): SaleSummaryReader {
  const countBuyers = database.prepare(`
    select count(distinct buyer_id) count from orders where sale_no = ? and promised_at is not null`);
  // How many units were taken, moment by moment: each one that was given counts up, each that came back counts down,
  // and a change of stock moves the mark. What falls into one millisecond is given before it is taken back.
  const selectAllGiven = database.prepare(`
    with moves (at, taken) as (
      select placed_at, 1 from orders where sale_no = ?1 and promised_at is not null
      union all
      select at, -1 from journal where sale_no = ?1 and from_status = 'awaiting_payment' and to_status <> 'paid'
      union all
      select at, -delta from adjustments where sale_no = ?1
    )
    select min(at) at from (select at, sum(taken) over (order by at, taken desc) taken from moves)
    where taken >= ?2 - (select coalesce(sum(delta), 0) from adjustments where sale_no = ?1)`);
  const selectPaid = database.prepare(`
    select count(*) count, max(paid_at) at from orders where sale_no = ? and status = 'paid'`);
  const selectMoney = database.prepare(`
    select currency, count(*) filter (where captured_minor > 0) captured, sum(captured_minor) capturedMinor,
      count(*) filter (where refunded_minor > 0) refunded, sum(refunded_minor) refundedMinor
    from payments where sale_no = ? group by currency having captured > 0 order by currency`);
  return ({ saleNo, sale }) => {
    const units = sale.variants.reduce((sum, variant) => sum + variant.units, 0);
    const paid = one<{ readonly count: number; readonly at: number | null }>(selectPaid, saleNo);
    const allGivenAtMs = one<{ readonly at: number | null }>(selectAllGiven, saleNo, units)?.at ?? undefined;
    return {
      buyers: one<{ readonly count: number }>(countBuyers, saleNo)?.count ?? 0,
      allGivenAtMs: units === 0 ? undefined : allGivenAtMs,
      soldOutAtMs: units > 0 && paid?.count === units ? (paid.at ?? undefined) : undefined,
      money: all<MoneyOfSale>(selectMoney, saleNo).map((row) => ({ ...row })),
    };
  };
}
