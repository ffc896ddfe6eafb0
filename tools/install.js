/**
 * Installs the dependencies that package-lock.json names and node_modules lacks. Plain JavaScript, because it runs
 * before the Node that can read TypeScript is there: any Node from 18 on will do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, dev?: boolean }} LockedPackage */

/**
 * @param {string} root the repository's folder
 * @param {{ withDev: boolean }} options whether the tools for development are needed too
 */
export function installMissing(root, { withDev }) {
  if (isInstalled(root, withDev)) return;
  const isFirst = !existsSync(join(root, 'node_modules'));
  say(isFirst ? 'installing the dependencies (first run, may take a minute) ...' : 'updating the dependencies ...');
  // `npm ci` starts from an empty folder, so it is kept for the first time: later it would take the modules away from
  // under a server that runs. `--no-save` leaves the lock file as it is.
  const args = isFirst ? ['ci'] : ['install', '--no-save'];
  if (withDev) args.push('--include=dev');
  args.push('--include=optional', '--no-audit', '--no-fund', '--loglevel=error');
  // npm's standard output goes to our standard error: ours may be the JSON that a script reads.
  const npm = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (npm.error) fail(`npm could not be run (${npm.error.message}). Install npm, which comes with Node.`);
  if (npm.signal) process.kill(process.pid, npm.signal);
  if (npm.status !== 0) {
    fail(
      `\`npm ${args[0]}\` failed with exit code ${npm.status}; its reason is above. If it names a host or the network, ` +
        'the npm registry is not reachable from here: check the connection, the proxy and `npm config get registry`.',
    );
  }
  if (!isInstalled(root, withDev)) {
    fail('npm reported success, but packages are missing: remove node_modules and run `npm ci --include=dev`.');
  }
  say('installed.');
}

/**
 * npm writes what it installed into node_modules/.package-lock.json, as its last act: an install that was cut short
 * leaves no such file, and one made by hand needs no mark of ours.
 * @param {string} root
 * @param {boolean} withDev
 */
function isInstalled(root, withDev) {
  const wanted = readLock(join(root, 'package-lock.json'));
  if (!wanted) return true;
  const present = readLock(join(root, 'node_modules', '.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted).every(([path, locked]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const found = present[path];
    if (found) return locked.link === true || found.version === locked.version;
    if (locked.optional || locked.devOptional) return true;
    return locked.dev === true && !withDev;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`penstock: ${text}\n`);
}

/**
 * @param {string} text
 * @returns {never}
 */
function fail(text) {
  say(text);
  process.exit(1);
}
