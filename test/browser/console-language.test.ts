// The console in Chinese: what the server finds wrong, which it says in English, stands on the page in Chinese.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { soonSeconds } from '../soon-seconds.ts';
import { closeBrowser } from './test-browser.ts';
import { openConsole } from './test-console.ts';
import { waitForText } from './test-sale-page.ts';
import { shopOfFile, startShop } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

/** Three words in a row that are not Chinese. */
const englishSentence = /\b[a-z]+ [a-z]+ [a-z]+\b/i;

async function assertNoEnglish(page: Page): Promise<void> {
  // What is shown: what is folded up is for a colleague.
  const shown = await page.locator('main').allInnerTexts();
  assert.doesNotMatch(shown.join('\n'), englishSentence);
  assert.equal(await page.locator('main [lang=en]:visible').count(), 0, 'nothing is marked as English');
}

test('fields that the server refuses are told in Chinese', async (t) => {
  const page = await openConsole(t, testShop(), { role: 'operator', path: '/new-sale', locale: 'zh-CN' });
  const fields = {
    标题: '台灯',
    编号: '-台灯',
    'SKU 代码': 'a b',
    件数: '99999999',
    价格: '9999999.99',
    图片: 'lamp.png',
    每人限购: '101',
    '付款时限（分钟）': '99999',
  };
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
  const save = page.getByRole('button', { name: '存为草稿' });
  await save.click();
  await waitForText(page, '有内容不合规，没有做任何改动。');
  const errorOf = async (label: string): Promise<string> => {
    const about = (await page.getByLabel(label, { exact: true }).getAttribute('aria-describedby')) ?? '';
    return (await page.locator(`[id="${about}"] .field-error`).textContent()) ?? '';
  };
  const told = await Promise.all(Object.keys(fields).slice(1).map(errorOf));
  assert.deepEqual(told, [
    '只能用字母、数字、“_”、“.”和“-”，以字母或数字开头。',
    '只能用字母、数字、“_”、“.”和“-”。',
    '不能大于 10,000,000。',
    '以货币的最小单位计，不能大于 900,000,000。',
    '请填以 https:// 开头的地址，或以 / 开头的本站路径。',
    '不能大于 100。',
    '最长 10,080 分钟。',
  ]);
  const listed = page.locator('.trouble-errors');
  assert.match((await listed.textContent()) ?? '', /规格 1 · SKU 代码\s*只能用/);
  assert.equal(await listed.locator('.is-code').count(), 0, 'each field has its label');
  await assertNoEnglish(page);

  // What only the whole of the form can break is found once each field is well.
  const good = { 编号: 'lamp', 'SKU 代码': 'lamp', 件数: '3', 价格: '9.90', 图片: '', 每人限购: '1' };
  for (const [label, text] of Object.entries({ ...good, '付款时限（分钟）': '15' })) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
  await page.getByLabel('到点自动结束').check();
  await page.getByLabel('结束时间', { exact: true }).fill('2001-01-01T00:00:00');
  await save.click();
  await waitForText(page, '结束时间必须晚于开始时间。');
  await assertNoEnglish(page);
});

test('what the preflight finds is told in Chinese, also when it keeps a draft from being published', async (t) => {
  const shop = testShop();
  const { saleId } = await shop.makeSale(-1_000, { draft: true, title: '台灯' });
  await shop.operator.call('changeStock', { params: { saleId }, body: { sku: 'lamp', delta: -5, reason: '都碎了' } });
  const page = await openConsole(t, shop, { role: 'operator', path: `/sales/${saleId}/edit`, locale: 'zh-CN' });
  await waitForText(page, '未就绪：有检查失败。');
  const lines = await page.locator('.preflight > li').allInnerTexts();
  assert.match(lines[0] ?? '', /^失败\s+开始时间在将来\s+开始时间已过：.+。\s+请选择一个将来的开始时间。$/);
  assert.match(lines[1] ?? '', /^失败\s+有可卖的库存\s+没有可卖的库存。\s+请给各规格增加库存。$/);
  await page.getByRole('button', { name: '发布' }).click();
  await waitForText(page, '起飞前检查未通过，没有发布。');
  await assertNoEnglish(page);
});

test('the story of an order is told in Chinese', async (t) => {
  const shop = testShop();
  const { saleId } = await shop.makeSale(-1_000, { title: '台灯' });
  const [order] = await shop.takeUnits(saleId, 1);
  const page = await openConsole(t, shop, { role: 'viewer', path: `/orders/${order?.orderId}`, locale: 'zh-CN' });
  await waitForText(page, `闸门发放了“lamp”的 ${order?.unit} 号件。`);
  await waitForText(page, '由“登记中”变为“待付款”。');
  await assertNoEnglish(page);
});

test('the log of operators and what happened in a sale are told in Chinese', async (t) => {
  const shop = testShop();
  const { saleId } = await shop.makeSale(-1_000, { title: '台灯' });
  const { operator } = shop;
  await operator.call('changeStock', { params: { saleId }, body: { sku: 'lamp', delta: 2, reason: '又找到两件' } });
  await operator.call('changeSale', { params: { saleId }, body: { title: '新台灯', closesAt: null } });
  await operator.call('pauseSale', { params: { saleId }, body: {} });
  await operator.call('pauseSale', { params: { saleId }, body: {} });
  const page = await openConsole(t, shop, { role: 'viewer', path: '/log', locale: 'zh-CN' });
  const told = [
    '原本如此，没有任何变化。',
    '标题：新台灯、结束时间：未设结束时间。',
    'lamp 增加 2 件。',
    '来自 127.0.0.1。',
  ];
  for (const text of told) await waitForText(page, text);
  await waitForText(page, /^“台灯”，.+ 开始：5 lamp。$/);
  await waitForText(page, /，角色“查看者”。$/);
  assert.equal(await page.locator('main [lang=en]').count(), 0);
  await page.goto(`${shop.url}/console/sales/${saleId}`);
  await waitForText(page, 'lamp 增加 2 件。');
  assert.equal(await page.locator('.notes-card [lang=en]').count(), 0);
});

test('a part that fails is told in Chinese while it fails', async (t) => {
  const shop = await startShop(t);
  const page = await openConsole(t, shop, { role: 'viewer', path: '/', locale: 'zh-CN' });
  const health = page.getByRole('region', { name: '各部分状态' }).getByRole('listitem').filter({ hasText: '后台任务' });
  await health.filter({ hasText: '正常' }).waitFor();
  const { saleId } = await shop.makeSale(-1_000, { paymentWindowSeconds: soonSeconds(5) });
  await shop.takeUnits(saleId, 1);
  // What a stranger's tool does that leaves a transaction open: the order falls due, and nobody else can write.
  const stranger = new DatabaseSync(join(shop.dataDir, 'penstock.db'), { timeout: 10_000 });
  t.after(() => stranger.close());
  stranger.exec('BEGIN IMMEDIATE');
  await health
    .filter({ hasText: '异常' })
    .getByText(/^正在出错：到期订单的释放/)
    .waitFor();
  const chore = page
    .getByRole('region', { name: '需要您处理' })
    .getByRole('link', { name: /^后台任务：正在出错：到期订单的释放/ });
  await chore.waitFor();
  for (const said of [health, chore]) assert.doesNotMatch((await said.textContent()) ?? '', englishSentence);
  stranger.exec('ROLLBACK');
  await health.filter({ hasText: '正常' }).waitFor();
});
