import type { DatabaseSync } from 'node:sqlite';
import type { StockAdjustment } from '@penstock/core';
import { one } from './query.ts';
import type { StoredSale } from './sale-rows.ts';
import { variantNoOf } from './sale-rows.ts';

type Row = {
  readonly adjustment_id: string;
  readonly sale_id: string;
  readonly sku: string;
  readonly delta: number;
  readonly reason: string;
};

/** Changes of stock that were made, each once, with the operator's reason. */
export type AdjustmentRows = {
  find(adjustmentId: string): StockAdjustment | undefined;
  insert(stored: StoredSale, adjustment: StockAdjustment, atMs: number): void;
};

export function createAdjustmentRows(database: DatabaseSync): AdjustmentRows {
  const select = database.prepare(`
    select a.adjustment_id, s.sale_id, v.sku, a.delta, a.reason
    from adjustments a join sales s using (sale_no) join variants v using (sale_no, variant_no)
    where a.adjustment_id = ?`);
  const insert = database.prepare(`
    insert into adjustments (adjustment_id, sale_no, variant_no, delta, reason, at)
    values (?, ?, ?, ?, ?, ?)`);
  return {
    find(adjustmentId) {
      const row = one<Row>(select, adjustmentId);
      if (row === undefined) return undefined;
      const { sale_id: saleId, sku, delta, reason } = row;
      return { adjustmentId, saleId, sku, delta, reason };
    },
    insert({ saleNo, sale }, { adjustmentId, sku, delta, reason }, atMs) {
      insert.run(adjustmentId, saleNo, variantNoOf(sale, sku), delta, reason, atMs);
    },
  };
}
