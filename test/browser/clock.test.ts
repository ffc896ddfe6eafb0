// The countdown follows the server's clock, whatever the device's clock says.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from './test-browser.ts';
import { salePath, waitForButton } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

const hourMs = 3_600_000;
/** In milliseconds: how far a countdown may be from the server's time on one machine. */
const countdownErrorMaxMs = 50;
/** In milliseconds: how late the button may arm. */
const armLateMaxMs = 100;
/** Openings of which the quickest counts: a machine that is busy makes a timer late, and never early. */
const openingsMax = 3;

type Seen = { readonly text: string; readonly atMs: number };

/** Writes down when the countdown and the button change, by the machine's clock, which the server has too. */
async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Seen[] = [];
    (window as unknown as { seen: Seen[] }).seen = seen;
    const note = () => {
      const button = document.querySelector('.stage-action .ui-button');
      const text = button?.hasAttribute('aria-disabled')
        ? (document.querySelector('[role=timer]')?.textContent ?? '')
        : 'armed';
      // The origin of the steady clock is no `Date`, so that a wrong one does not reach it.
      if (seen.at(-1)?.text !== text) seen.push({ text, atMs: performance.timeOrigin + performance.now() });
    };
    const panel = document.querySelector('.sale-act');
    if (panel !== null)
      new MutationObserver(note).observe(panel, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
  });
}

const seenOf = (page: Page): Promise<readonly Seen[]> =>
  page.evaluate(() => (window as unknown as { seen: readonly Seen[] }).seen);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

for (const [name, clockErrorMs] of [
  ['an hour fast', hourMs],
  ['an hour slow', -hourMs],
] as const) {
  test(`with a clock that is ${name} the countdown is right, and the first ask is not early`, async (t) => {
    const shop = testShop();
    let armLateMs = Number.POSITIVE_INFINITY;
    for (let opening = 0; opening < openingsMax && armLateMs > armLateMaxMs; opening += 1) {
      const sale = await shop.makeSale(60_000);
      const page = await openPage(t, { clockErrorMs });
      const answers: number[] = [];
      page.on('response', (response) => {
        if (response.request().method() === 'POST' && response.url().endsWith('/orders'))
          answers.push(response.status());
      });
      await page.goto(shop.url + salePath(sale.saleId));
      await waitForButton(page, /^Starts in 0[01]:/, false);
      assert.ok(
        Math.abs((await page.evaluate(() => Date.now())) - Date.now()) > hourMs / 2,
        'the device’s clock is wrong',
      );
      await watchPage(page);
      const opensAtMs = await shop.openIn(sale.saleId, 12_000);
      await (await waitForButton(page, 'Buy now')).click();
      await waitForButton(page, 'Pay ¥99.00');
      const seen = await seenOf(page);
      const errors = seen
        .filter(({ text }) => /^00:0\d$/.test(text))
        .map(({ text, atMs }) => Math.abs(atMs - (opensAtMs - 1_000 * Number(text.slice(3)))));
      assert.ok(errors.length >= 3, `the countdown ran: ${JSON.stringify(seen)}`);
      const armed = seen.find(({ text }) => text === 'armed');
      armLateMs = (armed?.atMs ?? Number.POSITIVE_INFINITY) - opensAtMs;
      t.diagnostic(
        `countdown off by ${median(errors).toFixed(0)} ms, armed ${armLateMs.toFixed(0)} ms after the opening`,
      );
      assert.ok(armLateMs >= 0, 'the button never arms before the opening');
      assert.ok(median(errors) <= countdownErrorMaxMs, `the countdown is off by ${median(errors)} ms`);
      assert.deepEqual(answers, [202]);
    }
    assert.ok(armLateMs <= armLateMaxMs, `the button armed ${armLateMs} ms late`);
  });
}
