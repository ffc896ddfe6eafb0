/**
 * Runs a TypeScript entry on Node 26, wherever it is started from. Plain JavaScript for any Node from 18 on.
 *
 * Signals: the entry runs in this process when this already is the right Node. Otherwise it is a child in the same
 * process group, and a signal that reaches this process is passed on, so that the child stops by its own rules; this
 * process waits for it and ends as it ended. Ctrl-C reaches the child from the terminal, and once more from here (npm,
 * too, passes it on): an entry therefore takes a signal repeated within SIGNAL_REPEAT_MS for one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installMissing } from './install.js';

/** The oldest Node that runs TypeScript as it is and has node:sqlite without a flag. */
const NODE_MAJOR_MIN = 24;
/** In milliseconds: npm and the terminal deliver the same Ctrl-C within a few of them; a person's second one comes later. */
const SIGNAL_REPEAT_MS = 1000;

const root = fileURLToPath(new URL('..', import.meta.url));
const localBin = join(root, 'node_modules', '.bin');
/** Where Node keeps what it has compiled, by content: a start then takes half the time. It goes with node_modules. */
const compileCache = join(root, 'node_modules', '.cache', 'node-compile-cache');

/**
 * @param {string} entry the TypeScript file, relative to the repository's folder
 * @param {readonly string[]} args what the entry finds behind its own name in process.argv
 * @param {{ withDev: boolean, prepare?: () => unknown }} options whether it needs the tools for development, and what
 *   else must be done when the dependencies are there
 */
export async function launch(entry, args, { withDev, prepare }) {
  installMissing(root, { withDev });
  prepare?.();
  const node = chooseNode();
  const file = join(root, entry);
  // Tools and child processes of the entry find this Node first, as they would under `npm run`.
  process.env.PATH = [localBin, process.env.PATH].join(delimiter);
  process.env.NODE_COMPILE_CACHE ??= compileCache;
  if (node === process.execPath) {
    nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
    process.argv = [process.execPath, file, ...args];
    await import(pathToFileURL(file).href);
    return;
  }
  runAsChild(node, [file, ...args]);
}

/** The Node that came with the dependencies, else the present one if it is new enough. */
function chooseNode() {
  const local = join(localBin, 'node');
  if (existsSync(local)) {
    if (realpathSync(local) === realpathSync(process.execPath)) return process.execPath;
    // A binary for another C library is installed all the same, and cannot be run.
    if (spawnSync(local, ['--version']).status === 0) return local;
  }
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR_MIN) return process.execPath;
  process.stderr.write(
    `penstock: needs Node ${NODE_MAJOR_MIN} or newer and found ${process.versions.node}. For ${process.platform} on ` +
      `${process.arch} no Node comes with the dependencies: install Node 26 and start again.\n`,
  );
  process.exit(1);
}

/**
 * @param {string} node
 * @param {readonly string[]} args
 */
function runAsChild(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' });
  /** @type {Map<NodeJS.Signals, number>} */
  const passedOnAtMs = new Map();
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => {
      const nowMs = performance.now();
      if (nowMs - (passedOnAtMs.get(signal) ?? Number.NEGATIVE_INFINITY) < SIGNAL_REPEAT_MS) return;
      passedOnAtMs.set(signal, nowMs);
      child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`penstock: ${node} could not be run: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    // Whoever waits for this process learns that a signal ended it, and which.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // A signal that this process survives (it was ignored by the shell) still has its number as the exit code.
    setTimeout(() => process.exit(128 + constants.signals[signal]), SIGNAL_REPEAT_MS);
  });
}
