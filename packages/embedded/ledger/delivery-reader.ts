import type { DatabaseSync } from 'node:sqlite';
import type { Delivery, DeliveryNumbers, DeliveryState, Page } from '@penstock/core';
import type { DeliveryRow } from './delivery-rows.ts';
import { deliveryOf, deliverySelect } from './delivery-rows.ts';
import { all, one } from './query.ts';

export type DeliveryReader = {
  nextDeliveryAtMs(): number | undefined;
  deliveries(filter: {
    readonly state?: DeliveryState;
    readonly orderId?: string;
    readonly after?: number;
    readonly limit: number;
  }): Page<Delivery, number>;
};

export function createDeliveryReader(database: DatabaseSync): DeliveryReader {
  const selectNext = database.prepare(`
    select next_at from deliveries where state = 'pending' order by next_at limit 1`);
  const newestFirst = 'and d.delivery_no < ?1 order by d.delivery_no desc limit ?2';
  const selectAll = database.prepare(`${deliverySelect} where true ${newestFirst}`);
  const selectByState = {
    pending: database.prepare(`${deliverySelect} where d.state = 'pending' ${newestFirst}`),
    delivered: database.prepare(`${deliverySelect} where d.state = 'delivered' ${newestFirst}`),
    // By name of the state, not as a parameter, so that the index of the few that failed can be used.
    failed: database.prepare(`${deliverySelect} where d.state = 'failed' ${newestFirst}`),
  };
  const selectOfOrder = database.prepare(`${deliverySelect} where o.order_id = ?3 ${newestFirst}`);
  return {
    nextDeliveryAtMs: () => one<{ readonly next_at: number }>(selectNext)?.next_at,
    deliveries({ state, orderId, after = Number.MAX_SAFE_INTEGER, limit }) {
      const page = [after, limit + 1] as const;
      const found =
        orderId === undefined
          ? all<DeliveryRow>(state === undefined ? selectAll : selectByState[state], ...page)
          : all<DeliveryRow>(selectOfOrder, ...page, orderId).filter((row) => (state ?? row.state) === row.state);
      const rows = found.slice(0, limit);
      return { rows: rows.map(deliveryOf), next: found.length > limit ? rows.at(-1)?.delivery_no : undefined };
    },
  };
}

/** Counts by the indexes of what is pending and what failed. Rows are made in the order of their times. */
export function createDeliveryNumbersReader(database: DatabaseSync): () => DeliveryNumbers {
  const pending = database.prepare(`
    select count(*) as count, min(delivery_no) as oldest_no from deliveries indexed by deliveries_due
    where state = 'pending'`);
  const failed = database.prepare(`
    select count(*) as count from deliveries indexed by deliveries_failed where state = 'failed'`);
  const at = database.prepare('select at from deliveries where delivery_no = ?');
  return () => {
    const waiting = one<{ readonly count: number; readonly oldest_no: number | null }>(pending);
    return {
      pending: waiting?.count ?? 0,
      failed: one<{ readonly count: number }>(failed)?.count ?? 0,
      oldestPendingAtMs: one<{ readonly at: number }>(at, waiting?.oldest_no ?? null)?.at,
    };
  };
}
