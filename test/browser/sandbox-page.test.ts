// The sandbox's page, on which a person pays: for everybody, in both languages, by keyboard, narrow and in the dark.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { PageOptions } from './test-browser.ts';
import { axeFindings, closeBrowser, openPage, shiftsOf } from './test-browser.ts';
import type { TestShop } from './test-shop.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

const looks: readonly (PageOptions & { readonly name: string; readonly title: string; readonly cases: string })[] = [
  {
    name: 'in English on a desktop',
    title: 'Sandbox payment',
    cases: 'Test cases',
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
  },
  {
    name: 'in Chinese at 320 pixels in the dark',
    title: '沙盒支付',
    cases: '测试场景',
    viewport: { width: 320, height: 568 },
    colorScheme: 'dark',
    locale: 'zh-CN',
  },
];

/** Opens the payment of a new order, as its buyer does. */
async function newPayment(shop: TestShop) {
  const sale = await shop.makeSale(-1_000);
  const { client } = await shop.makeBuyer();
  const asked = await client.call('askForUnit', { params: { saleId: sale.saleId }, body: {} });
  assert.ok(asked.kind === 'ok', JSON.stringify(asked));
  const { orderId } = asked.body;
  const opened = await client.call('openPayment', { params: { orderId } });
  assert.ok(opened.kind === 'ok', JSON.stringify(opened));
  return { client, orderId, url: opened.body.url };
}

async function checkPage(page: Page, state: string): Promise<void> {
  assert.deepEqual(await axeFindings(page), [], state);
  assert.deepEqual(await shiftsOf(page), [], `something moved: ${state}`);
  const [scrollWidth, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok((scrollWidth ?? 0) <= (width ?? 0), `${state} scrolls sideways: ${scrollWidth} of ${width}`);
}

/** Presses Tab until what fits has the focus, which must be seen. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 15; presses += 1) {
    await page.keyboard.press('Tab');
    if (!(await page.locator(':focus').evaluate((focused, wanted) => focused.matches(wanted), selector))) continue;
    const outline = await page.locator(':focus').evaluate((focused) => getComputedStyle(focused).outlineStyle);
    assert.equal(outline, 'solid', `${selector} shows that it has the focus`);
    return;
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

for (const { name, title, cases, ...look } of looks) {
  test(`${name}: axe finds nothing in any state, and nothing scrolls sideways`, async (t) => {
    const shop = testShop();
    const page = await openPage(t, look);
    const { client, orderId, url } = await newPayment(shop);
    await page.goto(url);
    await page.getByRole('heading', { name: title }).waitFor();
    await checkPage(page, 'open');
    await page.getByText(cases).click();
    await checkPage(page, 'with the cases');
    // Declined in another window: the page says so when it is read again, and the payment may still be approved.
    const decide = (scenario: string) =>
      fetch(url, { method: 'POST', body: new URLSearchParams({ scenario }), redirect: 'manual' });
    assert.equal((await decide('decline')).status, 303);
    await page.reload();
    await checkPage(page, 'declined');
    assert.equal((await decide('approve')).status, 303);
    // What this page still shows as open was decided meanwhile.
    await page.locator('button[value=approve]').click();
    await page.getByRole('alert').waitFor();
    await checkPage(page, 'too late');
    await page.goto(url);
    assert.equal(await page.locator('form').count(), 0, 'what is decided offers nothing to decide');
    await checkPage(page, 'paid');
    const order = await client.call('getOrder', { params: { orderId } });
    assert.equal(order.kind, 'ok');
  });

  test(`${name}: a person declines, chooses a case and approves, by keyboard alone`, async (t) => {
    const shop = testShop();
    const page = await openPage(t, look);
    const { orderId, url } = await newPayment(shop);
    const decided = () => page.waitForURL(`**/orders/${orderId}`);
    await page.goto(url);
    await tabTo(page, 'button[value=decline]');
    await page.keyboard.press('Enter');
    await decided();
    await page.goto(url);
    await tabTo(page, 'summary');
    await page.keyboard.press('Enter');
    await tabTo(page, 'input[type=radio]');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.locator('input:checked').getAttribute('value'), 'duplicate-webhook');
    await tabTo(page, 'fieldset ~ button');
    await page.keyboard.press('Space');
    await decided();
    await page.goto(url);
    await tabTo(page, 'a');
    await page.keyboard.press('Enter');
    await decided();
  });
}
