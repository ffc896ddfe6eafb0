// The orders of a sale, page by page, as the server filters them.
import type { Order, OrderList, OrderStatus } from '@penstock/contract';
import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { useConsole } from '../../console.ts';
import type { Trouble } from '../call/trouble.ts';
import { troubleOf } from '../call/trouble.ts';

export type OrderFilter = { readonly status: OrderStatus | ''; readonly q: string };

export type OrderPages = {
  readonly orders: Readonly<ShallowRef<readonly Order[]>>;
  readonly hasMore: Readonly<Ref<boolean>>;
  readonly isReading: Readonly<Ref<boolean>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  /** Reads the first page of a filter. */
  find(filter: OrderFilter): Promise<void>;
  /** Reads the next page of the same filter. */
  more(): Promise<void>;
};

/** A filter as the HTTP interface takes it: what is empty is left out. */
export const queryOf = ({ status, q }: OrderFilter) => ({
  ...(status !== '' && { status }),
  ...(q.trim() !== '' && { q: q.trim() }),
});

export function useOrderPages(saleId: string): OrderPages {
  const { session } = useConsole();
  const orders = shallowRef<readonly Order[]>([]);
  const next = ref<string>();
  const hasMore = ref(false);
  const isReading = ref(false);
  const trouble = shallowRef<Trouble>();
  let wanted: OrderFilter = { status: '', q: '' };
  let latest = 0;

  const read = async (before: readonly Order[], cursor: string | undefined): Promise<void> => {
    latest += 1;
    const mine = latest;
    isReading.value = true;
    const query = { ...queryOf(wanted), ...(cursor !== undefined && { cursor }) };
    const result = await session.call('exportOrders', { params: { saleId }, query });
    // A later filter was asked for meanwhile: only its answer counts.
    if (mine !== latest) return;
    isReading.value = false;
    trouble.value = result.kind === 'ok' ? undefined : troubleOf(result);
    if (result.kind !== 'ok') return;
    // The route has three forms; without `format` it is a page of JSON.
    const page = result.body as unknown as OrderList;
    orders.value = [...before, ...page.orders];
    next.value = page.next;
    hasMore.value = page.next !== undefined;
  };

  onScopeDispose(() => {
    latest += 1;
  });
  return {
    orders,
    hasMore,
    isReading,
    trouble,
    find: (filter) => {
      wanted = filter;
      return read([], undefined);
    },
    more: () => read(orders.value, next.value),
  };
}
