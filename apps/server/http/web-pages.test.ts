import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import Fastify from 'fastify';
import { registerWebPages } from './web-pages.ts';

const policy = "default-src 'none'; frame-ancestors 'none'; script-src 'self'";

function builtApp(t: TestContext, word: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-pages-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), `<p>${word}</p>`);
  writeFileSync(join(folder, 'headers.json'), JSON.stringify({ 'content-security-policy': policy }));
  writeFileSync(join(folder, 'assets', 'main-abc.js'), `/* ${word} */`);
  return folder;
}

async function serve(t: TestContext) {
  const app = Fastify();
  await registerWebPages(app, [
    {
      name: 'shop',
      folder: builtApp(t, 'shop'),
      assetsPath: '/assets/',
      pagePaths: ['/', '/sales/:id'],
      framedPaths: ['/preview'],
    },
    {
      name: 'console',
      folder: builtApp(t, 'console'),
      assetsPath: '/console/assets/',
      pagePaths: ['/console', '/console/*'],
    },
    { name: 'other', folder: '/nowhere', assetsPath: '/other/assets/', pagePaths: ['/other'] },
  ]);
  return async (url: string) => {
    const { statusCode, headers, body } = await app.inject({ url });
    return { statusCode, headers, body };
  };
}

test('every address of an app is its page, never cached and with its policy', async (t) => {
  const get = await serve(t);
  for (const [url, word] of [
    ['/', 'shop'],
    ['/sales/x', 'shop'],
    ['/console', 'console'],
    ['/console/', 'console'],
    ['/console/sales/x/audit', 'console'],
  ] as const) {
    const { statusCode, headers, body } = await get(url);
    assert.deepEqual([statusCode, body], [200, `<p>${word}</p>`], url);
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['content-security-policy'], policy);
  }
});

test('hashed files are kept for ever, each app’s own, and nothing else is there', async (t) => {
  const get = await serve(t);
  for (const [url, word] of [
    ['/assets/main-abc.js', 'shop'],
    ['/console/assets/main-abc.js', 'console'],
  ] as const) {
    const { headers, body } = await get(url);
    assert.equal(body, `/* ${word} */`);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
  }
  for (const url of ['/assets/none.js', '/console/assets/none.js', '/console/assets/..%2fheaders.json', '/sales']) {
    assert.equal((await get(url)).statusCode, 404, url);
  }
});

test('only the preview may be shown in a frame, and only by pages of this site', async (t) => {
  const get = await serve(t);
  const { headers, body } = await get('/preview');
  assert.equal(body, '<p>shop</p>');
  assert.equal(headers['content-security-policy'], policy.replace("ancestors 'none'", "ancestors 'self'"));
  assert.equal(headers['x-frame-options'], 'SAMEORIGIN');
});

test('an app that was not built says how to build it', async (t) => {
  const { statusCode, body } = await (await serve(t))('/other');
  assert.equal(statusCode, 503);
  assert.match(body, /pages of the other are not built yet\. Run `npm run build`/);
});
