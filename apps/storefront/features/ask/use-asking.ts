// The one flight of a page: what `ask-for-unit.ts` does, with this page's network, clock and storage.
import type { Order } from '@penstock/contract';
import type { ShallowRef } from 'vue';
import { shallowRef } from 'vue';
import { useShop } from '../../shop.ts';
import { buzz } from '../buzz.ts';
import { waitOrReturn } from '../wait-or-return.ts';
import type { Asking } from './ask-for-unit.ts';
import { createAsking } from './ask-for-unit.ts';
import type { Flight } from './flight.ts';

export type UseAsking = Asking & { readonly flight: Readonly<ShallowRef<Flight>> };

export function useAsking(heard: {
  /** What must be there before an order can be shown: begun with the first ask, so that the two wait together. */
  readonly prepare: () => Promise<unknown>;
  /** Hears of the order that an intent led to. */
  readonly onOrder: (order: Order) => Promise<void>;
}): UseAsking {
  const { session, wishes, clock, ticker } = useShop();
  const flight = shallowRef<Flight>({ kind: 'idle' });
  const asking = createAsking({
    ask: (request) => {
      void heard.prepare();
      return session.call('askForUnit', request);
    },
    readMine: (saleId) => session.call('listMyOrdersOfSale', { params: { saleId } }),
    wishes,
    steadyMs: () => performance.now(),
    // Only the age of a wish is told by it, so that the device's clock will do until the server's is known.
    serverMs: () => clock.nowMs() ?? Date.now(),
    wait: waitOrReturn,
    random: Math.random,
    onFlight: (next) => {
      flight.value = next;
      // An early answer means that this page's clock was ahead.
      if (next.kind === 'refused' && next.problem.code === 'sale-not-open') void clock.sync();
      ticker.tick();
    },
    onOrder: (order) => {
      if (order.status === 'awaiting_payment') buzz();
      return heard.onOrder(order);
    },
  });
  return { ...asking, flight };
}
