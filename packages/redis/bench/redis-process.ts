import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RedisLink } from '../link/redis-link.ts';
import { connectRedis } from '../link/redis-link.ts';

/** A Redis server of a measurement, in memory only, and a connection to it. */
export type RedisProcess = {
  readonly link: RedisLink;
  /** CPU seconds that the server has used so far. */
  cpuSeconds(): number;
  stop(): Promise<void>;
};

/** Linux counts a process's CPU in hundredths of a second. */
const ticksPerSecond = 100;

/** How often a server that is starting is tried, at most. */
const triesMax = 100;

export async function startRedisProcess(): Promise<RedisProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-bench-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const link = await connectWhenReady(`redis://127.0.0.1:${port}`);
  return {
    link,
    cpuSeconds() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
    async stop() {
      await link.close();
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function connectWhenReady(url: string): Promise<RedisLink> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await connectRedis({ urls: [url] });
    } catch (error) {
      if (tried === triesMax) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
