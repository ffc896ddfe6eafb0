// Both languages: chosen by the browser, switched by hand, remembered.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage } from './test-browser.ts';
import { panelWith, salePath, waitForButton, waitForText } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

test('a browser that prefers Chinese gets Chinese, up to the reservation', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(60_000);
  const page = await openPage(t, { locale: 'zh-CN' });
  await page.goto(shop.url + salePath(sale.saleId));
  await waitForButton(page, /^0[01]:\d\d 后开始$/, false);
  await shop.openIn(sale.saleId, 3_000);
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  await (await waitForButton(page, '立即抢购')).click();
  await waitForButton(page, '支付 ¥99.00');
  await panelWith(page, '抢到了！').waitFor();
});

test('the switch changes everything that is shown, and is remembered', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  await page.goto(shop.url + salePath(sale.saleId));
  await waitForButton(page, 'Buy now');
  await page.getByRole('button', { name: '切换到中文' }).click();
  await waitForButton(page, '立即抢购');
  await page.getByRole('link', { name: '我的订单' }).click();
  await waitForText(page, '您还没有订单');
  await page.reload();
  await waitForText(page, '您还没有订单');
  await page.getByRole('link', { name: '规则说明' }).click();
  await waitForText(page, '先到先得');
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await waitForText(page, 'First come, first served');
});

test('addresses that mean nothing say so', async (t) => {
  const shop = testShop();
  const page = await openPage(t);
  await page.goto(shop.url + salePath('no-such-sale'));
  await waitForText(page, 'There is no such sale');
  await page.goto(`${shop.url}/orders/019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90`);
  await waitForText(page, 'There is no such order here');
});
