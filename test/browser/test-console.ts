// The console in a browser: operators with accounts, signed in by its own page.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { OperatorRole } from '@penstock/contract';
import type { Page } from 'playwright-core';
import type { PageOptions } from './test-browser.ts';
import { openPage } from './test-browser.ts';
import type { Hands } from './test-shop.ts';

/** Of every operator that tests make. */
export const testPassword = 'a sentence for tests only';

let operatorsMade = 0;

/** Makes an account of a role; answers its name. */
export async function makeOperator(shop: Pick<Hands, 'operator'>, role: OperatorRole): Promise<string> {
  operatorsMade += 1;
  const name = `${role}-${operatorsMade}`;
  const result = await shop.operator.call('createOperator', { body: { name, role, password: testPassword } });
  assert.ok(result.kind === 'ok', JSON.stringify(result));
  return name;
}

/** The words on the page for signing in, by the language of the browser. */
const words = {
  en: { name: 'Name', password: 'Password', go: 'Sign in' },
  zh: { name: '用户名', password: '密码', go: '登录' },
} as const;

/** Fills in the page for signing in, which must be shown. */
export async function signIn(
  page: Page,
  name: string,
  { password = testPassword, language = 'en' }: { readonly password?: string; readonly language?: 'en' | 'zh' } = {},
): Promise<void> {
  const { name: nameLabel, password: passwordLabel, go } = words[language];
  await page.getByLabel(nameLabel, { exact: true }).fill(name);
  await page.getByLabel(passwordLabel, { exact: true }).fill(password);
  await page.getByRole('button', { name: go, exact: true }).click();
}

/** Opens a page of the console for an operator of a role, who is signed in. */
export async function openConsole(
  t: TestContext,
  shop: Pick<Hands, 'url' | 'operator'>,
  { role, path = '', ...options }: PageOptions & { readonly role: OperatorRole; readonly path?: string },
): Promise<Page> {
  const name = await makeOperator(shop, role);
  const page = await openPage(t, options);
  await page.goto(`${shop.url}/console${path}`);
  await signIn(page, name, { language: options.locale === 'zh-CN' ? 'zh' : 'en' });
  await page.locator('.frame-who').getByText(name).waitFor();
  return page;
}

/** Answers the dialog of an act: its reason, then its button. */
export async function confirmAct(page: Page, button: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why', { exact: true }).fill(reason);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Waits until a row of the board's stock says this: left, held, paid and, where it is given, returned. */
export async function waitForStock(page: Page, source: 'Gate' | 'Ledger', numbers: readonly string[]): Promise<void> {
  await page.waitForFunction(
    ([name, ...wanted]) =>
      [...document.querySelectorAll('.stock-table tbody tr')].some((row) => {
        const cells = [...row.querySelectorAll('td')].map(({ textContent }) => textContent);
        const isOfSource = row.querySelector('th button')?.textContent?.trim() === name;
        return isOfSource && wanted.every((number, at) => cells[at] === number);
      }),
    [source, ...numbers],
  );
}
