// The published sales, as they are now.
import type { Sale } from '@penstock/contract';
import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowRef } from 'vue';
import { useShop } from '../../shop.ts';

/** Milliseconds between two reads; the list is no place to be quick. */
const listReadMs = 5_000;

/** Undefined until they are read. */
export function useSaleList(): Readonly<ShallowRef<readonly Sale[] | undefined>> {
  const { client, presence } = useShop();
  const sales = shallowRef<readonly Sale[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const read = async (): Promise<void> => {
    clearTimeout(timer);
    if (presence.isVisible.value) {
      const result = await client.call('listSales', {});
      if (result.kind === 'ok') sales.value = result.body.sales;
    }
    if (!isStopped) timer = setTimeout(() => void read(), listReadMs * (0.8 + 0.4 * Math.random()));
  };

  presence.onReturn(() => void read());
  onScopeDispose(() => {
    isStopped = true;
    clearTimeout(timer);
  });
  void read();
  return sales;
}
