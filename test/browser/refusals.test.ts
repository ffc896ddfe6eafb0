// A refusal is said in the row that the panel keeps for a sentence: whatever is refused and however late, nothing moves.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { problems, problemsOf, routeOf } from '@penstock/contract';
import { closeBrowser, openPage } from './test-browser.ts';
import { salePath, waitForButton } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

/** All that a visitor's acts can be refused with, but for a token that is not known: a demo shopper is given another then. */
const acts = ['askForUnit', 'openPayment', 'cancelOrder'] as const;
const codes = [...new Set(acts.flatMap((id) => problemsOf(routeOf(id))))];

for (const [look, locale, width, buy, pay] of [
  ['in English at 320 pixels', 'en-GB', 320, 'Buy now', 'Pay ¥99.00'],
  ['in English on a desktop', 'en-GB', 1280, 'Buy now', 'Pay ¥99.00'],
  ['in Chinese at 320 pixels', 'zh-CN', 320, '立即抢购', '支付'],
] as const) {
  test(`every refusal fits the row of the panel’s sentence, ${look}`, async (t) => {
    const shop = testShop();
    const sale = await shop.makeSale(-1_000);
    const page = await openPage(t, { locale, viewport: { width, height: 900 } });
    await page.goto(shop.url + salePath(sale.saleId));
    await (await waitForButton(page, buy)).click();
    const button = await waitForButton(page, pay);
    const heightOf = () => page.locator('.stage-panel').evaluate((panel) => panel.getBoundingClientRect().height);
    const height = await heightOf();
    const tooTall: string[] = [];
    for (const code of codes.filter((one) => one !== 'unauthenticated')) {
      const { status, title } = problems[code];
      const problem = { type: `/problems/${code}`, title, status, code, detail: title, requestId: code };
      await page.route(
        '**/api/v1/orders/*/payment',
        (route) => route.fulfill({ status, contentType: 'application/problem+json', json: problem }),
        { times: 1 },
      );
      await button.click();
      await page.locator('.refusal-line').getByText(code).first().waitFor({ state: 'attached' });
      if ((await heightOf()) !== height) tooTall.push(code);
    }
    assert.deepEqual(tooTall, []);
  });
}
