// What axe finds on every page of the console and in its states: nothing, in both languages, light and dark, on a desktop
// and a telephone; and no page scrolls sideways. The live board's first screen needs no scrolling at 1280 by 720.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { OperatorRole } from '@penstock/contract';
import { startShopReceiver } from '@penstock/port-tests';
import { changeBehindServer } from '../behind-the-server.ts';
import { closeBrowser } from './test-browser.ts';
import { makeOperator, openConsole, signIn } from './test-console.ts';
import type { Hands } from './test-shop.ts';
import { shopOfFile, startShop } from './test-shop.ts';
import { startSlowShop } from './test-slow-shop.ts';
import type { Tour, Visitor } from './test-tour.ts';
import { openTour } from './test-tour.ts';

const testShop = shopOfFile();
after(closeBrowser);

const sales = '/console/sales';

/** Signs both in. */
async function enter(tour: Tour, shop: Hands, role: OperatorRole): Promise<void> {
  await tour.each(async ({ page, language }) => {
    const name = await makeOperator(shop, role);
    await page.goto(`${shop.url}/console`);
    await signIn(page, name, { language });
    await page.locator('.frame-who').getByText(name).waitFor();
  });
}

/** Opens a page, and checks it once this is there. */
async function show(tour: Tour, shop: Hands, path: string, ready: string): Promise<void> {
  await tour.each(({ page }) => page.goto(shop.url + path));
  await tour.see(path, ({ page }) => page.locator(ready).first().waitFor());
}

test('signing in, and its refusals', async (t) => {
  const shop = testShop();
  const tour = await openTour(t, { moves: true });
  await show(tour, shop, '/console', '.gate-page h1');
  const problem = (code: string) => `.ui-notice:has-text("${code} ")`;
  await tour.see('a wrong password', async ({ page, language }) => {
    await signIn(page, 'nobody', { language });
    await page.locator('.ui-notice').waitFor();
    await page.locator('.ui-notice summary').click();
  });
  await tour.see('too many tries', async ({ page, language }) => {
    const limited = page.locator(problem('rate-limited'));
    for (let tries = 0; (await limited.count()) === 0; tries += 1) {
      assert.ok(tries < 50, 'guessing is limited');
      await signIn(page, 'nobody', { language });
      await page.locator(`${problem('sign-in-failed')}, ${problem('rate-limited')}`).waitFor();
    }
  });
  const plain = await startShop(t, { isDemo: false });
  await tour.see('a connection that others can read', async ({ page, language }) => {
    await page.goto(`${plain.url}/console`);
    await signIn(page, 'nobody', { language });
    await page.locator(problem('insecure-connection')).waitFor({ state: 'attached' });
  });
});

