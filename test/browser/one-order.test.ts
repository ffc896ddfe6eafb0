// However an intent is sent, lost and repeated, it becomes one order.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startFaultProxy } from '../cluster/fault-proxy.ts';
import { closeBrowser, openPage } from './test-browser.ts';
import { mainButton, panelWith, salePath, waitForButton } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

const asksOf = '**/api/v1/sales/*/orders';

/** Lets asks reach the server and keeps their answers from the page. Resolves when the first one was answered. */
async function loseAnswers(page: Page): Promise<{ readonly answered: Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(asksOf, async (route) => {
    await route.fetch();
    resolve();
  });
  return { answered: promise };
}

test('a double click is one order', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  let asks = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/orders')) asks += 1;
  });
  await page.goto(shop.url + salePath(sale.saleId));
  await (await waitForButton(page, 'Buy now')).dblclick();
  await waitForButton(page, 'Pay ¥99.00');
  assert.equal(asks, 1);
  assert.equal((await shop.ordersOf(sale.saleId)).length, 1);
});

test('two tabs of one person are one order', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const one = await openPage(t);
  await one.goto(shop.url + salePath(sale.saleId));
  await one.getByText('Demo shopper').waitFor();
  const other = await openPage(t, { beside: one });
  await other.goto(shop.url + salePath(sale.saleId));
  const buttons = await Promise.all([waitForButton(one, 'Buy now'), waitForButton(other, 'Buy now')]);
  // Both are pressed from inside, since a tab that is not in front takes no pointer.
  await Promise.all(buttons.map((button) => button.evaluate((element: HTMLElement) => element.click())));
  await Promise.all([waitForButton(one, 'Pay ¥99.00'), waitForButton(other, 'Pay ¥99.00')]);
  assert.equal((await shop.ordersOf(sale.saleId)).length, 1);
});

test('a reload in mid-flight finds the order that the lost answer was of', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  const { answered } = await loseAnswers(page);
  await (await waitForButton(page, 'Buy now')).click();
  await answered;
  await panelWith(page, 'Sending…').waitFor();
  await page.unroute(asksOf);
  await page.reload();
  await waitForButton(page, 'Pay ¥99.00');
  assert.equal((await shop.ordersOf(sale.saleId)).length, 1);
});

test('a reload before the ask arrived sends the same wish again', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  const keys: (string | undefined)[] = [];
  const held = Promise.withResolvers<void>();
  await page.route(asksOf, (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length === 1) held.resolve();
    else void route.continue();
  });
  await (await waitForButton(page, 'Buy now')).click();
  await held.promise;
  // Nobody has touched the new page, where a browser calls a buzz a fault. That a test reads a page counts as a touch.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } });
    Object.assign(navigator, { vibrate: () => console.error('buzzed untouched') });
  });
  await page.reload();
  await waitForButton(page, 'Pay ¥99.00');
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  assert.equal((await shop.ordersOf(sale.saleId)).length, 1);
});

test('an answer that is lost is asked about, and never guessed', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  await page.route(asksOf, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await (await waitForButton(page, 'Buy now')).click();
  await waitForButton(page, 'Pay ¥99.00');
  assert.equal((await shop.ordersOf(sale.saleId)).length, 1);
});

test('a proxy loses the answer and the connection: the page finds the order', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const proxy = await startFaultProxy(Number(new URL(shop.url).port));
  t.after(() => proxy.stop());
  const url = `http://127.0.0.1:${proxy.port}`;
  const page = await openPage(t);
  await page.goto(url + salePath(sale.saleId));
  const button = await waitForButton(page, 'Buy now');
  const ask = `POST /api/v1/sales/${sale.saleId}/orders`;
  proxy.loseEverySecondAnswer(ask);
  // The first one is of nobody, and refused; the second is the page's.
  assert.equal((await fetch(url + ask.slice('POST '.length), { method: 'POST' })).status, 401);
  await button.click();
  await waitForButton(page, 'Pay ¥99.00');
  assert.equal(proxy.lost(), 1);
  assert.equal((await shop.ordersOf(sale.saleId)).length, 1);
});

test('the server is killed with the ask in its hands, and started again', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  const button = await waitForButton(page, 'Buy now');
  // It stands still, so that the ask is taken by the system and answered by nobody.
  process.kill(shop.pid(), 'SIGSTOP');
  await button.click();
  await waitForButton(page, 'Sending…', false);
  await shop.kill();
  await panelWith(page, 'Checking…').waitFor();
  await shop.restart();
  await waitForButton(page, 'Pay ¥99.00');
  assert.equal((await shop.ordersOf(sale.saleId)).length, 1);
});

test('another demo shopper has another order, and a refused one keeps the button', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000, { units: 1 });
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  await (await waitForButton(page, 'Buy now')).click();
  await waitForButton(page, 'Pay ¥99.00');
  await page.getByRole('button', { name: 'Be someone else' }).click();
  await waitForButton(page, 'Tell me if one frees up');
  assert.equal(await mainButton(page).getAttribute('aria-pressed'), 'false');
});
