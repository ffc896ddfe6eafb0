// Watching for a unit that comes back, for a visitor who asked to be told. What it takes is loaded with the wish.
import type { ComputedRef, Ref } from 'vue';
import { computed, onScopeDispose, ref } from 'vue';
import { useShop } from '../../shop.ts';
import type { UseExtras } from './use-extras.ts';
import type { SaleReading } from './use-sale.ts';

export type WatchForUnit = {
  readonly isWatching: Readonly<Ref<boolean>>;
  /** A unit came back while the visitor watched, and is still there. */
  readonly isFreed: ComputedRef<boolean>;
  start(): Promise<void>;
  stop(): void;
};

/** @param isFree whether a unit can be asked for now */
export function useWatchForUnit(reading: SaleReading, load: UseExtras['load'], isFree: () => boolean): WatchForUnit {
  const shop = useShop();
  const isWatching = ref(false);
  const hasFound = ref(false);
  let unwatch: (() => void) | undefined;

  const stop = (): void => {
    isWatching.value = false;
    unwatch?.();
    unwatch = undefined;
  };

  const find = (): void => {
    stop();
    hasFound.value = true;
  };

  onScopeDispose(stop);

  return {
    isWatching,
    isFreed: computed(() => hasFound.value && isFree()),
    stop,
    start: async () => {
      isWatching.value = true;
      const extras = await load();
      // Nobody watches what cannot be watched for, and nobody who has stopped meanwhile.
      if (extras === undefined) return stop();
      if (isWatching.value) unwatch ??= extras.watchForUnit(shop, { reading, isFree, onFound: find });
    },
  };
}
