import type { DatabaseSync } from 'node:sqlite';
import type { GateChunk, GateOrder } from '@penstock/core';
import { gateChunkOrdersMax } from './limits.ts';
import { one } from './query.ts';
import type { StoredSale } from './sale-rows.ts';

/**
 * A `GateChunk` as it travels between threads. The rows are made JSON by SQLite and read by the thread that asked:
 * one text costs a third of as many values that pass from SQLite to JavaScript one by one.
 */
export type GatePart =
  | { readonly kind: 'skus'; readonly skus: readonly PackedSku[] }
  | { readonly kind: 'orders'; readonly rows: string };

type PackedSku = { readonly sku: string; readonly unitLast: number; readonly free: Uint32Array };

type Row = readonly [
  orderId: string,
  buyerId: string,
  sku: string,
  unit: number,
  slot: number,
  key: string | null,
  placedAtMs: number,
  payByMs: number | null,
  stage: GateOrder['stage'],
];

type List = { readonly list: string };

/** Reads what a gate must know of a sale, in the caller's transaction: free units first, then orders, oldest first. */
export type GatePartsReader = (stored: StoredSale, emit: (part: GatePart) => void) => void;

export function createGatePartsReader(database: DatabaseSync): GatePartsReader {
  const selectTaken = database.prepare(
    'select json_group_array(unit) list from holds where sale_no = ? and variant_no = ?',
  );
  // Of an order that ended the gate remembers what its key names.
  const selectOrderNos = [
    `select order_no from orders where sale_no = ? and ended_at is not null and idempotency_key is not null`,
    `select order_no from holds where sale_no = ? and order_no is not null`,
  ].map((select) => database.prepare(`select json_group_array(order_no) list from (${select} order by order_no)`));
  const selectOrders = database.prepare(`
    select json_group_array(json_array(order_id, buyer_id, sku, unit, slot, idempotency_key, placed_at, pay_by, stage)) list
    from (
      select o.order_id, o.buyer_id, v.sku, o.unit, o.slot, o.idempotency_key, o.placed_at, o.pay_by,
        case h.state when 'held' then 'promised' when 'sold' then 'sold' else 'done' end stage
      from orders o join variants v using (sale_no, variant_no) left join holds h on h.order_no = o.order_no
      where o.order_no in (select value from json_each(?)) order by o.order_no
    )`);

  return ({ saleNo, sale }, emit) => {
    const skus = sale.variants.map(({ sku, unitLast }, index) => {
      const taken: number[] = JSON.parse(listOf(one<List>(selectTaken, saleNo, index + 1)));
      return { sku, unitLast, free: freeUnits(unitLast, taken) };
    });
    emit({ kind: 'skus', skus });
    for (const select of selectOrderNos) {
      const orderNos: number[] = JSON.parse(listOf(one<List>(select, saleNo)));
      for (let from = 0; from < orderNos.length; from += gateChunkOrdersMax) {
        const chunk = JSON.stringify(orderNos.slice(from, from + gateChunkOrdersMax));
        emit({ kind: 'orders', rows: listOf(one<List>(selectOrders, chunk)) });
      }
    }
  };
}

export function unpackPart(part: GatePart): GateChunk {
  if (part.kind === 'skus') return { skus: part.skus.map((sku) => ({ ...sku, free: Array.from(sku.free) })) };
  return { orders: (JSON.parse(part.rows) as Row[]).map(orderOf) };
}

function orderOf([orderId, buyerId, sku, unit, slot, key, placedAtMs, payByMs, stage]: Row): GateOrder {
  const when = { placedAtMs, payByMs: payByMs ?? undefined };
  return { orderId, buyerId, sku, unit, slot, key: key ?? undefined, ...when, stage };
}

function listOf(row: List | undefined): string {
  return row?.list ?? '[]';
}

function freeUnits(unitLast: number, taken: readonly number[]): Uint32Array {
  const isTaken = new Uint8Array(unitLast + 1);
  for (const unit of taken) isTaken[unit] = 1;
  const free = new Uint32Array(unitLast - taken.length);
  let next = 0;
  for (let unit = 1; unit <= unitLast; unit += 1) {
    if (isTaken[unit] === 1) continue;
    free[next] = unit;
    next += 1;
  }
  return free;
}
