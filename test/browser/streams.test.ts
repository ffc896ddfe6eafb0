// Streams are for the few: everybody else reads the sale that is cached for all. Five thousand of them fit into one
// node, and whoever comes after them reads, and sees no difference.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import type { TestContext } from 'node:test';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { cleanEnvironment, temporaryFolder } from '../penstock-process.ts';
import { soonSeconds } from '../soon-seconds.ts';
import { closeBrowser, openPage } from './test-browser.ts';
import { mainButton, panelWith, salePath, waitForButton } from './test-sale-page.ts';
import { handsOn, shopOfFile } from './test-shop.ts';

const testShop = shopOfFile();
after(closeBrowser);

/** The streams that one node carries (`sseStreamsMax`), and what they may cost together, in bytes. */
const streamsMax = 5_000;
const streamsBytesMax = 100 * 1_024 * 1_024;
/** In milliseconds: how long reads are counted. */
const countedMs = 8_000;

/** When a page read the sale, and how many streams it asked for, by kind. */
function countReads(page: Page): { readonly readsAtMs: number[]; readonly streams: string[] } {
  const seen = { readsAtMs: [] as number[], streams: [] as string[] };
  page.on('request', (asked) => {
    const { pathname } = new URL(asked.url());
    if (/^\/api\/v1\/sales\/[^/]+$/.test(pathname)) seen.readsAtMs.push(performance.now());
    if (pathname.endsWith('/events')) seen.streams.push(pathname.split('/')[3] ?? '');
  });
  return seen;
}

/** The reads of the next seconds; waits for the last of them. */
async function readsWithin(page: Page, seen: ReturnType<typeof countReads>): Promise<readonly number[]> {
  const fromMs = performance.now();
  while (performance.now() < fromMs + countedMs)
    await page.waitForRequest(/\/api\/v1\//, { timeout: 30_000 }).catch(() => undefined);
  return seen.readsAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + countedMs);
}

test('before and during a sale a page reads, and streams begin with an order or a wish to be told', async (t) => {
  const shop = testShop();
  const sale = await shop.makeSale(60_000, { units: 1, paymentWindowSeconds: 600 });
  const page = await openPage(t);
  const seen = countReads(page);
  await page.goto(shop.url + salePath(sale.saleId));
  await waitForButton(page, /^Starts in/, false);
  await shop.openIn(sale.saleId, 2_000);
  const button = await waitForButton(page, 'Buy now');
  assert.deepEqual(seen.streams, [], 'no stream before the opening');
  const readsAtMs = await readsWithin(page, seen);
  const gapsMs = readsAtMs.slice(1).map((atMs, index) => atMs - (readsAtMs[index] ?? 0));
  t.diagnostic(
    `${readsAtMs.length} reads in ${countedMs / 1_000} s, ${gapsMs.map((ms) => ms.toFixed(0)).join(', ')} ms apart`,
  );
  // Once a second, a fifth more or less: never more often, whatever the machine does.
  assert.ok(readsAtMs.length <= countedMs / 800 + 1, `${readsAtMs.length} reads`);
  assert.ok(readsAtMs.length >= 3, `${readsAtMs.length} reads`);
  assert.ok(Math.max(...gapsMs) - Math.min(...gapsMs) > 20, 'the reads of a crowd spread');
  assert.deepEqual(seen.streams, [], 'no stream while the sale is open');

  await button.click();
  await waitForButton(page, 'Pay ¥99.00');
  if (seen.streams.length === 0) await page.waitForRequest(/\/events$/);
  assert.deepEqual(seen.streams, ['orders'], 'one stream of the order');

  const watcher = await openPage(t);
  const watched = countReads(watcher);
  await watcher.goto(shop.url + salePath(sale.saleId));
  await (await waitForButton(watcher, 'Tell me if one frees up')).click();
  await waitForButton(watcher, 'Watching. Tap to stop');
  if (watched.streams.length === 0) await watcher.waitForRequest(/\/events$/);
  assert.deepEqual(watched.streams, ['sales'], 'one stream of who wants to be told');
});

