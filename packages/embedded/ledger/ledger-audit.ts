import type { DatabaseSync } from 'node:sqlite';
import type { LedgerPlaces, OrderStatus } from '@penstock/core';
import { orderStatuses } from '@penstock/core';
import { all, one } from './query.ts';
import type { StoredSale } from './sale-rows.ts';

type UnitState = 'held' | 'sold' | 'withdrawn';

/** `LedgerPlaces` as it travels between threads: the unit numbers of each state are many, so they stay one JSON text. */
export type PackedPlaces = Pick<LedgerPlaces, 'state' | 'ordersByStatus' | 'changesPending'> & {
  readonly skus: readonly (Pick<LedgerPlaces['skus'][number], 'sku' | 'units' | 'unitLast'> & {
    readonly lists: Readonly<Record<UnitState, string>>;
  })[];
};

/** Reads where every unit of a sale is, in the caller's transaction. */
export type PlacesReader = (stored: StoredSale) => PackedPlaces;

export function createPlacesReader(database: DatabaseSync): PlacesReader {
  const selectUnits = database.prepare(
    'select json_group_array(unit) list from holds where sale_no = ? and variant_no = ? and state = ?',
  );
  const countOrders = database.prepare('select status, count(*) count from orders where sale_no = ? group by status');
  const countChanges = database.prepare('select count(*) count from changes where sale_no = ?');
  return ({ saleNo, sale }) => {
    const skus = sale.variants.map(({ sku, units, unitLast }, index) => {
      const list = (state: string) => one<{ list: string }>(selectUnits, saleNo, index + 1, state)?.list ?? '[]';
      const [held, sold, withdrawn] = [list('held'), list('sold'), list('withdrawn')];
      return { sku, units, unitLast, lists: { held, sold, withdrawn } };
    });
    const counts = all<{ readonly status: OrderStatus; readonly count: number }>(countOrders, saleNo);
    const ordersByStatus = Object.fromEntries(
      orderStatuses.map((status) => [status, counts.find((row) => row.status === status)?.count ?? 0]),
    ) as Record<OrderStatus, number>;
    const changesPending = one<{ readonly count: number }>(countChanges, saleNo)?.count ?? 0;
    return { state: sale.state, skus, ordersByStatus, changesPending };
  };
}

export function unpackPlaces({ skus, ...counts }: PackedPlaces): LedgerPlaces {
  return {
    ...counts,
    skus: skus.map(({ lists, ...sku }) => ({
      ...sku,
      held: JSON.parse(lists.held),
      sold: JSON.parse(lists.sold),
      withdrawn: JSON.parse(lists.withdrawn),
    })),
  };
}
