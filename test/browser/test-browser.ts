// Chromium for tests: pages that watch themselves for errors and layout shifts, and leave a picture when a test fails.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Where a failing test leaves its pictures; git does not see it. */
const picturesFolder = fileURLToPath(new URL('../../coverage/browser', import.meta.url));

const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** In milliseconds: what a page may take to show something, a countdown that a busy machine made longer included. */
const showTimeoutMs = 90_000;

const chromiumFlags: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium; the caller closes it. */
export function launchChromium(): Promise<Browser> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const executablePath = folders.map((folder) => join(folder, 'chromium')).find((file) => existsSync(file));
  assert.ok(executablePath !== undefined, 'chromium is not installed');
  return chromium.launch({ executablePath, args: [...chromiumFlags] });
}

let shared: Promise<Browser> | undefined;

/** The browser of a test file: started with the first page, ended with the process. */
function browserOfFile(): Promise<Browser> {
  shared ??= launchChromium();
  return shared;
}

/** To be called by a test file once, in its `after`. */
export async function closeBrowser(): Promise<void> {
  await (await shared)?.close();
}

export type PageOptions = BrowserContextOptions & {
  /** Another page of the same person: it shares their storage and cookies. */
  readonly beside?: Page;
  /** Milliseconds by which the device's clock is wrong. */
  readonly clockErrorMs?: number;
};

/** Opens an empty page of a new person, on a desktop and in English unless told otherwise. */
export async function openPage(
  t: TestContext,
  { beside, clockErrorMs = 0, ...options }: PageOptions = {},
): Promise<Page> {
  const browser = await browserOfFile();
  const context = beside?.context() ?? (await browser.newContext({ locale: 'en-GB', ...options }));
  context.setDefaultTimeout(showTimeoutMs);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.stack || String(error)));
  page.on('console', (message) => {
    // What the network or a refusal causes is for the page to show, and the browser logs it all the same.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  await page.addInitScript(watchShifts);
  if (clockErrorMs !== 0) await page.addInitScript(setClockWrong, clockErrorMs);
  t.after(async () => {
    if (!t.passed) await takePicture(page, t.name);
    await page.close();
    if (beside === undefined) await context.close();
    assert.deepEqual(faults, [], 'the page broke');
  });
  return page;
}

// A test may have several pages.
let picturesTaken = 0;

async function takePicture(page: Page, testName: string): Promise<void> {
  mkdirSync(picturesFolder, { recursive: true });
  picturesTaken += 1;
  const path = join(picturesFolder, `${testName.replaceAll(/[^\w]+/g, '-')}-${picturesTaken}.png`);
  await page.screenshot({ path, fullPage: true }).catch((error) => console.log(`no picture: ${error}`));
  console.log(`the page is in ${path}`);
}

/** The layout shifts of a page so far that no act of the person caused, in words. */
export function shiftsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { shifts: readonly string[] }).shifts);
}

/** What axe finds on a page, in words. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}

// These two run in the page, before anything of its own.
function watchShifts(): void {
  const shifts: string[] = [];
  (window as unknown as { shifts: string[] }).shifts = shifts;
  type Shift = PerformanceEntry & {
    readonly value: number;
    readonly hadRecentInput: boolean;
    readonly sources: readonly {
      readonly node: Node | null;
      readonly previousRect: DOMRectReadOnly;
      readonly currentRect: DOMRectReadOnly;
    }[];
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as readonly PerformanceEntry[] as readonly Shift[]) {
      if (entry.hadRecentInput) continue;
      const nodes = entry.sources.map(({ node, previousRect: was, currentRect: now }) => {
        const text = node instanceof Element ? node.outerHTML.slice(0, 120) : `text ${node?.textContent?.slice(0, 40)}`;
        return `${text} from ${was.x},${was.y} ${was.width}x${was.height} to ${now.x},${now.y} ${now.width}x${now.height}`;
      });
      shifts.push(`${entry.value}: ${nodes.join(' | ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

function setClockWrong(errorMs: number): void {
  const RealDate = Date;
  const now = () => RealDate.now() + errorMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
