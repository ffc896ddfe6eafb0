// What becomes of an order, in both languages and looks: in line, to be paid, late, paid, given back, refunded, not kept.
// axe finds nothing in any of these states, and nothing moves by itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Client } from '@penstock/client';
import type { Page } from 'playwright-core';
import { changeBehindServer } from '../behind-the-server.ts';
import { soonSeconds } from '../soon-seconds.ts';
import { closeBrowser } from './test-browser.ts';
import { panelWith, salePath, waitForButton, waitForText } from './test-sale-page.ts';

import type { SlowShop } from './test-slow-shop.ts';
import { startSlowShop } from './test-slow-shop.ts';
import type { Visitor } from './test-tour.ts';
import { openTour } from './test-tour.ts';

let shop: SlowShop;
const stops: (() => Promise<unknown>)[] = [];
before(async () => {
  shop = await startSlowShop({ after: (stop) => stops.push(stop) });
});
after(closeBrowser);
after(() => Promise.all(stops.map((stop) => stop())));

/** In milliseconds: between two questions whether something has come about. */
const readEveryMs = 200;

/** Readings of orders. */
const readings = '**/api/v1/orders/*';

/** Orders are followed by reading, so that a test can keep from a page what became of one. */
const closeStreams = ({ page }: Visitor): Promise<unknown> =>
  page.route('**/orders/*/events', (route) => route.fulfill({ status: 204 }));

/** The page is of this buyer from now on. */
async function become(
  page: Page,
  { buyerId, token }: { readonly buyerId: string; readonly token: string },
): Promise<void> {
  await page.goto(`${shop.url}/how-we-pick`);
  // Who was made up for the page is in its storage by then.
  await page.locator('.visitor-name').waitFor();
  await page.evaluate((buyer) => localStorage.setItem('penstock.demo-buyer', JSON.stringify(buyer)), {
    buyerId,
    token,
  });
}

async function askFor(client: Client, saleId: string): Promise<string> {
  const asked = await client.call('askForUnit', { params: { saleId }, body: {} });
  assert.ok(asked.kind === 'ok', JSON.stringify(asked));
  return asked.body.orderId;
}

async function statusOf(client: Client, orderId: string): Promise<string> {
  const read = await client.call('getOrder', { params: { orderId } });
  assert.ok(read.kind === 'ok', JSON.stringify(read));
  return read.body.status;
}

/** Pays for an order at the sandbox, which does as it is told. */
async function pay(client: Client, orderId: string, scenario: string): Promise<void> {
  const opened = await client.call('openPayment', { params: { orderId } });
  assert.ok(opened.kind === 'ok', JSON.stringify(opened));
  const decided = await fetch(new URL(opened.body.url, shop.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scenario }),
    redirect: 'manual',
  });
  assert.equal(decided.status, 303);
}

test('in line, and not kept', async (t) => {
  const { saleId } = await shop.makeSale(-1_000);
  const tour = await openTour(t);
  await tour.each(({ page }) => page.goto(shop.url + salePath(saleId)));
  await tour.each(({ page, words }) => waitForButton(page, words.buy));
  shop.ledger.begin();
  await tour.each(async ({ page, words }) => (await waitForButton(page, words.buy)).click());
  await tour.see('in line', ({ page, words }) => waitForButton(page, words.inLine, false));
  // Behind the server's back: as if the gate had been rebuilt meanwhile.
  changeBehindServer(shop.databaseFile, 'update sales set epoch = epoch + 1 where sale_id = ?', saleId);
  shop.ledger.end();
  await tour.see('not kept', ({ page, words }) => waitForText(page, words.lastRefused));
  await tour.each(({ page }) => page.goto(`${shop.url}/orders`));
  await tour.see('the page of an order that was not kept', async ({ page, words }) => {
    await page.locator('.ui-table a').first().click();
    await panelWith(page, words.refused).waitFor();
  });
});

test('to be paid in time, in the last minute, too late, and not paid at all', async (t) => {
  const { saleId } = await shop.makeSale(-1_000);
  const last = await shop.makeSale(-1_000, { paymentWindowSeconds: soonSeconds(12) });
  const tour = await openTour(t);
  await tour.each(closeStreams);
  await tour.each(({ page }) => page.goto(shop.url + salePath(saleId)));
  await tour.each(async ({ page, words }) => (await waitForButton(page, words.buy)).click());
  await tour.see('to be paid', ({ page, words }) => waitForButton(page, words.pay));
  await tour.each(({ page }) => page.goto(shop.url + salePath(last.saleId)));
  await tour.each(async ({ page, words }) => (await waitForButton(page, words.buy)).click());
  await tour.see('in the last minute', ({ page, words }) => panelWith(page, words.warning).waitFor());
  // What became of it is not heard of.
  await tour.each(({ page }) => page.route(readings, () => undefined));
  await tour.see('the time is up', ({ page, words }) => panelWith(page, words.timeUp).waitFor());
  await tour.each(({ page }) => page.unroute(readings));
  await tour.see('not paid in time', async ({ page, words }) => {
    await page.reload();
    await waitForText(page, words.lastExpired);
  });
});

