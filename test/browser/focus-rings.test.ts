// Whoever goes through a page by Tab sees where they are: each ring is whole and stands out, light and dark, on a desktop
// and a telephone. A place that only a script gives the focus to has none.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage } from './test-browser.ts';
import { openConsole } from './test-console.ts';
import { focusRings } from './test-focus-ring.ts';
import { salePath, waitForButton } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

/** Of a ring against its ground, as WCAG 2.2 asks of what shows a state (1.4.11). */
const contrastMin = 3;

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 720 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 640 } },
] as const;

for (const look of looks) {
  test(`every ring is whole and stands out (${look.colorScheme}, ${look.viewport.width} pixels)`, async (t) => {
    const shop = testShop();
    const sale = await shop.makeSale(-1_000, { units: 100 });
    const draft = await shop.makeSale(3_600_000, { draft: true });
    const lab = await openPage(t);
    const page = await openPage(t, look);
    const check = async (of: typeof page, place: string, stopsMin = 5): Promise<void> => {
      const rings = await focusRings(of, lab);
      assert.ok(rings.length >= stopsMin, `${place} has ${rings.length} stops`);
      const poor = rings.filter(({ gaps, contrast }) => gaps.length > 0 || contrast < contrastMin);
      assert.deepEqual(poor, [], place);
    };
    const checkDialog = async (of: typeof page, opener: string, stopsMin: number): Promise<void> => {
      await of.getByRole('button', { name: opener, exact: true }).first().click();
      const dialog = of.getByRole('dialog');
      await dialog.waitFor();
      // It has the focus within: one step back, so that it is walked through from its beginning.
      await of.keyboard.press('Shift+Tab');
      await check(of, `the dialog of “${opener}”`, stopsMin);
      await of.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    };
    await page.goto(shop.url + salePath(sale.saleId));
    await (await waitForButton(page, 'Buy now')).click();
    await waitForButton(page, 'Pay ¥99.00');
    // A page that was just opened is walked through from its beginning.
    await page.reload();
    await waitForButton(page, 'Pay ¥99.00');
    await check(page, 'the sale’s page');
    await checkDialog(page, 'Give it back', 2);
    const office = await openConsole(t, shop, { ...look, role: 'admin' });
    for (const [path, ready] of [
      [`/sales/${draft.saleId}/edit`, '.preflight li'],
      [`/sales/${sale.saleId}/orders`, '.ui-table'],
      [`/sales/${sale.saleId}/report`, '.facts'],
    ] as const) {
      await office.goto(`${shop.url}/console${path}`);
      await office.locator(ready).first().waitFor();
      await check(office, path);
    }
    for (const [path, opener, stopsMin] of [
      [`/sales/${sale.saleId}`, 'Add stock', 3],
      [`/sales/${sale.saleId}`, 'End now', 3],
      ['/operators', 'Add an operator', 4],
    ] as const) {
      await office.goto(`${shop.url}/console${path}`);
      await checkDialog(office, opener, stopsMin);
    }
  });
}

test('the heading that reading begins at has no ring, and a telephone shows every page of the console', async (t) => {
  const page = await openConsole(t, testShop(), { role: 'viewer', viewport: { width: 360, height: 640 } });
  await page.getByRole('link', { name: 'Operators’ log' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Operators’ log' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
  assert.equal(outline, 'none');
  const [wide, room] = await page
    .locator('.frame-nav')
    .evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth] as const);
  assert.ok(wide <= room, `the links are ${wide} pixels wide, of ${room}`);
});
