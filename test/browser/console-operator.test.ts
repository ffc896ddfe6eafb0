// An operator's evening: a sale is made, watched, paused, resumed, enlarged, exported and audited; a viewer looks on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { closeBrowser, openPage } from './test-browser.ts';
import { confirmAct, makeOperator, openConsole, signIn, waitForStock } from './test-console.ts';
import { waitForText } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

test('a wrong password is told, the right one opens the page that was asked for, and signing out ends it', async (t) => {
  const shop = testShop();
  const name = await makeOperator(shop, 'viewer');
  const page = await openPage(t);
  await page.goto(`${shop.url}/console/log`);
  await signIn(page, name, { password: 'not the right sentence' });
  await page.getByRole('alert').getByText('Name or password is wrong.').waitFor();
  await signIn(page, name);
  await page.getByRole('heading', { name: 'Operators’ log' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('an operator makes a sale, watches it, pauses, resumes, adds stock, exports and audits', async (t) => {
  const shop = testShop();
  const page = await openConsole(t, shop, { role: 'operator' });
  await page.getByRole('link', { name: 'New sale' }).first().click();
  await page.getByLabel('Title').fill('Kettle');
  await page.getByLabel('Id', { exact: true }).fill('kettle');
  await page.getByRole('button', { name: 'Save as a draft' }).click();
  await waitForText(page, 'Write a whole number above 0.');
  await page.getByLabel('SKU').fill('kettle-1');
  await page.getByLabel('Units').fill('5');
  await page.getByLabel('Price').fill('49.90');
  const preview = page.frameLocator('.preview-frame');
  await preview.getByRole('heading', { name: 'Kettle' }).waitFor();
  await preview.getByText('¥49.90').waitFor();
  await page.getByText('Sold out', { exact: true }).click();
  await preview.getByText('All 5 are sold and paid.').waitFor();
  await page.getByRole('button', { name: 'Save as a draft' }).click();
  await page.getByRole('heading', { name: 'Kettle' }).waitFor();
  await page.getByText(/^Ready/).waitFor();
  await page.getByText('Gate and ledger agree, unit by unit').waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.locator('.stock-table').waitFor();
  const made = await shop.operator.call('getAnySale', { params: { saleId: 'kettle' } });
  assert.ok(made.kind === 'ok');
  assert.deepEqual(
    [made.body.state, made.body.phase, made.body.variants[0]?.priceMinor],
    ['published', 'scheduled', 4_990],
  );

  const sale = await shop.makeSale(-1_000, { units: 4 });
  await page.goto(`${shop.url}/console/sales/${sale.saleId}`);
  await page.getByText('0 · they agree').waitFor();
  await shop.takeUnits(sale.saleId, 3);
  await waitForStock(page, 'Gate', ['1', '3', '0', '–']);

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await waitForText(page, /^Nobody is given a unit from now on: 1 stay free\. The 3 that are held/);
  await page.getByRole('dialog').getByRole('button', { name: 'Pause the sale' }).click();
  await waitForText(page, 'Say why: somebody will ask.');
  await confirmAct(page, 'Pause the sale', 'a wrong picture');
  await page.locator('.sale-head .ui-badge').getByText('Paused').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await confirmAct(page, 'Resume the sale', 'the picture is right');
  await page.locator('.sale-head .ui-badge').getByText('Open').waitFor();
  await page.getByRole('button', { name: 'Add stock' }).click();
  await page.getByLabel('How many more').fill('6');
  await waitForText(page, /^4 units become 10\. The 6 new ones/);
  await confirmAct(page, 'Add them', 'second pallet');
  await page.getByRole('heading', { name: 'Stock: 10 units' }).waitFor();
  await page.locator('.notes-card').getByText('“second pallet”').waitFor();

  await page.getByRole('link', { name: 'Orders' }).click();
  await page.getByText('3 orders').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save all found as CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
  assert.equal(lines.length, 4);
  await page.getByRole('cell').getByRole('link').first().click();
  await page.locator('.story li').nth(1).waitFor();
  await page.goBack();
  await page.getByLabel('Status').selectOption('paid');
  await waitForText(page, 'No order is like this');

  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByText('The books agree').waitFor();
  await page.getByRole('link', { name: 'Report' }).click();
  await page.getByRole('heading', { name: 'What was sold' }).waitFor();
  await page.getByRole('link', { name: 'Operators’ log' }).click();
  await page.getByRole('cell', { name: 'a wrong picture' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a viewer sees everything, can change nothing, and reads why', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  const page = await openConsole(t, shop, { role: 'viewer', path: `/sales/${sale.saleId}` });
  await page.getByText('This needs the role operator; yours is viewer.').first().waitFor();
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  assert.equal(await pause.getAttribute('aria-disabled'), 'true');
  await pause.click({ force: true });
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.getByRole('link', { name: 'Operators', exact: true }).click();
  await waitForText(page, 'This needs the role admin; yours is viewer.');
  await page.goto(`${shop.url}/console/new-sale`);
  const save = page.getByRole('button', { name: 'Save as a draft' });
  await save.waitFor();
  assert.equal(await save.getAttribute('aria-disabled'), 'true');
});

test('an admin adds an operator, who can then sign in, and disables them again', async (t) => {
  const shop = testShop();
  const page = await openConsole(t, shop, { role: 'admin', path: '/operators' });
  await page.getByRole('button', { name: 'Add an operator' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('bea');
  await dialog.getByLabel('Role').selectOption('operator');
  await dialog.getByLabel('Password').fill('bea has a long sentence');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: 'bea', exact: true }).waitFor();
  const other = await openPage(t);
  await other.goto(`${shop.url}/console`);
  await signIn(other, 'bea', { password: 'bea has a long sentence' });
  await other.getByRole('heading', { name: 'Home' }).waitFor();
  await page.getByRole('button', { name: 'Change bea' }).click();
  await page.getByRole('dialog').getByLabel('State').selectOption('disabled');
  await waitForText(page, 'Every session of this account ends at once.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await other.getByRole('link', { name: 'Sales' }).click();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
});
