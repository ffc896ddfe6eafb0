// By keyboard alone, and as a screen reader hears it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { soonSeconds } from '../soon-seconds.ts';
import { closeBrowser, openPage } from './test-browser.ts';
import { panelWith, waitForButton } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

/** Presses Tab until what has the focus has this name. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    const text = `${await focused.getAttribute('aria-label').catch(() => '')} ${await focused.textContent()}`;
    if (typeof name === 'string' ? text.includes(name) : name.test(text)) return;
  }
  assert.fail(`Tab does not lead to ${name}`);
}

/** Everything that the two spoken lines have said. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    (window as unknown as { said: string[] }).said = said;
    for (const line of document.querySelectorAll('p[role=status][aria-atomic], p[role=alert]')) {
      new MutationObserver(() => line.textContent !== '' && said.push(line.textContent ?? '')).observe(line, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
  });
  return () => page.evaluate(() => (window as unknown as { said: readonly string[] }).said);
}

test('from the list to a reservation and back, by keyboard alone', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openPage(t);
  await page.goto(shop.url);
  await page.getByRole('heading', { name: 'Sales' }).waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').textContent(), 'Skip to the content');
  await page.keyboard.press('Enter');
  await tabTo(page, sale.title);
  await page.keyboard.press('Enter');
  await waitForButton(page, 'Buy now');
  await tabTo(page, 'Buy now');
  await page.keyboard.press('Enter');
  await waitForButton(page, 'Pay ¥99.00');
  await tabTo(page, 'Give it back');
  await page.keyboard.press('Space');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal((await page.locator(':focus').textContent())?.trim(), 'Give it back');
  await page.keyboard.press('Space');
  await tabTo(page, 'Give it back');
  await page.keyboard.press('Enter');
  await panelWith(page, 'You gave your reservation back').waitFor();
  assert.equal((await shop.ordersOf(sale.saleId))[0]?.status, 'cancelled');
});

test('milestones and changes of state are said once, and no second is', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(60_000, { paymentWindowSeconds: 30 + soonSeconds(4) });
  const page = await openPage(t);
  await page.goto(`${shop.url}/sales/${sale.saleId}`);
  const button = await waitForButton(page, /^Starts in 0[01]:/, false);
  const heard = await listen(page);
  await button.focus();
  await shop.openIn(sale.saleId, 18_000);
  await waitForButton(page, 'Buy now');
  // The button was never taken away: who waited on it presses it.
  assert.equal((await page.locator(':focus').textContent())?.trim(), 'Buy now');
  await page.keyboard.press('Enter');
  await waitForButton(page, 'Pay ¥99.00');
  await page.getByText('30 seconds left to pay.').waitFor({ state: 'attached' });
  const said = await heard();
  assert.match(said[0] ?? '', /^10 seconds until the sale opens\.$/);
  assert.match(said[1] ?? '', /^Open now\. 1 per person/);
  assert.equal(said.at(-1), '30 seconds left to pay.');
  assert.ok(said.length <= 5, JSON.stringify(said));
});
