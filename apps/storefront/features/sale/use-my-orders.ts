// This visitor's orders in a sale, newest first.
import type { Order } from '@penstock/contract';
import type { Ref, ShallowRef } from 'vue';
import { ref, shallowRef, watch } from 'vue';
import { useShop } from '../../shop.ts';
import type { UseExtras } from './use-extras.ts';

export type MyOrders = {
  readonly orders: Readonly<ShallowRef<readonly Order[]>>;
  /** The server has said which orders there are, or that it does not know the visitor. */
  readonly isKnown: Readonly<Ref<boolean>>;
  read(): Promise<void>;
  /** Takes an order that was heard of elsewhere. */
  take(order: Order): Promise<void>;
};

/**
 * Reads them now, on every return to the page, and whenever the visitor becomes another. An order is shown by parts of
 * its own; they are loaded before it is taken, so that no other state shows in between.
 */
export function useMyOrders(saleId: string, load: UseExtras['load']): MyOrders {
  const { session, presence, wishes } = useShop();
  const orders = shallowRef<readonly Order[]>([]);
  const isKnown = ref(false);

  const take = async (order: Order): Promise<void> => {
    const extras = await load();
    orders.value = extras?.withOrder(orders.value, order) ?? [order];
    // The wish that led to it is fulfilled, or came to nothing.
    if (order.status !== 'reserved' && wishes.find(saleId)?.key === order.idempotencyKey) wishes.end(saleId);
  };

  const read = async (): Promise<void> => {
    const result = await session.call('listMyOrdersOfSale', { params: { saleId } });
    for (const order of result.kind === 'ok' ? result.body.orders : []) await take(order);
    if (result.kind !== 'network') isKnown.value = true;
  };

  const visitorName = () => ('buyerId' in session.visitor.value ? session.visitor.value.buyerId : undefined);
  watch(visitorName, (_name, before) => {
    if (before === undefined) return;
    orders.value = [];
    void read();
  });
  presence.onReturn(() => void read());
  void read();
  return { orders, isKnown, read, take };
}