type Child = {
  readonly url: string;
  readonly adminToken: string;
  /** In bytes, after a forced collection. */
  memory(): Promise<{ readonly rss: number; readonly heapUsed: number; readonly external: number }>;
};

async function startChild(t: TestContext): Promise<Child> {
  const env = cleanEnvironment({ PENSTOCK_DATA_DIR: temporaryFolder(), PENSTOCK_PORT: '0' });
  const file = fileURLToPath(new URL('serve-for-streams.ts', import.meta.url));
  const child = fork(file, { env, execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  t.after(async () => {
    child.send('stop');
    await ended;
  });
  const [{ url, adminToken }] = await once(child, 'message');
  return {
    url,
    adminToken,
    memory: async () => {
      child.send('memory');
      const [bytes] = await once(child, 'message');
      return bytes;
    },
  };
}

/** Opens streams of a sale and leaves them open. Answers the statuses, and how to close them. */
async function openStreams(
  url: string,
  count: number,
): Promise<{ readonly statuses: readonly number[]; close(): void }> {
  const requests: ReturnType<typeof request>[] = [];
  const statuses: number[] = [];
  // In portions, so that no connection waits in a line that is too short for all of them.
  const portion = 250;
  for (let opened = 0; opened < count; opened += portion) {
    const answers = Array.from({ length: Math.min(portion, count - opened) }, async () => {
      const asked = request(url, { agent: false }).end();
      asked.on('error', () => undefined);
      requests.push(asked);
      const [response] = await once(asked, 'response');
      response.resume();
      statuses.push(response.statusCode);
    });
    await Promise.all(answers);
  }
  return {
    statuses,
    close: () => {
      for (const asked of requests) asked.destroy();
    },
  };
}

test('5,000 streams cost at most 100 MB, and the next page works by reading', async (t) => {
  const { url, adminToken, memory } = await startChild(t);
  const shop = handsOn(url, adminToken);
  const crowd = await shop.makeSale(-1_000);
  const stream = `${url}/api/v1/sales/${crowd.saleId}/events`;
  // A server that has served before: what its first answers load, and the room that V8 keeps for young objects once there
  // is traffic, are not counted for the streams.
  for (let reads = 0; reads < 4_000; reads += 100) {
    await Promise.all(
      Array.from({ length: 100 }, async () => (await fetch(`${url}/api/v1/sales/${crowd.saleId}`)).text()),
    );
  }
  (await openStreams(stream, 50)).close();
  const before = await memory();
  const streams = await openStreams(stream, streamsMax);
  t.after(() => streams.close());
  assert.deepEqual([...new Set(streams.statuses)], [200]);
  // Something to tell, so that every stream has been written to.
  await shop.takeUnits(crowd.saleId, 2);
  const afterwards = await memory();
  const grown = afterwards.rss - before.rss;
  const mb = (bytes: number) => (bytes / 1_024 / 1_024).toFixed(1);
  t.diagnostic(
    `${streamsMax} streams: ${mb(grown)} MB more resident (${(grown / streamsMax / 1_024).toFixed(1)} KB each), ` +
      `${mb(afterwards.heapUsed - before.heapUsed)} MB of it in the heap; ${mb(afterwards.rss)} MB in all`,
  );
  assert.ok(grown <= streamsBytesMax, `${mb(grown)} MB`);
  assert.deepEqual((await openStreams(stream, 1)).statuses, [204]);

  const sale = await shop.makeSale(-1_000, { units: 1, paymentWindowSeconds: soonSeconds(10) });
  const [holder, watcher] = [await openPage(t), await openPage(t)];
  await holder.goto(url + salePath(sale.saleId));
  await (await waitForButton(holder, 'Buy now')).click();
  await waitForButton(holder, 'Pay ¥99.00');
  await watcher.goto(url + salePath(sale.saleId));
  await (await waitForButton(watcher, 'Tell me if one frees up')).click();
  await waitForButton(watcher, 'Watching. Tap to stop');
  await panelWith(holder, 'Your reservation was not paid in time').waitFor();
  await waitForButton(watcher, 'Buy now');
  await mainButton(watcher).click();
  await waitForButton(watcher, 'Pay ¥99.00');
});
