// The console's part of the gallery: the home page, a new sale, the live board in a small rush, the report behind it.
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { penstock } from '../penstock-process.ts';
import { makeOperator, signIn } from './test-console.ts';
import type { TestShop } from './test-shop.ts';

export type Look = BrowserContextOptions & { readonly name: string };

type Gallery = {
  readonly browser: Browser;
  readonly shop: TestShop;
  readonly looks: readonly Look[];
  readonly folder: string;
};

/** A rush that is long enough to have its picture taken, and small enough for any machine. */
const rush = ['--buyers', '6000', '--again', '3', '--rate', '1200', '--cancel', '0.2'];
const openingLeadMs = 6_000;

const titles = { en: 'Lantern No. 5, brass', zh: '黄铜台灯 5 号' } as const;

/** Takes all pictures of the console. */
export async function takeConsolePictures({ browser, shop, looks, folder }: Gallery): Promise<void> {
  const operator = await makeOperator(shop, 'admin');
  await shop.makeSale(93_600_000, { saleId: 'kettle', title: 'Kettle, 1.5 l', units: 500 });
  const pages: { readonly look: Look; readonly language: 'en' | 'zh'; readonly page: Page }[] = [];
  for (const look of looks) {
    const language = look.locale === 'zh-CN' ? 'zh' : 'en';
    const page = await (await browser.newContext(look)).newPage();
    await page.goto(`${shop.url}/console`);
    await signIn(page, operator, { language });
    await page.locator('.home-grid').waitFor();
    pages.push({ look, language, page });
  }
  const take = async (name: string): Promise<void> => {
    for (const { look, page } of pages) {
      await page.screenshot({ path: join(folder, `console-${name}-${look.name}.png`), animations: 'disabled' });
    }
  };

  for (const { page, language } of pages) {
    await page.goto(`${shop.url}/console/new-sale`);
    const fields = page.locator('.edit-grid .field-input');
    for (const [index, text] of [titles[language], 'lantern-5', 'brass', '', '300', '199.00'].entries()) {
      await fields.nth(index).fill(text);
    }
    await page.locator('.variant-picture input').fill('/assets/demo-lamp.svg');
    await page.frameLocator('.preview-frame').getByText('¥199.00').waitFor();
  }
  await take('create');

  const { saleId } = await shop.makeSale(openingLeadMs, { saleId: 'lantern', title: titles.en, units: 300 });
  for (const { page } of pages) {
    await page.goto(`${shop.url}/console/sales/${saleId}`);
    await page.locator('.stock-table').waitFor();
  }
  const rushing = penstock([
    ...['rush', '--url', shop.url, '--admin-token', shop.adminToken, '--buyer-secret', shop.buyerSecret, '--json'],
    ...['--sale', saleId, ...rush],
  ]);
  for (const { page } of pages)
    await page
      .locator('.asks-legend')
      .getByText(/^(9|1\d),\d{3}$/)
      .first()
      .waitFor();
  await take('board');
  await rushing;
  for (const { page } of pages) {
    await page.goto(`${shop.url}/console`);
    await page.locator('.sale-strip').first().waitFor();
  }
  await take('home');
  await shop.operator.call('closeSale', { params: { saleId }, body: { reason: 'the evening is over' } });
  for (const { page } of pages) {
    await page.goto(`${shop.url}/console/sales/${saleId}/report`);
    await page.locator('.audit-table').first().waitFor();
  }
  await take('report');
  for (const { page } of pages) await page.context().close();
}
