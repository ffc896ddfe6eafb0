// A sale as its buyers live it.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { after, test } from 'node:test';
import { soonSeconds } from '../soon-seconds.ts';
import { closeBrowser, openPage, shiftsOf } from './test-browser.ts';
import { panelWith, salePath, waitForButton, waitForText } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

/** A new shopper finds a sale in the list, waits for its opening, and buys: something is reserved for them. */
async function reserveAtOpening(t: TestContext) {
  const shop = testShop();
  const page = await openPage(t);
  const sale = await shop.makeSale(60_000);
  await page.goto(shop.url);
  await page.getByRole('heading', { name: 'Sales' }).waitFor();
  await page.getByRole('link', { name: sale.title }).click();
  await waitForButton(page, /^Starts in 0[01]:\d\d$/, false);
  await shop.openIn(sale.saleId, 4_000);
  await (await waitForButton(page, 'Buy now')).click();
  await waitForButton(page, 'Pay ¥99.00');
  return { shop, page, sale };
}

test('a sale from scheduled to paid', async (t) => {
  const { shop, page, sale } = await reserveAtOpening(t);
  const [order] = await shop.ordersOf(sale.saleId);
  await page.goto(`${shop.url}/orders/${order?.orderId}`);
  await (await waitForButton(page, 'Pay ¥99.00')).click();
  // A declined payment leaves the reservation as it is, and is tried again.
  await page.getByRole('button', { name: 'Decline' }).click();
  await (await waitForButton(page, 'Pay ¥99.00')).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await panelWith(page, 'It is yours').waitFor();
  await panelWith(page, /^Thank you/).waitFor();
  assert.equal(page.url(), `${shop.url}/orders/${order?.orderId}`);
  assert.deepEqual(
    (await shop.ordersOf(sale.saleId)).map(({ status }) => status),
    ['paid'],
  );
  await (await waitForButton(page, 'To the sale')).click();
  await waitForButton(page, 'See order');
  await page.getByRole('link', { name: 'My orders' }).click();
  await page.getByRole('cell', { name: 'Paid' }).waitFor();
  assert.deepEqual(await shiftsOf(page), []);
});

test('everything sold: said plainly to who was too late, and it is final', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000, { units: 1 });
  const loser = await openPage(t);
  await loser.goto(shop.url + salePath(sale.saleId));
  await waitForButton(loser, 'Buy now');
  const winner = await openPage(t);
  await winner.goto(shop.url + salePath(sale.saleId));
  await (await waitForButton(winner, 'Buy now')).click();
  await (await waitForButton(winner, 'Pay ¥99.00')).click();
  await winner.getByRole('button', { name: 'Approve' }).click();
  await panelWith(winner, 'It is yours').waitFor();
  await panelWith(loser, 'The only one is sold and paid.').waitFor();
  await waitForButton(loser, 'See other sales');
});

test('a sale from scheduled to reserved, and given back', async (t) => {
  const { shop, page, sale } = await reserveAtOpening(t);
  await waitForText(page, /^It is yours until/);
  const [order] = await shop.ordersOf(sale.saleId);
  assert.equal(order?.status, 'awaiting_payment');
  await page.getByRole('link', { name: 'My orders' }).click();
  await page.getByRole('link', { name: order?.orderId.slice(-4).toUpperCase() ?? '' }).click();
  await waitForButton(page, 'Pay ¥99.00');
  await page.getByRole('button', { name: 'Give it back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give it back' }).click();
  await panelWith(page, 'Given back').waitFor();
  assert.deepEqual(
    (await shop.ordersOf(sale.saleId)).map(({ status }) => status),
    ['cancelled'],
  );
  assert.deepEqual(await shiftsOf(page), []);
});

test('losing is said plainly, and becomes a chance when a hold expires', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000, { units: 1, paymentWindowSeconds: soonSeconds(8) });
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  const button = await waitForButton(page, 'Buy now');
  // Somebody is quicker, and the page has not read of it when it is tapped, however slow the machine.
  const isTapped = Promise.withResolvers<void>();
  await page.route(`**/api/v1/sales/${sale.saleId}`, async (route) => {
    await isTapped.promise;
    await route.continue();
  });
  await shop.takeUnits(sale.saleId, 1);
  await button.click();
  await panelWith(page, 'You have not been charged').waitFor();
  isTapped.resolve();
  await page.unrouteAll({ behavior: 'wait' });
  await (await waitForButton(page, 'Tell me if one frees up')).click();
  await waitForButton(page, 'Watching. Tap to stop');
  const again = await waitForButton(page, 'Buy now');
  assert.match(await page.title(), /^● One is free again/);
  await again.click();
  await waitForButton(page, 'Pay ¥99.00');
  assert.deepEqual((await shop.ordersOf(sale.saleId)).map(({ status }) => status).sort(), [
    'awaiting_payment',
    'expired',
  ]);
});

test('a reservation that is not paid ends, and the page says so', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000, { paymentWindowSeconds: soonSeconds(4) });
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  await (await waitForButton(page, 'Buy now')).click();
  await panelWith(page, /^Reserved for you/).waitFor();
  await panelWith(page, 'Your reservation was not paid in time').waitFor();
  await waitForButton(page, 'Buy now');
});

test('paused, and open again', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  await waitForButton(page, 'Buy now');
  await shop.operator.call('pauseSale', { params: { saleId: sale.saleId }, body: {} });
  await waitForButton(page, 'Paused', false);
  await shop.operator.call('resumeSale', { params: { saleId: sale.saleId }, body: {} });
  await waitForButton(page, 'Buy now');
  await shop.operator.call('closeSale', { params: { saleId: sale.saleId }, body: {} });
  await panelWith(page, 'Ended').waitFor();
  assert.deepEqual(await shiftsOf(page), []);
});

test('two for one buyer: one more may be asked for, a third may not', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000, { perBuyer: 2 });
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  await (await waitForButton(page, 'Buy now')).click();
  await (await waitForButton(page, 'Buy one more')).click();
  await waitForButton(page, 'Pay ¥99.00');
  assert.equal((await shop.ordersOf(sale.saleId)).length, 2);
});

test('of several variants the chosen one is bought', async (t) => {
  const shop = testShop();
  const variants = ['red', 'blue'].map((sku) => ({
    sku,
    title: `Lamp, ${sku}`,
    units: 3,
    priceMinor: 9_900,
    currency: 'CNY',
  }));
  const sale = await shop.makeSale(-1_000, { variants });
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  await page.getByLabel('Lamp, blue').check();
  await (await waitForButton(page, 'Buy now')).click();
  await waitForButton(page, 'Pay ¥99.00');
  assert.deepEqual(
    (await shop.ordersOf(sale.saleId)).map(({ sku }) => sku),
    ['blue'],
  );
});
