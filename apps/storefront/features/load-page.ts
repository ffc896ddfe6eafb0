// The component of the place that the address names. The sale's page comes with the app, since people come to the shop
// for it; the others are loaded when they are wanted.
import type { Component } from 'vue';
import SalePage from '../pages/sale-page.vue';
import type { PageName } from './place.ts';

const loaders: { readonly [page in Exclude<PageName, 'sale'>]: () => Promise<{ readonly default: Component }> } = {
  'sale-list': () => import('../pages/sale-list-page.vue'),
  'order-list': () => import('../pages/order-list-page.vue'),
  order: () => import('../pages/order-page.vue'),
  'how-we-pick': () => import('../pages/how-we-pick-page.vue'),
  session: () => import('../pages/session-page.vue'),
  preview: () => import('../pages/preview-page.vue'),
  'not-found': () => import('../pages/not-found-page.vue'),
};

/**
 * The page of a place, once all that it says is there too. Undefined when it cannot be loaded: there is no network, or
 * the shop has been renewed since its first file was.
 */
export async function loadPage(page: PageName, loadMore: () => Promise<void>): Promise<Component | undefined> {
  if (page === 'sale') return SalePage;
  try {
    const [loaded] = await Promise.all([loaders[page](), loadMore()]);
    return loaded.default;
  } catch {
    return undefined;
  }
}
