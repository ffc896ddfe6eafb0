// A sale as it is now, read again and again from the cache that everybody shares.
import type { Sale } from '@penstock/contract';
import type { Ref, ShallowRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { staleAfterMs } from '../../limits.ts';
import { useShop } from '../../shop.ts';
import { nextReadMs } from './poll-plan.ts';

export type SaleReading = {
  readonly sale: Readonly<ShallowRef<Sale | undefined>>;
  /** The server says that there is no such sale. */
  readonly isMissing: Readonly<Ref<boolean>>;
  /** Whole seconds since the last news, where that is too long ago; else 0. */
  readonly staleSeconds: Readonly<Ref<number>>;
  /** While somebody waits for something it is read in a hidden page too; a stream that is open makes reads rare. */
  setWatch(watch: 'none' | 'reading' | 'streaming'): void;
  /** Takes what a stream told. */
  hear(change: (known: Sale) => Sale): void;
};

/** Reads the sale while the caller's scope lives. */
export function useSale(saleId: string): SaleReading {
  const { client, ticker, presence, firstSale } = useShop();
  const sale = shallowRef<Sale>();
  const isMissing = ref(false);
  const heardAtMs = ref(performance.now());
  let watched: 'none' | 'reading' | 'streaming' = 'none';
  let etag: string | undefined;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const schedule = (): void => {
    clearTimeout(timer);
    if (isMissing.value || (!presence.isVisible.value && watched === 'none')) return;
    const { phase = 'open', opensAt = '' } = sale.value ?? {};
    const now = ticker.nowMs.value;
    const toOpeningMs = now === undefined ? undefined : Date.parse(opensAt) - now;
    const facts = { phase, toOpeningMs, isStreaming: watched === 'streaming', failures, random: Math.random() };
    timer = setTimeout(() => void read(), nextReadMs(facts));
  };

  const read = async (): Promise<void> => {
    // With an ETag of ours the browser's own cache, which may hold an older answer, is passed by.
    const known = etag === undefined ? {} : { ifNoneMatch: etag };
    const result = await (firstSale() ?? client.call('getSale', { params: { saleId }, ...known }));
    failures = result.kind === 'ok' ? 0 : failures + 1;
    if (result.kind === 'ok') heardAtMs.value = performance.now();
    if (result.kind === 'ok' && result.status === 200) {
      sale.value = result.body;
      etag = result.headers.get('etag') ?? undefined;
    }
    if (result.kind === 'problem' && result.problem.code === 'sale-not-found') isMissing.value = true;
    schedule();
  };

  presence.onReturn(() => void read());
  onScopeDispose(() => {
    clearTimeout(timer);
    isMissing.value = true;
  });
  void read();

  return {
    sale,
    isMissing,
    staleSeconds: computed(() => {
      const silentMs = ticker.steadyMs.value - heardAtMs.value;
      const isFast = sale.value?.phase === 'open' || sale.value?.phase === 'all-held';
      return isFast && watched !== 'streaming' && silentMs > staleAfterMs ? Math.floor(silentMs / 1_000) : 0;
    }),
    setWatch: (next) => {
      watched = next;
      schedule();
    },
    hear: (change) => {
      heardAtMs.value = performance.now();
      if (sale.value !== undefined) sale.value = change(sale.value);
    },
  };
}
