// Everything that an order's page knows.
import type { Order } from '@penstock/contract';
import type { Ref, ShallowRef } from 'vue';
import { ref, shallowRef, watch } from 'vue';
import { useShop } from '../../shop.ts';
import { itemOf } from './item-of.ts';
import { laterOf } from './order-state.ts';

export type OrderPageState = {
  readonly order: Readonly<ShallowRef<Order | undefined>>;
  /** What the order is of; empty until the sale is read, and the sale's id where it was taken off. */
  readonly item: Readonly<Ref<string>>;
  /** This visitor has no such order. */
  readonly isMissing: Readonly<Ref<boolean>>;
  /** Takes the order as it was heard of. */
  take(order: Order): void;
};

export function useOrderPage(orderId: string): OrderPageState {
  const { client, session, presence } = useShop();
  const order = shallowRef<Order>();
  const item = ref('');
  const isMissing = ref(false);

  const take = (heard: Order): void => {
    order.value = order.value === undefined ? heard : laterOf(order.value, heard);
  };

  const read = async (): Promise<void> => {
    const result = await session.call('getOrder', { params: { orderId } });
    if (result.kind === 'ok') take(result.body);
    isMissing.value = result.kind === 'problem' && result.status === 404;
  };

  const readSale = async ({ saleId, sku }: Order): Promise<void> => {
    const result = await client.call('getSale', { params: { saleId } });
    item.value = result.kind === 'ok' && result.status === 200 ? itemOf(result.body, sku) : saleId;
  };

  void read();
  presence.onReturn(() => void read());
  // Another person sees another page: what the last one saw is not theirs.
  watch(session.visitor, (_visitor, before) => {
    if (before.kind === 'unknown') return;
    order.value = undefined;
    void read();
  });
  watch(
    () => order.value?.saleId,
    () => order.value !== undefined && void readSale(order.value),
  );
  return { order, item, isMissing, take };
}
