import { pageSizeDefault, pageSizeMax } from '@penstock/contract';
import type { Order } from '@penstock/core';
import type { Engine } from '../../wiring/engine.ts';
import { beginStream } from '../begin-stream.ts';
import type { Caller, Handlers } from '../call.ts';
import { buyerOf, refused } from '../call.ts';
import type { EventStreams } from '../event-streams.ts';
import { followOrder } from '../order-feed.ts';
import { orderJson } from '../order-json.ts';
import { noSale } from './sales.ts';

type OrdersParts = {
  readonly engine: Pick<Engine, 'ledger' | 'catalog' | 'events' | 'cancel' | 'findOrder'>;
  readonly streams: EventStreams;
};

export function ordersHandlers({ engine, streams }: OrdersParts) {
  // Whether an order of somebody else exists is nobody's business: it is answered like one that does not.
  const ownOrder = async (orderId: string, caller: Caller): Promise<Order | undefined> => {
    if (caller.kind === 'operator') return engine.ledger.order(orderId);
    return caller.kind === 'buyer' ? engine.findOrder(orderId, caller.buyerId) : undefined;
  };

  return {
    listMyOrdersOfSale: async (call) => {
      const { saleId } = call.params;
      if (engine.catalog.published(saleId) === undefined) return noSale(saleId);
      const { cursor, limit = pageSizeMax } = call.query;
      const oldestFirst = await engine.ledger.ordersOfBuyerInSale(saleId, buyerOf(call));
      const newestFirst = oldestFirst.toReversed().filter((order) => cursor === undefined || order.orderId < cursor);
      const page = newestFirst.slice(0, Number(limit));
      const next = page.length < newestFirst.length ? page.at(-1)?.orderId : undefined;
      return { status: 200, body: listJson(page, next) };
    },

    listMyOrders: async (call) => {
      const { cursor, limit = pageSizeDefault } = call.query;
      const page = await engine.ledger.ordersOfBuyer(buyerOf(call), cursor, Number(limit));
      return { status: 200, body: listJson(page.rows, page.next) };
    },

    getOrder: async ({ params: { orderId }, caller }) => {
      const order = await ownOrder(orderId, caller);
      return order === undefined ? noOrder() : { status: 200, body: orderJson(order) };
    },

    streamOrder: async (call) => {
      const { orderId } = call.params;
      const order = await ownOrder(orderId, call.caller);
      if (order === undefined) return noOrder();
      return beginStream(streams, call, (stream, lastEventId) => followOrder(engine, order, stream, lastEventId));
    },

    cancelOrder: async (call) => {
      const outcome = await engine.cancel(call.params.orderId, buyerOf(call));
      switch (outcome.kind) {
        case 'cancelled':
          return { status: 200, body: orderJson(outcome.order) };
        case 'not-cancellable':
          return refused('order-not-cancellable', { detail: `The order is ${outcome.order.status}.` });
        case 'payment-in-progress':
          return refused('payment-in-progress', {
            detail: 'The payment of this order was captured, or its provider cannot say yet whether it was.',
          });
        case 'order-not-found':
          return noOrder();
      }
    },
  } satisfies Handlers;
}

/** A page of orders as the contract writes it. */
export function listJson(orders: readonly Order[], next: string | undefined) {
  return { orders: orders.map(orderJson), ...(next !== undefined && { next }) };
}

/** Whether an order of somebody else exists is not told. */
export function noOrder() {
  return refused('order-not-found', { detail: 'No order with this id was issued to this buyer.' });
}
