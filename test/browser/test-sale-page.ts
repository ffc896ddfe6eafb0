// What tests do and read on a sale's page, so that a changed page is changed here once.
import type { Locator, Page } from 'playwright-core';

export const salePath = (saleId: string): string => `/sales/${saleId}`;

/** The one button. */
export const mainButton = (page: Page): Locator => page.locator('.stage-action .ui-button');

/** The panel, once its headline or its button has this text. */
export const panelWith = (page: Page, text: string | RegExp): Locator =>
  page.locator('.stage-panel').filter({ hasText: text });

/** Waits until the button has this text and can be pressed, or cannot. */
export async function waitForButton(page: Page, text: string | RegExp, isEnabled = true): Promise<Locator> {
  const state = isEnabled ? ':not([aria-disabled])' : '[aria-disabled="true"]';
  const button = page.locator(`.stage-action .ui-button${state}`).filter({ hasText: text });
  await button.waitFor();
  return button;
}

/** Waits until a text is somewhere on the page. */
export async function waitForText(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor();
}
