import type { DatabaseSync } from 'node:sqlite';
import type { JournalRow, OrderStatus, Page } from '@penstock/core';
import { all } from './query.ts';

export type JournalReader = {
  journal(
    saleId: string,
    filter: { readonly orderId?: string; readonly after?: number; readonly limit: number },
  ): Page<JournalRow, number>;
};

type StoredMove = {
  readonly seq: number;
  readonly at: number;
  readonly placed_at: number;
  readonly order_id: string;
  readonly sku: string;
  readonly unit: number;
  readonly from_status: OrderStatus;
  readonly to_status: OrderStatus;
  readonly cause: string;
};

export function createJournalReader(database: DatabaseSync): JournalReader {
  const select = `
    select j.seq, j.at, o.placed_at, o.order_id, v.sku, case o.reason when 'lost' then 0 else o.unit end as unit, j.from_status, j.to_status, j.cause
    from journal j join orders o using (order_no)
      join variants v on v.sale_no = o.sale_no and v.variant_no = o.variant_no
    where j.sale_no = (select sale_no from sales where sale_id = ?1) and j.seq > ?2`;
  const selectOfSale = database.prepare(`${select} order by j.seq limit ?3`);
  const selectOfOrder = database.prepare(`
    ${select} and j.order_no = (select order_no from orders where order_id = ?4) order by j.seq limit ?3`);
  return {
    journal(saleId, { orderId, after = 0, limit }) {
      const stored =
        orderId === undefined
          ? all<StoredMove>(selectOfSale, saleId, after, limit + 1)
          : all<StoredMove>(selectOfOrder, saleId, after, limit + 1, orderId);
      const moves = stored.flatMap(movesOf).filter((move) => move.seq > after);
      const rows = moves.slice(0, limit);
      return { rows, next: moves.length > limit ? rows.at(-1)?.seq : undefined };
    },
  };
}

// A stored move from 'reserved' is two: the gate gave the unit, then the ledger answered.
function movesOf(move: StoredMove): JournalRow[] {
  const { seq, at: atMs, order_id: orderId, sku, unit, from_status: from, to_status: to, cause } = move;
  const answered: JournalRow = { seq, atMs, clock: 'ledger', orderId, sku, unit, from, to, cause };
  if (from !== 'reserved') return [answered];
  const asked = { from: undefined, to: 'reserved', cause: 'asked' } as const;
  return [{ ...answered, ...asked, seq: seq - 1, atMs: move.placed_at, clock: 'gate' }, answered];
}
