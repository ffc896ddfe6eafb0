// The command line as a child process, for tests: what it is given, and what it answered.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const launcher = fileURLToPath(new URL('../bin/penstock.js', import.meta.url));

export type Ending = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Environment = Readonly<Record<string, string>>;

/** An environment without any setting of the machine that runs the tests. */
export function cleanEnvironment(extra: Environment = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PENSTOCK_|NO_COLOR$|FORCE_COLOR$)/.test(name));
  return { ...Object.fromEntries(inherited), ...extra };
}

/** A data folder of its own, removed when this process ends: by then its servers have stopped. */
export function temporaryFolder(): string {
  if (folders.length === 0) process.on('exit', () => folders.forEach(remove));
  const folder = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Runs `penstock` with arguments to its end. `input` is its standard input. */
export async function penstock(args: readonly string[], extra: Environment = {}, input = ''): Promise<Ending> {
  const child = spawn(process.execPath, [launcher, ...args], { env: cleanEnvironment(extra) });
  child.stdin.end(input);
  const ended = once(child, 'close');
  const [stdout, stderr, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, signal, stdout, stderr };
}

/** A server that runs in a child process. */
export type ServerProcess = {
  readonly pid: number;
  /** What it printed at its start. */
  readonly started: { readonly url: string; readonly dataDir: string; readonly sale?: { readonly saleId: string } };
  /** Settles when the process has ended, however it did. */
  readonly ended: Promise<Ending>;
  /** Sends a signal and answers how the process ended. */
  stop(signal?: NodeJS.Signals): Promise<Ending>;
};

/** Where a test says what to do when it ends. */
type Test = { readonly after: (stop: () => Promise<unknown>) => void };

/** Starts `penstock serve --json` on a free port and waits until it says where it is. Stopped when the test ends. */
export async function serve(
  t: Test,
  dataDir: string,
  args: readonly string[],
  extra: Environment = {},
): Promise<ServerProcess> {
  return startServerProcess(t, [launcher, 'serve', '--json', '--data-dir', dataDir, '--port', '0', ...args], extra);
}

/** Runs a file that starts a server and then prints where it is, as one line of JSON. Stopped when the test ends. */
export async function startServerProcess(
  t: Test,
  fileAndArgs: readonly string[],
  extra: Environment,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, fileAndArgs, {
    env: cleanEnvironment(extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  const stderr = text(child.stderr);
  const started = Promise.withResolvers<ServerProcess['started']>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    const [line, rest] = stdout.split('\n');
    if (line !== undefined && rest !== undefined) started.resolve(JSON.parse(line));
  });
  const ended = once(child, 'close').then(async ([code, signal]) => ({ code, signal, stdout, stderr: await stderr }));
  ended.then((ending) => started.reject(new Error(`the server ended before it started: ${ending.stderr}`)));
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> => {
    child.kill(signal);
    return ended;
  };
  t.after(() => stop());
  return { pid: child.pid ?? 0, started: await started.promise, ended, stop };
}

const portsGiven = new Set<number>();

/** A port that no outgoing connection takes while the server is down: those are from 32768 on. Each time another one. */
export async function freePort(random: () => number = Math.random): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(random() * 10_000);
    if (portsGiven.has(port)) continue;
    portsGiven.add(port);
    const probe = createServer();
    const isFree = new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen({ host: '127.0.0.1', port }, () => resolve(true));
    });
    if (!(await isFree)) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}
