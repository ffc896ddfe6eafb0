import type { DatabaseSync } from 'node:sqlite';
import type { Order, OrderFilter, Page } from '@penstock/core';
import type { OrderRow } from './order-rows.ts';
import { orderOf, orderSelect } from './order-rows.ts';
import { all, one } from './query.ts';

export type OrderReader = {
  order(orderId: string): Order | undefined;
  ordersOfBuyerInSale(saleId: string, buyerId: string): readonly Order[];
  ordersOfBuyer(buyerId: string, after: string | undefined, limit: number): Page<Order, string>;
  ordersOfSale(saleId: string, filter: OrderFilter): Page<Order, string>;
};

// Above every order id: the page before the first one ended here.
const beyondAllIds = '~';

const ofSaleSql = `
  where o.sale_no = (select sale_no from sales where sale_id = ?1) and o.order_id > ?2 and (?4 is null or o.status = ?4)`;

export function createOrderReader(database: DatabaseSync): OrderReader {
  const selectOne = database.prepare(`${orderSelect} where o.order_id = ?`);
  // A buyer's orders are those that have a hold and those that ended; each set has its index.
  const selectOfBuyerInSale = database.prepare(`${orderSelect} where o.order_no in (
      select h.order_no from holds h join sales hs using (sale_no) where h.buyer_id = ?1 and hs.sale_id = ?2
      union all
      select e.order_no from orders e join sales es using (sale_no)
      where e.buyer_id = ?1 and e.ended_at is not null and es.sale_id = ?2
    ) order by o.order_id`);
  const selectOfBuyer = database.prepare(`${orderSelect} where o.order_no in (
      select h.order_no from holds h where h.buyer_id = ?1
      union all
      select order_no from (
        select e.order_no from orders e where e.buyer_id = ?1 and e.ended_at is not null and e.order_id < ?2
        order by e.order_id desc limit ?3
      )
    ) and o.order_id < ?2 order by o.order_id desc limit ?3`);
  const selectOfSale = database.prepare(`${orderSelect} ${ofSaleSql} order by o.order_id limit ?3`);
  const selectByBuyer = database.prepare(`${orderSelect} ${ofSaleSql} and o.order_no in (
      select h.order_no from holds h where h.buyer_id = ?5
      union all
      select e.order_no from orders e where e.buyer_id = ?5 and e.ended_at is not null
    ) order by o.order_id limit ?3`);
  const selectByText = database.prepare(`${orderSelect} ${ofSaleSql} and (
      o.order_id between ?5 and ?6 or o.buyer_id between ?5 and ?6 or substr(o.order_id, -8) = ?7
    ) and (?8 is null or o.buyer_id = ?8) order by o.order_id limit ?3`);

  return {
    order(orderId) {
      const row = one<OrderRow>(selectOne, orderId);
      return row && orderOf(row);
    },
    ordersOfBuyerInSale: (saleId, buyerId) => all<OrderRow>(selectOfBuyerInSale, buyerId, saleId).map(orderOf),
    ordersOfBuyer(buyerId, after, limit) {
      return pageOf(all<OrderRow>(selectOfBuyer, buyerId, after ?? beyondAllIds, limit + 1), limit);
    },
    ordersOfSale(saleId, { status = null, buyerId, text, after = '', limit }) {
      const basis = [saleId, after, limit + 1, status] as const;
      if (text !== undefined) {
        return pageOf(all<OrderRow>(selectByText, ...basis, ...searchOf(text), buyerId ?? null), limit);
      }
      if (buyerId !== undefined) return pageOf(all<OrderRow>(selectByBuyer, ...basis, buyerId), limit);
      return pageOf(all<OrderRow>(selectOfSale, ...basis), limit);
    },
  };
}

// From and to of what begins with the text, and the last letters of an order's id where the text is a short code.
function searchOf(text: string): readonly [string, string, string] {
  const isShortCode = /^[0-9a-f]{4}-?[0-9a-f]{4}$/i.test(text);
  return [text, `${text}${beyondAllIds}`, isShortCode ? text.replace('-', '').toLowerCase() : ''];
}

// One row more than asked for was read: it says whether there is a next page.
function pageOf(rows: readonly OrderRow[], limit: number): Page<Order, string> {
  const page = rows.slice(0, limit);
  return { rows: page.map(orderOf), next: rows.length > limit ? page.at(-1)?.order_id : undefined };
}
