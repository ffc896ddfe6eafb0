// News of an order while something may still happen to it: by its stream, else by reading.
import { createClient } from '@penstock/client';
import type { Order } from '@penstock/contract';
import { onScopeDispose, watch } from 'vue';
import { useShop } from '../../shop.ts';
import { nextOrderReadMs } from './follow-plan.ts';
import { isSettled } from './order-state.ts';

/** Follows the order that is named at the moment, while the caller's scope lives. */
export function useOrderNews(followed: () => Order | undefined, onOrder: (order: Order) => void): void {
  const { clientOptions, session, presence } = useShop();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const openId = (): string | undefined => {
    const order = followed();
    return order === undefined || isSettled(order) ? undefined : order.orderId;
  };

  const read = async (orderId: string): Promise<void> => {
    const result = await session.call('getOrder', { params: { orderId } });
    if (result.kind === 'ok') onOrder(result.body);
  };

  const poll = (orderId: string, readsDone = 0): void => {
    clearTimeout(timer);
    timer = setTimeout(
      async () => {
        if (presence.isVisible.value) await read(orderId);
        if (openId() === orderId) poll(orderId, readsDone + 1);
      },
      nextOrderReadMs(readsDone, Math.random()),
    );
  };

  const follow = (orderId: string): (() => void) =>
    createClient(clientOptions).follow(
      'streamOrder',
      { params: { orderId } },
      {
        onState: (state) => {
          if (state === 'open') clearTimeout(timer);
          else poll(orderId);
        },
        onEvent: (_name, event) => {
          if ('orderId' in event) onOrder(event);
        },
      },
    );

  watch(
    openId,
    (orderId, _before, onCleanup) => {
      clearTimeout(timer);
      if (orderId !== undefined) onCleanup(follow(orderId));
    },
    { immediate: true },
  );
  presence.onReturn(() => {
    const orderId = openId();
    if (orderId !== undefined) void read(orderId);
  });
  onScopeDispose(() => clearTimeout(timer));
}
