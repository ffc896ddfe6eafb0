// The shop in a browser. Every address is a page of its own, which the browser goes to by itself: what it needs is in
// the browser's cache after the first one.
import { createApp } from 'vue';
import { loadPage } from './features/load-page.ts';
import { openShop, shopKey } from './shop.ts';
import ShopApp from './shop-app.vue';

async function start(): Promise<void> {
  const shop = await openShop();
  const page = await loadPage(shop.place.page, shop.speech.loadMore);
  createApp(ShopApp, { page }).provide(shopKey, shop).mount('#app');
}

// Not awaited here: files that are loaded later import from this one, and would wait for it for ever.
void start();
