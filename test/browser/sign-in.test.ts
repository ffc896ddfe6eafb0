// A shop that is no demo: its buyers have accounts on another site, which signs who they are.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { signToken, startAccountSite } from './test-account-site.ts';
import { axeFindings, closeBrowser, openPage } from './test-browser.ts';
import { panelWith, salePath, waitForButton } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const site = await startAccountSite(() => testShop().url);
const testShop = shopOfFile({ isDemo: false, settings: { PENSTOCK_LOGIN_URL: `${site.url}/login` } });
after(closeBrowser);
after(() => site.close());

test('a buyer signs in on the shop’s own site, buys, pays and signs out', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.url()} ${request.headers().referer ?? ''}`));
  await page.goto(shop.url + salePath(sale.saleId));
  const button = await waitForButton(page, 'Sign in to buy');
  assert.deepEqual(await axeFindings(page), [], 'signed out');
  await button.click();
  await page.getByRole('button', { name: 'Go on as ann' }).click();
  await waitForButton(page, 'Buy now');
  assert.equal(page.url(), shop.url + salePath(sale.saleId), 'back where she was, and no token in the address');
  await page.locator('.visitor-chip').filter({ hasText: 'ann' }).waitFor();
  assert.deepEqual(await axeFindings(page), [], 'signed in');

  await (await waitForButton(page, 'Buy now')).click();
  await (await waitForButton(page, 'Pay ¥99.00')).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await panelWith(page, 'It is yours').waitFor();
  const [order] = await shop.ordersOf(sale.saleId);
  assert.equal(order?.status, 'paid');
  assert.equal(order?.buyerId, 'ann');
  assert.match(page.url(), new RegExp(`/orders/${order?.orderId}$`));

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to see your orders' }).waitFor();
  assert.deepEqual(await axeFindings(page), [], 'signed out again');
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in to see your orders' }).waitFor();

  // The token went to the server once, as a header; no address, no storage and no script can tell it any more.
  const [token = ''] = site.tokens();
  assert.notEqual(token, '');
  assert.deepEqual(
    requests.filter((text) => text.includes(token) && !text.startsWith(site.url)),
    [],
  );
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.ok(!kept.includes(token), kept);
});

test('the token leaves the address before anything else is done, and the way back stays on the site', async (t) => {
  const shop = testShop();
  const page = await openPage(t);
  const token = await signToken('bob');
  await page.route('**/api/v1/session', async (route) => {
    assert.equal(page.url(), `${shop.url}/session`);
    await route.continue();
  });
  await page.goto(`${shop.url}/session#token=${token}&return=${encodeURIComponent('/how-we-pick?x=1')}`);
  await page.waitForURL(`${shop.url}/how-we-pick?x=1`);
  const elsewhere = encodeURIComponent(`//${new URL(site.url).host}/stolen`);
  await page.goto('about:blank');
  await page.goto(`${shop.url}/session#token=${token}&return=${elsewhere}`);
  await page.waitForURL(`${shop.url}/`);
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name.endsWith('penstock-session'));
  assert.deepEqual([session?.httpOnly, session?.sameSite], [true, 'Lax']);
});

test('a token that is not valid any more is said to be so, with the way to sign in', async (t) => {
  const shop = testShop();
  const page = await openPage(t);
  await page.goto(`${shop.url}/session#token=${await signToken('ann', -60)}&return=/orders`);
  await page.getByRole('heading', { name: 'Signing in did not work' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Go on as ann' }).click();
  await page
    .getByRole('heading', { name: 'You have no orders yet' })
    .or(page.getByRole('heading', { name: 'My orders' }))
    .waitFor();
  assert.equal(page.url(), `${shop.url}/orders`);
});
