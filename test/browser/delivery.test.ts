// How the pages come: small, hashed, kept for ever, from one site alone, and under a strict policy.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from './test-browser.ts';
import { salePath, waitForButton } from './test-sale-page.ts';
import { shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

const shopFolder = fileURLToPath(new URL('../../apps/storefront', import.meta.url));

/** In bytes of gzip: what the sale's page may load by itself, from the address to the button that can be pressed. */
const scriptMax = 35 * 1_024;
const styleMax = 8 * 1_024;

/** The gzipped bytes of everything that a page has loaded under /assets, by its ending. */
async function loadedBytes(page: Page): Promise<Readonly<Record<string, number>>> {
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const bytes: Record<string, number> = {};
  for (const path of new Set(names.map((name) => new URL(name).pathname))) {
    const ending = /^\/assets\/.+\.(js|css)$/.exec(path)?.[1];
    if (ending !== undefined)
      bytes[ending] = (bytes[ending] ?? 0) + statSync(join(shopFolder, 'dist', `${path}.gz`)).size;
  }
  return bytes;
}

for (const [locale, armed] of [
  ['en-GB', 'Buy now'],
  ['zh-CN', '立即抢购'],
] as const) {
  test(`the sale’s page is small (${locale})`, async (t) => {
    const shop = testShop();
    const sale = await shop.makeSale(5_000);
    const page = await openPage(t, { locale });
    await page.goto(shop.url + salePath(sale.saleId));
    await waitForButton(page, armed);
    // What it loads by itself when nothing happens: the sale is read again and again.
    for (let reads = 0; reads < 3; reads += 1) await page.waitForResponse(/\/api\/v1\/sales\/[^/]+$/);
    const { js = 0, css = 0 } = await loadedBytes(page);
    t.diagnostic(`${locale}: ${js} bytes of gzipped script, ${css} of style`);
    assert.ok(js > 20_000 && js <= scriptMax, `${js} bytes of script, of ${scriptMax}`);
    assert.ok(css > 1_000 && css <= styleMax, `${css} bytes of style, of ${styleMax}`);
  });
}

test('the policy is strict, nothing breaks it, and no other site is asked for anything', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(-1_000);
  // A page whose console says that its policy was broken fails in `openPage`.
  const page = await openPage(t);
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== shop.url) foreign.push(request.url());
  });
  const response = await page.goto(shop.url + salePath(sale.saleId));
  const policy = (await response?.headerValue('content-security-policy')) ?? '';
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])
    assert.ok(policy.split('; ').includes(rule), `${rule} is not in: ${policy}`);
  assert.ok(!policy.includes('unsafe'), policy);
  await (await waitForButton(page, 'Buy now')).click();
  await waitForButton(page, 'Pay ¥99.00');
  for (const [path, heading] of [
    ['/', 'Sales'],
    ['/orders', 'My orders'],
    ['/how-we-pick', 'How we pick'],
  ] as const) {
    await page.goto(shop.url + path);
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
  }
  assert.deepEqual(foreign, []);
});

test('what is hashed is kept for ever, and what names it is asked for each time', async () => {
  const shop = testShop();
  const page = await fetch(`${shop.url}/`);
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  const html = await page.text();
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
  assert.ok(files.length >= 3, html);
  for (const file of files) {
    assert.match(file, /-[\w-]{8}\.(js|css|svg)$/);
    const { headers } = await fetch(shop.url + file);
    assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable', file);
  }
});

test('built for a content network, the page and its policy name it, and the calls stay at home', () => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-cdn-'));
  try {
    const vite = join(shopFolder, '..', '..', 'node_modules', 'vite', 'bin', 'vite.js');
    const args = [vite, 'build', '--logLevel', 'error', '--outDir', folder, '--emptyOutDir'];
    const env = { ...process.env, PENSTOCK_ASSET_BASE: 'https://cdn.example/shop/' };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: shopFolder, env, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    assert.match(html, /src="https:\/\/cdn\.example\/shop\/assets\/shop-[\w-]+\.js"/);
    const policy = JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8'))['content-security-policy'];
    assert.match(policy, /script-src 'self' https:\/\/cdn\.example;/);
    assert.match(policy, /connect-src 'self';/);
    const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
    const code = scripts.map((name) => readFileSync(join(folder, 'assets', name), 'utf8')).join('\n');
    assert.ok(!code.includes('cdn.example/shop/api'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
