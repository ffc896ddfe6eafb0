// `reserved` is not `awaiting_payment`: in line is said as in line, and nothing is promised before the ledger has.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axeFindings, closeBrowser, openPage, shiftsOf } from './test-browser.ts';
import { panelWith, salePath, waitForButton } from './test-sale-page.ts';
import { startSlowShop } from './test-slow-shop.ts';

after(closeBrowser);

test('while the ledger stands still the buyer is in line, and hears it is theirs once it is', async (t) => {
  const shop = await startSlowShop(t);
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  const buzzes: unknown[] = [];
  await page.exposeFunction('noteBuzz', (ms: unknown) => buzzes.push(ms));
  await page.addInitScript(() => Object.assign(navigator, { vibrate: Reflect.get(window, 'noteBuzz') }));
  await page.goto(shop.url + salePath(sale.saleId));
  const button = await waitForButton(page, 'Buy now');
  shop.ledger.begin();
  await button.click();
  await waitForButton(page, 'In line', false);
  await panelWith(page, 'Not yours yet').waitFor();
  await panelWith(page, 'we keep your place').waitFor();
  assert.equal(await page.getByRole('timer').count(), 0, 'no time to pay is counted before there is one');
  assert.equal(await page.getByRole('button', { name: 'Give it back' }).count(), 0);
  assert.deepEqual(await axeFindings(page), []);

  // A reload in between finds the same order, still in line.
  await page.reload();
  await waitForButton(page, 'In line', false);
  // A device may buzz only on a page that was touched.
  await page.getByRole('heading', { level: 1 }).click();
  assert.deepEqual(buzzes, []);

  shop.ledger.end();
  await waitForButton(page, 'Pay ¥99.00');
  await panelWith(page, 'Reserved for you for').waitFor();
  const orders = await shop.ordersOf(sale.saleId);
  assert.deepEqual(
    orders.map(({ status }) => status),
    ['awaiting_payment'],
  );
  assert.deepEqual(await shiftsOf(page), []);
  assert.deepEqual(buzzes, [80]);
});
