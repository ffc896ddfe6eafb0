// This visitor's orders in all sales, page by page, newest first.
import type { Order, Sale } from '@penstock/contract';
import type { Ref, ShallowRef } from 'vue';
import { computed, ref, shallowRef, watch } from 'vue';
import { orderPageSize } from '../../limits.ts';
import { useShop } from '../../shop.ts';
import { itemOf } from './item-of.ts';

export type OrderList = {
  /** Undefined until the first page is read. */
  readonly orders: Readonly<ShallowRef<readonly Order[] | undefined>>;
  readonly hasMore: Readonly<Ref<boolean>>;
  readMore(): Promise<void>;
  /** What an order is of; its sale's id where the sale was taken off. */
  itemOf(order: Order): string;
};

export function useOrderList(): OrderList {
  const { client, session, presence } = useShop();
  const orders = shallowRef<readonly Order[]>();
  const sales = shallowRef<readonly Sale[]>([]);
  const cursor = ref<string>();

  const readPage = async (from: string | undefined): Promise<void> => {
    const query = { limit: String(orderPageSize), ...(from === undefined ? {} : { cursor: from }) };
    const [result, listed] = await Promise.all([session.call('listMyOrders', { query }), client.call('listSales', {})]);
    if (listed.kind === 'ok') sales.value = listed.body.sales;
    if (result.kind !== 'ok') return;
    orders.value = [...(from === undefined ? [] : (orders.value ?? [])), ...result.body.orders];
    cursor.value = result.body.next;
  };

  const readFirst = () => void readPage(undefined);
  readFirst();
  presence.onReturn(readFirst);
  watch(session.visitor, (_visitor, before) => {
    if (before.kind !== 'unknown') readFirst();
  });
  return {
    orders,
    hasMore: computed(() => cursor.value !== undefined),
    readMore: () => readPage(cursor.value),
    itemOf: ({ saleId, sku }) => {
      const sale = sales.value.find((each) => each.saleId === saleId);
      return sale === undefined ? saleId : itemOf(sale, sku);
    },
  };
}
