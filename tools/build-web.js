/**
 * Builds the pages: `node tools/build-web.js` builds them all. Plain JavaScript, because it runs before the Node that can
 * read TypeScript is chosen.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from './install.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

const webApps = ['apps/storefront', 'apps/console'];
/** What every page is made of, beside its own folder. */
const sharedSources = [
  'packages/ui',
  'packages/web',
  'packages/web-build',
  'packages/client',
  'packages/contract',
  'package-lock.json',
];
const notSources = new Set(['node_modules', 'dist']);

/**
 * Builds the pages that are missing or old. Production has no tools to build with: there the pages were built before,
 * and nothing is done.
 */
export function buildIfOld() {
  if (existsSync(vite)) build(existingApps().filter(isOld));
}

/** @param {readonly string[]} apps */
function build(apps) {
  for (const app of apps) {
    process.stderr.write(`penstock: building the pages of ${app} ...\n`);
    // Built aside and moved in whole: a server that runs, or that starts at the same time, never sees half of it.
    const aside = join(root, 'node_modules', '.cache', 'penstock-pages', String(process.pid));
    const args = [vite, 'build', '--logLevel', 'warn', '--outDir', join(aside, 'new'), '--emptyOutDir'];
    const { status, error } = spawnSync(process.execPath, args, { cwd: join(root, app), stdio: ['ignore', 2, 2] });
    if (status !== 0) {
      process.stderr.write(`penstock: the pages of ${app} could not be built${error ? `: ${error.message}` : ''}.\n`);
      process.exit(1);
    }
    moveIn(join(aside, 'new'), join(root, app, 'dist'), join(aside, 'old'));
    rmSync(aside, { recursive: true });
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string} away where what stood there goes
 */
function moveIn(from, to, away) {
  try {
    renameSync(to, away);
  } catch (error) {
    // Nothing stood there, or another build has just taken it away.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  try {
    renameSync(from, to);
  } catch (error) {
    // Another build was moved in a moment before: it is of the same sources.
    if (!existsSync(join(to, 'index.html'))) throw error;
  }
}

/** @returns {readonly string[]} */
function existingApps() {
  return webApps.filter((app) => existsSync(join(root, app, 'vite.config.ts')));
}

/** @param {string} app */
function isOld(app) {
  const page = join(root, app, 'dist', 'index.html');
  if (!existsSync(page)) return true;
  const builtAtMs = statSync(page).mtimeMs;
  return [app, ...sharedSources].some((path) => newestMs(join(root, path)) > builtAtMs);
}

/**
 * @param {string} path a file or a folder
 * @returns {number} when the newest file in it was changed, in milliseconds since 1970
 */
function newestMs(path) {
  const about = statSync(path);
  if (!about.isDirectory()) return about.mtimeMs;
  const entries = readdirSync(path).filter((name) => !notSources.has(name) && !name.endsWith('.test.ts'));
  return Math.max(0, ...entries.map((name) => newestMs(join(path, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installMissing(root, { withDev: true });
  build(existingApps());
}
