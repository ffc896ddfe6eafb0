import type { DatabaseSync } from 'node:sqlite';
import type { OrderStatus } from '@penstock/core';
import { one } from './query.ts';

export type JournalMove = {
  readonly saleNo: number;
  readonly orderNo: number;
  readonly atMs: number;
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly cause: string;
};

export type JournalWriter = {
  write(move: JournalMove): void;
  /** Forgets which numbers were used: for after a rollback, which gives them back. */
  forget(): void;
};

/** Writes the journal and numbers it by sale. This connection is the only writer, so it remembers the last numbers. */
export function createJournalWriter(database: DatabaseSync): JournalWriter {
  const insert = database.prepare(`
    insert into journal (sale_no, seq, at, order_no, from_status, to_status, cause) values (?, ?, ?, ?, ?, ?, ?)`);
  const last = database.prepare('select max(seq) seq from journal where sale_no = ?');
  const lastSeqs = new Map<number, number>();
  return {
    write({ saleNo, orderNo, atMs, from, to, cause }) {
      const before = lastSeqs.get(saleNo) ?? one<{ seq: number | null }>(last, saleNo)?.seq ?? 0;
      // A move from 'reserved' is two: the gate's giving has the number before the ledger's answer.
      const seq = before + (from === 'reserved' ? 2 : 1);
      insert.run(saleNo, seq, atMs, orderNo, from, to, cause);
      lastSeqs.set(saleNo, seq);
    },
    forget: () => lastSeqs.clear(),
  };
}
