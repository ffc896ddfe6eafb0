import type { DatabaseSync } from 'node:sqlite';
import type { AskRecord } from '@penstock/core';
import { all } from './query.ts';

export type AskRecordWriter = {
  resumeAsks(node: string): readonly AskRecord[];
  saveAsks(node: string, records: readonly AskRecord[], isLast: boolean): void;
};

type Row = {
  readonly sale_id: string;
  readonly since: number;
  readonly is_whole: number;
  readonly counts: string;
};

type Counts = Omit<AskRecord, 'saleId' | 'sinceMs' | 'isWhole'>;

/** Keeps what nodes have counted. */
export function createAskRecordWriter(database: DatabaseSync): AskRecordWriter {
  const spoil = database.prepare('update ask_counts set is_whole = 0 where node = ? and is_open = 1');
  const setOpen = database.prepare('update ask_counts set is_open = ? where node = ?');
  const select = database.prepare(`
    select s.sale_id, a.since, a.is_whole, a.counts from ask_counts a join sales s using (sale_no) where a.node = ?`);
  const put = database.prepare(`
    insert into ask_counts (sale_no, node, since, is_whole, is_open, counts)
    select sale_no, ?2, ?3, ?4, 1, ?5 from sales where sale_id = ?1
    on conflict (sale_no, node) do update set since = excluded.since, is_whole = excluded.is_whole, is_open = 1,
      counts = excluded.counts`);
  return {
    resumeAsks(node) {
      spoil.run(node);
      setOpen.run(1, node);
      return all<Row>(select, node).map((row) => ({
        saleId: row.sale_id,
        sinceMs: row.since,
        isWhole: row.is_whole === 1,
        ...(JSON.parse(row.counts) as Counts),
      }));
    },
    saveAsks(node, records, isLast) {
      for (const { saleId, sinceMs, isWhole, ...counts } of records) {
        put.run(saleId, node, sinceMs, isWhole ? 1 : 0, JSON.stringify(counts));
      }
      if (isLast) setOpen.run(0, node);
    },
  };
}
