import type { DatabaseSync } from 'node:sqlite';
import type { Sale, SaleState, Variant } from '@penstock/core';
import { all, one } from './query.ts';

/** A sale with its number in the file. A variant's number is its place in the sale, from 1. */
export type StoredSale = { readonly saleNo: number; readonly sale: Sale };

type SaleRow = {
  readonly sale_no: number;
  readonly sale_id: string;
  readonly state: SaleState;
  readonly title: string;
  readonly opens_at: number;
  readonly closes_at: number;
  readonly per_buyer: number;
  readonly payment_window_ms: number;
  readonly paused: number;
  readonly epoch: number;
  readonly version: number;
  readonly created_at: number;
};

type VariantRow = {
  readonly sku: string;
  readonly title: string;
  readonly price_minor: number;
  readonly currency: string;
  readonly image_url: string | null;
  readonly units: number;
  readonly unit_last: number;
};

export type SaleRows = {
  all(): StoredSale[];
  find(saleId: string): StoredSale | undefined;
  insert(sale: Sale): StoredSale;
  update(stored: StoredSale, next: Sale): void;
};

export function createSaleRows(database: DatabaseSync): SaleRows {
  const selectAll = database.prepare('select * from sales order by sale_no');
  const selectOne = database.prepare('select * from sales where sale_id = ?');
  const selectVariants = database.prepare('select * from variants where sale_no = ? order by variant_no');
  const insertSale = database.prepare(`
    insert into sales (sale_id, state, title, opens_at, closes_at, per_buyer, payment_window_ms, paused, epoch, version, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const updateSale = database.prepare(`
    update sales set sale_id = ?, state = ?, title = ?, opens_at = ?, closes_at = ?, per_buyer = ?,
      payment_window_ms = ?, paused = ?, epoch = ?, version = ?, created_at = ? where sale_no = ?`);
  const putVariant = database.prepare(`
    insert into variants (sale_no, variant_no, sku, title, price_minor, currency, image_url, units, unit_last)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (sale_no, variant_no) do update set title = excluded.title, price_minor = excluded.price_minor,
      currency = excluded.currency, image_url = excluded.image_url, units = excluded.units, unit_last = excluded.unit_last`);

  const read = (row: SaleRow): StoredSale => ({
    saleNo: row.sale_no,
    sale: saleOf(row, all<VariantRow>(selectVariants, row.sale_no)),
  });
  const putVariants = (saleNo: number, sale: Sale) => {
    for (const [index, variant] of sale.variants.entries()) {
      putVariant.run(saleNo, index + 1, ...variantValues(variant));
    }
  };
  return {
    all: () => all<SaleRow>(selectAll).map(read),
    find(saleId) {
      const row = one<SaleRow>(selectOne, saleId);
      return row && read(row);
    },
    insert(sale) {
      const saleNo = Number(insertSale.run(...saleValues(sale)).lastInsertRowid);
      putVariants(saleNo, sale);
      return { saleNo, sale };
    },
    update({ saleNo }, next) {
      updateSale.run(...saleValues(next), saleNo);
      putVariants(saleNo, next);
    },
  };
}

/** The number of a sku in its sale, or 0: there is no such variant. */
export function variantNoOf(sale: Sale, sku: string): number {
  return sale.variants.findIndex((variant) => variant.sku === sku) + 1;
}

function saleValues(sale: Sale) {
  const { saleId, state, title, opensAtMs, closesAtMs, perBuyer, paymentWindowMs, paused, epoch, version } = sale;
  const flags = [paused ? 1 : 0, epoch, version, sale.createdAtMs];
  return [saleId, state, title, opensAtMs, closesAtMs, perBuyer, paymentWindowMs, ...flags];
}

function variantValues(variant: Variant) {
  const { sku, title, priceMinor, currency, imageUrl, units, unitLast } = variant;
  return [sku, title, priceMinor, currency, imageUrl ?? null, units, unitLast];
}

function saleOf(row: SaleRow, variants: readonly VariantRow[]): Sale {
  return {
    saleId: row.sale_id,
    state: row.state,
    title: row.title,
    opensAtMs: row.opens_at,
    closesAtMs: row.closes_at,
    perBuyer: row.per_buyer,
    paymentWindowMs: row.payment_window_ms,
    paused: row.paused === 1,
    epoch: row.epoch,
    version: row.version,
    createdAtMs: row.created_at,
    variants: variants.map(variantOf),
  };
}

function variantOf(row: VariantRow): Variant {
  return {
    sku: row.sku,
    title: row.title,
    priceMinor: row.price_minor,
    currency: row.currency,
    ...(row.image_url === null ? {} : { imageUrl: row.image_url }),
    units: row.units,
    unitLast: row.unit_last,
  };
}
