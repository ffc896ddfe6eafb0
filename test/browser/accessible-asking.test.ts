// What becomes of an ask, in both languages and looks: on its way, lost, refused for now, refused. axe finds nothing in
// any of these states, and nothing moves by itself.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Client } from '@penstock/client';
import { callWithRetries, createClient } from '@penstock/client';
import type { APIResponse, Page, Route } from 'playwright-core';
import { closeBrowser } from './test-browser.ts';
import { panelWith, salePath, waitForButton, waitForText } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';
import { openTour } from './test-tour.ts';

// One ask a second: two at once are too many.
const testShop = shopOfFile({ settings: { PENSTOCK_RATE_LIMIT: '1' } });
after(closeBrowser);

const asks = '**/api/v1/sales/*/orders';
const ownOrders = '**/api/v1/sales/*/orders/mine';

/** Returns of the network within which a page has used up its 24 tries. */
const returnsMax = 500;

/** Seconds to wait that no test lives to see: the state is there until the page is closed. */
const forLong = { 'retry-after': '600' };

/** Asks the real server until it says to wait, and has the page wait longer than the server said. */
async function askTooFast(route: Route): Promise<void> {
  let answer: APIResponse;
  do answer = (await Promise.all([route.fetch(), route.fetch(), route.fetch()]))[2];
  while (answer.status() !== 429);
  await route.fulfill({ response: answer, headers: { ...answer.headers(), ...forLong } });
}

/** A client that speaks for the demo shopper of a page. */
async function clientOf(page: Page, baseUrl: string): Promise<Client> {
  const text = await page.evaluate(() => localStorage.getItem('penstock.demo-buyer'));
  return createClient({ baseUrl, token: JSON.parse(text ?? '').token });
}

test('slow on its way, and not heard of', async (t) => {
  const shop = testShop();
  const { saleId } = await shop.makeSale(-1_000, { units: 9 });
  const tour = await openTour(t);
  await tour.each(async ({ page, words }) => {
    await page.goto(shop.url + salePath(saleId));
    const button = await waitForButton(page, words.buy);
    await page.route(asks, () => undefined);
    await button.click();
  });
  await tour.see('slow', ({ page, words }) => panelWith(page, words.slow).waitFor());
  await tour.each(({ page }) => page.route(ownOrders, () => undefined));
  await tour.see('checking', ({ page, words }) => panelWith(page, words.checking).waitFor());
});

test('given up after many tries, and found again by one more', async (t) => {
  const shop = testShop();
  const { saleId } = await shop.makeSale(-1_000, { units: 9 });
  const tour = await openTour(t);
  await tour.each(async ({ page, words }) => {
    await page.goto(shop.url + salePath(saleId));
    const button = await waitForButton(page, words.buy);
    await page.route(asks, (route) => route.abort());
    await page.route(ownOrders, (route) => route.abort());
    await button.click();
  });
  await tour.see('unreachable', async ({ page, words }) => {
    // Each return of the network is another try; they are used up sooner than by waiting.
    for (let returns = 0; !(await panelWith(page, words.unreachable).isVisible()); returns += 1) {
      assert.ok(returns < returnsMax, 'the tries end');
      await page.context().setOffline(true);
      await page.context().setOffline(false);
    }
  });
  await tour.each(async ({ page, words }) => {
    await page.unrouteAll();
    await page.locator('.stage-action .ui-button').click();
    await waitForButton(page, words.pay);
  });
  assert.equal((await shop.ordersOf(saleId)).length, 2);
});

test('a shop that is too busy, and a shopper who is too fast', async (t) => {
  const shop = testShop();
  const tour = await openTour(t);
  for (const [state, act] of [
    ['busy', (route: Route) => route.fulfill({ status: 503, headers: forLong, body: 'a gateway says this' })],
    ['tooFast', askTooFast],
  ] as const) {
    const { saleId } = await shop.makeSale(-1_000, { units: 9 });
    await tour.each(async ({ page, words }) => {
      await page.goto(shop.url + salePath(saleId));
      const button = await waitForButton(page, words.buy);
      await page.route(asks, act);
      await button.click();
    });
    await tour.see(state, ({ page, words }) => panelWith(page, words[state]).waitFor());
    await tour.each(({ page }) => page.unrouteAll());
  }
});

test('refused: as many as allowed, a key that was used for something else', async (t) => {
  const shop = testShop();
  const tour = await openTour(t);
  const variants = ['red', 'blue'].map((sku) => ({ sku, title: sku, units: 9, priceMinor: 9_900, currency: 'CNY' }));
  const { saleId } = await shop.makeSale(-1_000, { variants, perBuyer: 2 });
  const ask = async (client: Client, sku: string, idempotencyKey: string): Promise<void> => {
    // The page of the same shopper may have asked less than a second ago.
    const request = { params: { saleId }, body: { sku }, idempotencyKey };
    const { kind } = await callWithRetries(client, 'askForUnit', request);
    assert.equal(kind, 'ok');
  };
  await tour.see('a key that was used', async ({ page, words }) => {
    await page.goto(shop.url + salePath(saleId));
    await page.getByLabel('blue').check();
    const button = await waitForButton(page, words.buy);
    await ask(await clientOf(page, shop.url), 'red', 'a-key-of-this-test');
    await page.evaluate((id) => {
      const wish = { saleId: id, sku: 'blue', key: 'a-key-of-this-test' };
      sessionStorage.setItem(`penstock.wish.${id}`, JSON.stringify(wish));
    }, saleId);
    await button.click();
    await waitForText(page, words.keyReused);
  });
  await tour.see('as many as allowed', async ({ page, words }) => {
    const button = await waitForButton(page, words.buy);
    await ask(await clientOf(page, shop.url), 'red', 'another-key-of-this-test');
    await button.click();
    await waitForText(page, words.limitReached);
  });
});