test('money that comes late is seen on its way back without a reload: on the order’s page and on the sale’s', async (t) => {
  const tour = await openTour(t);
  shop.refunds.begin();
  for (const [place, expired, refundDue, refunded] of [
    ['order', 'expired', 'refundDue', 'refunded'],
    ['sale', 'lastExpired', 'lastRefundDue', 'lastRefunded'],
  ] as const) {
    const { saleId } = await shop.makeSale(-1_000, { paymentWindowSeconds: soonSeconds(3) });
    shop.money.begin();
    await tour.each(async ({ page }) => {
      const buyer = await shop.makeBuyer();
      await become(page, buyer);
      const orderId = await askFor(buyer.client, saleId);
      await pay(buyer.client, orderId, 'silent-capture');
      while ((await statusOf(buyer.client, orderId)) !== 'expired') await setTimeout(readEveryMs);
      await page.goto(shop.url + (place === 'order' ? `/orders/${orderId}` : salePath(saleId)));
    });
    await tour.see(`${place}: expired`, ({ page, words }) => page.getByText(words[expired]).first().waitFor());
    shop.money.end();
    await tour.see(`${place}: refund due`, ({ page, words }) => page.getByText(words[refundDue]).first().waitFor());
    shop.refunds.end();
    await tour.see(`${place}: refunded`, ({ page, words }) => page.getByText(words[refunded]).first().waitFor());
    shop.refunds.begin();
  }
  shop.refunds.end();
});

test('refused: given back while the provider is silent about its payment, and a shop that breaks inside', async (t) => {
  const { saleId } = await shop.makeSale(-1_000);
  const tour = await openTour(t);
  await tour.see('the payment is being made', async ({ page, words }) => {
    const buyer = await shop.makeBuyer();
    await become(page, buyer);
    const orderId = await askFor(buyer.client, saleId);
    await page.goto(`${shop.url}/orders/${orderId}`);
    await waitForButton(page, words.pay);
    // Nobody hears what becomes of it while the order can be paid, half an hour long.
    await pay(buyer.client, orderId, 'silent-capture');
    await page.getByRole('button', { name: words.giveBack }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.giveBack }).click();
    await waitForText(page, words.inProgress);
  });
  await tour.see('broken', async ({ page, words }) => {
    shop.bug.begin();
    await (await waitForButton(page, words.pay)).click();
    await waitForText(page, words.broken);
    await page.locator('.refusal-line summary').click();
  });
  shop.bug.end();
});

test('an order’s own page: refused acts, given back, paid, money on its way back, and refunded', async (t) => {
  const { saleId } = await shop.makeSale(-1_000, { units: 50 });
  const late = await shop.makeSale(-1_000, { units: 50, paymentWindowSeconds: soonSeconds(3) });
  shop.refunds.begin();
  const tour = await openTour(t);
  await tour.each(closeStreams);
  // The money comes twelve seconds behind the time to pay; until then there is something else to see.
  const lateBuyers = await tour.each(async ({ page }) => {
    const buyer = await shop.makeBuyer();
    const lateId = await askFor(buyer.client, late.saleId);
    await pay(buyer.client, lateId, 'silent-capture');
    return { page, buyer, lateId };
  });
  const orderOf = async (page: Page): Promise<{ readonly client: Client; readonly orderId: string }> => {
    const buyer = await shop.makeBuyer();
    await become(page, buyer);
    const orderId = await askFor(buyer.client, saleId);
    await page.goto(`${shop.url}/orders/${orderId}`);
    return { client: buyer.client, orderId };
  };

  await tour.see('the shop cannot be reached', async ({ page, words }) => {
    await orderOf(page);
    const button = await waitForButton(page, words.pay);
    await page.route('**/api/v1/orders/*/payment', (route) => route.abort());
    await button.click();
    await waitForText(page, words.network);
    await page.unroute('**/api/v1/orders/*/payment');
  });
  await tour.see('cannot be paid any more', async ({ page, words }) => {
    const { client, orderId } = await orderOf(page);
    const button = await waitForButton(page, words.pay);
    await page.route(readings, (route) => route.abort());
    // On another device.
    assert.equal((await client.call('cancelOrder', { params: { orderId } })).kind, 'ok');
    await button.click();
    await waitForText(page, words.notPayable);
  });
  await tour.see('given back', async ({ page, words }) => {
    await page.unroute(readings);
    await page.reload();
    await panelWith(page, words.cancelled).waitFor();
  });
  await tour.see('cannot be given back any more', async ({ page, words }) => {
    const { client, orderId } = await orderOf(page);
    await waitForButton(page, words.pay);
    await page.route(readings, (route) => route.abort());
    await pay(client, orderId, 'approve');
    await page.getByRole('button', { name: words.giveBack }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.giveBack }).click();
    await waitForText(page, words.notCancellable);
  });
  await tour.see('paid', async ({ page, words }) => {
    await page.unroute(readings);
    await page.reload();
    await panelWith(page, words.paid).waitFor();
  });
  await tour.see('money on its way back', async ({ page, words }) => {
    const found = lateBuyers.find((one) => one.page === page);
    assert.ok(found !== undefined);
    await become(page, found.buyer);
    while ((await statusOf(found.buyer.client, found.lateId)) !== 'refund_due') await setTimeout(readEveryMs);
    await page.goto(`${shop.url}/orders/${found.lateId}`);
    await panelWith(page, words.refundDue).waitFor();
  });
  shop.refunds.end();
  await tour.see('refunded', ({ page, words }) => panelWith(page, words.refunded).waitFor());
});
