// `npm run screenshots`: writes docs/pictures and docs/gallery.md, from a real shop in a real browser; with `-- shop` or
// `-- console` only the pictures of that app.
import { globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './test-browser.ts';
import type { Look } from './test-console-gallery.ts';
import { takeConsolePictures } from './test-console-gallery.ts';
import { writeGalleryPage } from './test-gallery-page.ts';
import { mainButton, panelWith, salePath } from './test-sale-page.ts';
import type { TestShop } from './test-shop.ts';
import { startShop } from './test-shop.ts';

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));

const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 800 } };

/** Each state is shown in both languages, light and dark, on a desktop and on a phone. */
const looks: readonly Look[] = [
  { name: 'desktop-light-en', ...desktop, locale: 'en-GB', colorScheme: 'light' },
  { name: 'desktop-dark-zh', ...desktop, locale: 'zh-CN', colorScheme: 'dark' },
  { name: 'phone-light-zh', ...phone, locale: 'zh-CN', colorScheme: 'light' },
  { name: 'phone-dark-en', ...phone, locale: 'en-GB', colorScheme: 'dark' },
];

type State = {
  readonly name: string;
  /** Brings the page to the state. */
  readonly show: (page: Page, shop: TestShop) => Promise<void>;
};

const titles: Readonly<Record<string, string>> = { 'en-GB': 'Lantern No. 5, brass', 'zh-CN': '黄铜台灯 5 号' };

async function makeLampSale(shop: TestShop, page: Page | undefined, opensInMs: number, units = 100): Promise<string> {
  const title = titles[(await page?.evaluate(() => navigator.language)) ?? 'en-GB'] ?? '';
  const lamp = { sku: 'lamp', title, units, priceMinor: 19_900, currency: 'CNY', imageUrl: '/assets/demo-lamp.svg' };
  const { saleId } = await shop.makeSale(opensInMs, { title, variants: [lamp] });
  return saleId;
}

async function openSale(page: Page, shop: TestShop, opensInMs: number): Promise<void> {
  const saleId = await makeLampSale(shop, page, opensInMs);
  await page.goto(shop.url + salePath(saleId));
  await mainButton(page).waitFor();
}

async function buy(page: Page, shop: TestShop): Promise<void> {
  await openSale(page, shop, -1_000);
  await mainButton(page).click();
  await page.getByRole('timer').waitFor();
}

const states: readonly State[] = [
  { name: 'soon', show: (page, shop) => openSale(page, shop, 341_000) },
  { name: 'open', show: (page, shop) => openSale(page, shop, -1_000) },
  { name: 'reserved', show: buy },
  {
    name: 'lost',
    show: async (page, shop) => {
      const saleId = await makeLampSale(shop, page, -1_000, 1);
      await page.goto(shop.url + salePath(saleId));
      await mainButton(page).waitFor();
      await shop.takeUnits(saleId, 1);
      await mainButton(page).click();
      await page.locator('.stage-panel.is-warn').waitFor();
    },
  },
  {
    name: 'paid',
    show: async (page, shop) => {
      await buy(page, shop);
      await mainButton(page).click();
      await page.getByRole('button', { name: /^(Approve|批准付款)$/ }).click();
      await panelWith(page, /It is yours|支付成功/).waitFor();
    },
  },
  {
    name: 'sales',
    show: async (page, shop) => {
      await page.goto(shop.url);
      await page.getByRole('article').first().waitFor();
    },
  },
];

/** Without a font for it, Chinese is a row of equal boxes, and such pictures are of no use. */
async function checkFonts(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  const areEqual = await page.evaluate(() => {
    const draw = (text: string) => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      if (context === null) return '';
      context.font = '48px sans-serif';
      context.fillText(text, 10, 60);
      return canvas.toDataURL();
    };
    return draw('灯') === draw('铜');
  });
  await page.close();
  if (areEqual) throw new Error('this machine has no Chinese font; on Debian: apt-get install fonts-noto-cjk');
}

async function takePictures(browser: Browser, shop: TestShop): Promise<void> {
  for (const { name: look, ...options } of looks) {
    for (const { name, show } of states) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await show(page, shop);
      await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
      await page.screenshot({ path: join(folder, `shop-${name}-${look}.png`), animations: 'disabled' });
      await context.close();
    }
    console.log(`${states.length} pictures: ${look}`);
  }
}

const stops: (() => Promise<unknown>)[] = [];
const [only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
try {
  await checkFonts(browser);
  for (const old of globSync(`${only ?? '*'}-*.png`, { cwd: folder })) rmSync(join(folder, old));
  const shop = await startShop({ after: (stop) => stops.push(stop) });
  await makeLampSale(shop, undefined, 26 * 3_600_000);
  if (only !== 'shop') await takeConsolePictures({ browser, shop, looks, folder });
  if (only !== 'console') await takePictures(browser, shop);
  writeGalleryPage(folder);
} finally {
  await browser.close();
  await Promise.all(stops.map((stop) => stop()));
}
