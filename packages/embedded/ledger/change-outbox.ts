import type { DatabaseSync } from 'node:sqlite';
import type { Change, ChangeRow, UnitOfOrder } from '@penstock/core';
import { releasedBatchMax } from './limits.ts';
import { all } from './query.ts';

/** The outbox towards the gate: written in the transaction of the change itself, kept until the gate confirmed. */
export type ChangeWriter = {
  add(saleNo: number, change: Change): void;
  /** Units of ended orders, in changes that a gate takes in one call. */
  addReleased(saleNo: number, orders: readonly UnitOfOrder[]): void;
  /** Forgets changes that the gate has confirmed. Numbers that are gone already are no fault. */
  markTold(seqs: readonly number[]): void;
};

export function createChangeWriter(database: DatabaseSync): ChangeWriter {
  const insert = database.prepare('insert into changes (sale_no, change) values (?, ?)');
  const remove = database.prepare('delete from changes where seq = ?');
  const add = (saleNo: number, change: Change) => insert.run(saleNo, JSON.stringify(change));
  return {
    add,
    addReleased(saleNo, orders) {
      for (let from = 0; from < orders.length; from += releasedBatchMax) {
        add(saleNo, { kind: 'released', orders: orders.slice(from, from + releasedBatchMax) });
      }
    },
    markTold(seqs) {
      for (const seq of seqs) remove.run(seq);
    },
  };
}

export type ChangeReader = { pendingChanges(limit: number, leftOut?: readonly string[]): readonly ChangeRow[] };

type Row = { readonly seq: number; readonly sale_id: string; readonly change: string };

export function createChangeReader(database: DatabaseSync): ChangeReader {
  const select = database.prepare(`
    select c.seq, s.sale_id, c.change from changes c join sales s using (sale_no)
    where s.sale_id not in (select value from json_each(?2)) order by c.seq limit ?1`);
  return {
    pendingChanges: (limit, leftOut = []) =>
      all<Row>(select, limit, JSON.stringify(leftOut)).map(({ seq, sale_id: saleId, change }) => {
        return { seq, saleId, change: JSON.parse(change) };
      }),
  };
}
