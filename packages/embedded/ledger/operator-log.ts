import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Coded, OperatorAct, OperatorAction, OperatorLogRow, Page } from '@penstock/core';
import { all } from './query.ts';

/** Writes the log of operators, in the transaction of the act. */
export type OperatorLog = {
  /** Nothing is written for an act of the software. `isChange`: whether the act changed anything. */
  add(act: OperatorAct | undefined, isChange?: boolean): void;
};

const nothingChanged: Pick<OperatorAct, 'detail' | 'coded'> = {
  detail: 'it was so before; nothing changed',
  coded: { code: 'nothing-changed' },
};

export function createOperatorLog(database: DatabaseSync, { nowMs }: Pick<Clock, 'nowMs'>): OperatorLog {
  const insert = database.prepare(`
    insert into operator_log (at, operator, action, sale_id, order_id, reason, detail, detail_coded, request_id)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return {
    add(act, isChange = true) {
      if (act === undefined) return;
      const { operator, action, saleId = null, orderId = null, reason = null, requestId = null } = act;
      const { detail = null, coded } = isChange ? act : nothingChanged;
      const codedText = coded === undefined ? null : JSON.stringify(coded);
      insert.run(nowMs(), operator, action, saleId, orderId, reason, detail, codedText, requestId);
    },
  };
}

export type OperatorLogReader = {
  operatorLog(filter: {
    readonly saleId?: string;
    readonly orderId?: string;
    readonly before?: number;
    readonly limit: number;
  }): Page<OperatorLogRow, number>;
};

type Row = {
  readonly seq: number;
  readonly at: number;
  readonly operator: string;
  readonly action: OperatorAction;
  readonly sale_id: string | null;
  readonly order_id: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly detail_coded: string | null;
  readonly request_id: string | null;
};

// Above every number of an entry.
const beyondAllNumbers = Number.MAX_SAFE_INTEGER;

export function createOperatorLogReader(database: DatabaseSync): OperatorLogReader {
  const select = (condition: string) =>
    database.prepare(`
      select seq, at, operator, action, sale_id, order_id, reason, detail, detail_coded, request_id
      from operator_log where seq < ?1 ${condition} order by seq desc limit ?2`);
  const selectAll = select('');
  const selectOfSale = select('and sale_id = ?3');
  const selectOfOrder = select('and order_id = ?3');
  return {
    operatorLog({ saleId, orderId, before = beyondAllNumbers, limit }) {
      const read = () => {
        if (orderId !== undefined) return all<Row>(selectOfOrder, before, limit + 1, orderId);
        if (saleId !== undefined) return all<Row>(selectOfSale, before, limit + 1, saleId);
        return all<Row>(selectAll, before, limit + 1);
      };
      const rows = read();
      const page = rows.slice(0, limit).map(rowOf);
      return { rows: page, next: rows.length > limit ? page.at(-1)?.seq : undefined };
    },
  };
}

function rowOf(row: Row): OperatorLogRow {
  const { seq, at: atMs, operator, action } = row;
  return {
    ...{ seq, atMs, operator, action },
    ...(row.sale_id === null ? {} : { saleId: row.sale_id }),
    ...(row.order_id === null ? {} : { orderId: row.order_id }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.detail === null ? {} : { detail: row.detail }),
    ...(row.detail_coded === null ? {} : { coded: JSON.parse(row.detail_coded) as Coded }),
    ...(row.request_id === null ? {} : { requestId: row.request_id }),
  };
}