test('all pages and the states of a sale', async (t) => {
  const shop = testShop();
  const tour = await openTour(t, { moves: true });
  await enter(tour, shop, 'admin');
  const draft = await shop.makeSale(3_600_000, { draft: true });
  const running = await shop.makeSale(-1_000, { units: 3 });
  const [order] = await shop.takeUnits(running.saleId, 1);
  await show(tour, shop, '/console', '.sale-strip');
  await show(tour, shop, sales, '.ui-table');
  await show(tour, shop, '/console/new-sale', '.preview-frame');
  await show(tour, shop, `/console/new-sale?from=${running.saleId}`, '.preview-frame');
  await show(tour, shop, `${sales}/${draft.saleId}/edit`, '.preflight li');
  await show(tour, shop, `${sales}/${running.saleId}/edit`, '.preview-frame');
  await show(tour, shop, `${sales}/${running.saleId}/orders`, '.ui-table');
  await show(tour, shop, `${sales}/${running.saleId}/orders?status=paid`, '.empty-state');
  await show(tour, shop, `${sales}/${running.saleId}/audit`, '.audit-table');
  await show(tour, shop, `${sales}/${running.saleId}/report`, '.audit-table');
  await show(tour, shop, `/console/orders/${order?.orderId}`, '.story li');
  await show(tour, shop, '/console/deliveries', '.empty-state');
  await show(tour, shop, '/console/operators', '.ui-table');
  await show(tour, shop, '/console/log', '.ui-table');
  await show(tour, shop, `/console/log?saleId=${draft.saleId}`, 'h1');
  await show(tour, shop, '/console/nowhere', 'h1');
  await show(tour, shop, `${sales}/none`, '.ui-notice');
  await show(tour, shop, `${sales}/${running.saleId}`, '.stock-table');
  await tour.see('the question before more stock', async ({ page }) => {
    await page.locator('.board-acts .ui-button').nth(1).click();
    await page.getByRole('dialog').waitFor();
  });
  await tour.each(async ({ page }) => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
  await shop.operator.call('pauseSale', { params: { saleId: running.saleId }, body: {} });
  await tour.see('paused', ({ page }) => page.locator('.sale-head .ui-badge.is-warn').waitFor());
  await shop.operator.call('closeSale', { params: { saleId: running.saleId }, body: {} });
  await tour.see('ended', ({ page }) => page.locator('.sale-head .ui-badge.is-still').waitFor());
});

test('what went wrong, as a viewer sees it: messages that failed, books that do not balance', async (t) => {
  const receiver = await startShopReceiver(t);
  receiver.answer(410);
  const settings = { PENSTOCK_WEBHOOK_URL: receiver.url, PENSTOCK_WEBHOOK_SECRET: receiver.secret };
  const shop = await startShop(t, { settings });
  const { saleId } = await shop.makeSale(-1_000);
  await shop.takeUnits(saleId, 2);
  await receiver.until((heard) => heard.length > 0);
  // Behind the server's back: the ledger forgets the units that the gate has given.
  const forget = 'delete from holds where sale_no = (select sale_no from sales where sale_id = ?)';
  changeBehindServer(join(shop.dataDir, 'penstock.db'), forget, saleId);
  const tour = await openTour(t, { moves: true });
  await enter(tour, shop, 'viewer');
  await tour.see('home with something to do', ({ page }) => page.locator('.ui-badge.is-bad').first().waitFor());
  await show(tour, shop, '/console/deliveries', '.ui-table .ui-badge.is-bad');
  await show(tour, shop, `${sales}/${saleId}/audit`, '.audit-units');
  await show(tour, shop, `${sales}/${saleId}/report`, '.audit-table');
  await show(tour, shop, `${sales}/${saleId}`, '.stock-table');
  await show(tour, shop, `${sales}/${saleId}/edit`, '.preview-frame');
  await show(tour, shop, '/console/operators', '.ui-notice');
});

test('a server that breaks inside, and one that hears a buyer where an operator is signed in', async (t) => {
  const shop = await startSlowShop(t);
  const tour = await openTour(t, { moves: true });
  await enter(tour, shop, 'admin');
  const openLog = async ({ page }: Visitor, code: string): Promise<void> => {
    await page.locator('a[href="/console/operators"]').click();
    await page.locator('a[href="/console/log"]').click();
    const notice = page.locator(`.ui-notice:has-text("${code} ")`);
    await notice.waitFor();
    await notice.locator('summary').click();
  };
  shop.bug.begin();
  await tour.see('internal-error', (visitor) => openLog(visitor, 'internal-error'));
  shop.bug.end();
  // As behind a proxy that adds the token of a buyer to every call: a token counts for more than the cookie.
  const { token } = await shop.makeBuyer();
  await tour.each(({ page }) => page.setExtraHTTPHeaders({ authorization: `Bearer ${token}` }));
  await tour.see('forbidden', (visitor) => openLog(visitor, 'forbidden'));
});

test('the live board needs no scrolling at 1280 by 720, and works by keyboard alone', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openConsole(t, shop, {
    role: 'operator',
    path: `/sales/${sale.saleId}`,
    viewport: { width: 1280, height: 720 },
  });
  await page.locator('.stock-table').waitFor();
  const [height, room] = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  assert.ok((height ?? 0) <= (room ?? 0), `the board is ${height} pixels high`);
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  for (let presses = 0; (await focused()) !== 'Left'; presses += 1) {
    assert.ok(presses < 40, 'Tab leads to the numbers');
    await page.keyboard.press('Tab');
  }
  await page.getByRole('tooltip', { name: /given to whoever asks next/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.term-meaning.is-shown').waitFor({ state: 'detached' });
  for (let presses = 0; (await focused()) !== 'Pause'; presses += 1) {
    assert.ok(presses < 40, 'Tab leads to the controls');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByLabel('Why', { exact: true }).focus();
  await page.keyboard.type('a check by keyboard');
  await page.keyboard.press('Enter');
  await page.locator('.sale-head .ui-badge').getByText('Paused').waitFor();
});
