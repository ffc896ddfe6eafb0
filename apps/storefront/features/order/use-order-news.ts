// News of an order while something may still happen to it: by its stream, else by reading. One that has expired is read
// now and then for a while: late money is on its way back then.
import { createClient } from '@penstock/client';
import type { Order } from '@penstock/contract';
import { onScopeDispose, watch } from 'vue';
import { useShop } from '../../shop.ts';
import { nextLateReadMs, nextOrderReadMs } from './follow-plan.ts';
import { isSettled } from './order-state.ts';

/** Milliseconds until the next read, by how many are done and a random number; undefined when there is none. */
type ReadPlan = (readsDone: number, random: number) => number | undefined;

/** Follows the order that is named at the moment, while the caller's scope lives. */
export function useOrderNews(followed: () => Order | undefined, onOrder: (order: Order) => void): void {
  const { clientOptions, session, presence } = useShop();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  const openId = (): string | undefined => {
    const order = followed();
    return order === undefined || isSettled(order) ? undefined : order.orderId;
  };

  const lateId = (): string | undefined => {
    const order = followed();
    return order?.status === 'expired' ? order.orderId : undefined;
  };

  const read = async (orderId: string): Promise<void> => {
    const result = await session.call('getOrder', { params: { orderId } });
    if (result.kind === 'ok') onOrder(result.body);
  };

  const stop = (): void => {
    turn += 1;
    clearTimeout(timer);
  };

  const poll = (orderId: string, planMs: ReadPlan, readsDone = 0): void => {
    stop();
    const mine = turn;
    const waitMs = planMs(readsDone, Math.random());
    if (waitMs === undefined) return;
    timer = setTimeout(async () => {
      if (presence.isVisible.value) await read(orderId);
      // A stream may have opened, or another order may be followed, while this one was read.
      if (mine === turn) poll(orderId, planMs, readsDone + 1);
    }, waitMs);
  };

  const follow = (orderId: string): (() => void) =>
    createClient(clientOptions).follow(
      'streamOrder',
      { params: { orderId } },
      {
        onState: (state) => {
          if (state === 'open') stop();
          else poll(orderId, nextOrderReadMs);
        },
        onEvent: (_name, event) => {
          if ('orderId' in event) onOrder(event);
        },
      },
    );

  watch(
    [openId, lateId],
    ([open, late], _before, onCleanup) => {
      stop();
      if (open !== undefined) onCleanup(follow(open));
      if (late !== undefined) poll(late, nextLateReadMs);
    },
    { immediate: true },
  );
  presence.onReturn(() => {
    const orderId = openId() ?? lateId();
    if (orderId !== undefined) void read(orderId);
  });
  onScopeDispose(stop);
}
