// What axe finds on every page of the shop and in every stage of a sale, in both languages, light and dark, wide and
// narrow: nothing. And nothing moves by itself. What becomes of an ask and of an order is in two files beside this one.
import { after, test } from 'node:test';
import { soonSeconds } from '../soon-seconds.ts';
import { closeBrowser } from './test-browser.ts';
import { panelWith, salePath, waitForButton, waitForText } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';
import { openTour } from './test-tour.ts';

const testShop = shopOfFile();
after(closeBrowser);

test('a sale before its opening, open, held by others, paused and ended', async (t) => {
  const shop = testShop();
  const tour = await openTour(t);
  const far = await shop.makeSale(3_600_000, { perBuyer: 2 });
  await tour.each(({ page }) => page.goto(shop.url + salePath(far.saleId)));
  await tour.see('far', async ({ page, words }) => {
    await (await waitForButton(page, words.remind)).click();
    await waitForText(page, words.reminded);
  });
  const { saleId } = await shop.makeSale(60_000, { units: 1, paymentWindowSeconds: soonSeconds(15) });
  await tour.each(({ page }) => page.goto(shop.url + salePath(saleId)));
  await tour.see('near', ({ page, words }) => waitForButton(page, words.startsIn, false));
  await shop.openIn(saleId, 1_000);
  await tour.see('open', ({ page, words }) => waitForButton(page, words.buy));
  await shop.takeUnits(saleId, 1);
  await tour.see('all held', ({ page, words }) => waitForButton(page, words.tellMe));
  await tour.see('watching', async ({ page, words }) => {
    await (await waitForButton(page, words.tellMe)).click();
    await waitForButton(page, words.watching);
  });
  await tour.see('free again', ({ page, words }) => waitForButton(page, words.buy));
  await shop.operator.call('pauseSale', { params: { saleId }, body: {} });
  await tour.see('paused', ({ page, words }) => waitForButton(page, words.paused, false));
  await shop.operator.call('closeSale', { params: { saleId }, body: {} });
  await tour.see('ended', ({ page, words }) => panelWith(page, words.ended).waitFor());
});

test('several variants to choose from, one more for a buyer, offline, and no news from the shop', async (t) => {
  const shop = testShop();
  const tour = await openTour(t);
  const variants = ['red', 'blue', 'gold'].map((sku) => ({
    sku,
    title: `Lamp, ${sku}, with a shade of paper and three metres of cable`,
    units: 3,
    priceMinor: 9_900,
    currency: 'CNY',
  }));
  const { saleId } = await shop.makeSale(-1_000, { variants, perBuyer: 2 });
  await tour.each(({ page }) => page.goto(shop.url + salePath(saleId)));
  await tour.see('several variants', async ({ page, words }) => {
    await page.getByLabel(/^Lamp, blue/).check();
    await waitForButton(page, words.buy);
  });
  await tour.each(async ({ page, words }) => (await waitForButton(page, words.buy)).click());
  await tour.see('one more', ({ page, words }) => waitForButton(page, words.oneMore));
  await tour.each(({ page }) => page.context().setOffline(true));
  await tour.see('offline', ({ page, words }) => waitForText(page, words.offline));

  await tour.each(({ page }) => page.context().setOffline(false));
  await tour.each(({ page }) => page.route('**/api/v1/sales/*', (route) => route.abort()));
  await tour.see('no news of the sale', ({ page, words }) => waitForText(page, words.stale));
});

test('the other pages', async (t) => {
  const shop = testShop();
  const { saleId } = await shop.makeSale(-1_000);
  const tour = await openTour(t);
  await tour.each(({ page }) => page.goto(`${shop.url}/orders`));
  await tour.see('no orders', ({ page, words }) => waitForText(page, words.noOrders));
  await tour.each(async ({ page, words }) => {
    await page.goto(shop.url + salePath(saleId));
    await (await waitForButton(page, words.buy)).click();
    await waitForButton(page, words.pay);
    await page.goto(`${shop.url}/orders`);
  });
  const link = '.ui-table a';
  await tour.see('orders', ({ page }) => page.locator(link).first().waitFor());
  await tour.see('the question before giving back', async ({ page, words }) => {
    await page.locator(link).first().click();
    await page.getByRole('button', { name: words.giveBack }).click();
    await page.getByRole('dialog').waitFor();
  });
  for (const [path, name] of [
    ['/', 'sales'],
    ['/how-we-pick', 'how'],
    ['/session', 'signInFailed'],
    ['/sales/none', 'noSale'],
    ['/orders/none', 'noOrder'],
  ] as const) {
    await tour.each(({ page }) => page.goto(shop.url + path));
    await tour.see(path, ({ page, words }) => page.getByRole('heading', { name: words[name] }).waitFor());
  }
});
