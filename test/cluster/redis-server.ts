import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../penstock-process.ts';
import { askRedis } from './ask-redis.ts';

/** A Redis server that a test started, in a folder of its own, on a free port of 127.0.0.1. */
export type RedisServer = {
  readonly port: number;
  readonly url: string;
  readonly pid: number;
  /** Sends one command and answers its reply as text. Rejects an error reply. */
  ask(...args: readonly (string | number)[]): Promise<string>;
  /** Kills it at once, as a power cut would. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Kills it, if it runs, and removes its folder. */
  stop(): Promise<void>;
};

/** How often in ms a test asks again whether something has come about. */
const pollMs = 20;

/** How long in ms a test waits for something to come about before it fails. */
const waitMaxMs = 30_000;

/** Waits until it is so. Throws, saying what, when it does not come about. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + waitMaxMs;
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error(`waited ${waitMaxMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** How many ports are tried: another program may take one between its probing and the start of the server. */
const startTriesMax = 5;

/**
 * Starts a server that keeps nothing on disk. `settings` are lines of redis.conf; its port, and that of its cluster bus,
 * are free ones. Throws with what the server said when it ends at once.
 */
export async function startRedisServer(settings: Readonly<Record<string, string>> = {}): Promise<RedisServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryRedisServer(settings);
    } catch (error) {
      if (tries === startTriesMax || !String(error).includes('Address already in use')) throw error;
    }
  }
}

async function tryRedisServer(settings: Readonly<Record<string, string>>): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-redis-'));
  const [port, busPort] = [await freePort(), await freePort()];
  const own = { port: String(port), 'cluster-port': String(busPort), bind: '127.0.0.1', dir: folder };
  const config = { ...own, save: '', appendonly: 'no', ...settings };
  const args = Object.entries(config).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-saidCharsMax);
  });
  await once(child, 'spawn');
  const server = serverOf(child, port, folder);
  try {
    await until(`redis-server answers on port ${port}`, async () => {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}: ${said}`);
      return (await server.ask('PING').catch(() => '')) === 'PONG';
    });
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** How much of a server's log is kept, for the error of one that ends at once. */
const saidCharsMax = 2_000;

function serverOf(child: ChildProcess, port: number, folder: string): RedisServer {
  const exited = once(child, 'exit');
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    ask: async (...command) => (await askRedis(port, command)).trimEnd(),
    kill,
    signal: (name) => void child.kill(name),
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
