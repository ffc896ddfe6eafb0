// The component of the place that is shown; each page is loaded when it is first wanted.
import type { Component, Ref, ShallowRef } from 'vue';
import { ref, shallowRef, watch } from 'vue';
import { useConsole } from '../../console.ts';
import type { PageName } from './place.ts';

const loaders: { readonly [page in PageName]: () => Promise<{ readonly default: Component }> } = {
  home: () => import('../../pages/home-page.vue'),
  sales: () => import('../../pages/sales-page.vue'),
  'new-sale': () => import('../../pages/new-sale-page.vue'),
  board: () => import('../../pages/board-page.vue'),
  orders: () => import('../../pages/orders-page.vue'),
  audit: () => import('../../pages/audit-page.vue'),
  report: () => import('../../pages/report-page.vue'),
  edit: () => import('../../pages/edit-page.vue'),
  order: () => import('../../pages/order-page.vue'),
  deliveries: () => import('../../pages/deliveries-page.vue'),
  operators: () => import('../../pages/operators-page.vue'),
  log: () => import('../../pages/log-page.vue'),
  'not-found': () => import('../../pages/not-found-page.vue'),
};

export type PageView = {
  /** Undefined while the first page is loaded. */
  readonly view: Readonly<ShallowRef<Component | undefined>>;
  /** A page could not be loaded: there is no network, or the console was renewed since this page was. */
  readonly hasFailed: Readonly<Ref<boolean>>;
};

export function usePageView(): PageView {
  const { router } = useConsole();
  const view = shallowRef<Component>();
  const hasFailed = ref(false);

  const show = async (page: PageName): Promise<void> => {
    try {
      const loaded = await loaders[page]();
      // Another place may have been gone to while this one was loaded.
      if (router.place.value.page !== page) return;
      view.value = loaded.default;
      hasFailed.value = false;
    } catch {
      hasFailed.value = true;
    }
  };

  watch(
    () => router.place.value.page,
    (page) => void show(page),
    { immediate: true },
  );
  return { view, hasFailed };
}
