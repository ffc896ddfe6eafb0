import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, temporaryFolder } from '../penstock-process.ts';

/** Starts the server with its gate on these nodes, in a process of its own, which ends with the test. */
export async function serveOnRedis(
  t: TestContext,
  urls: readonly string[],
): Promise<{ readonly url: string; readonly dataDir: string }> {
  const dataDir = temporaryFolder();
  const child = spawn(process.execPath, [fileURLToPath(new URL('serve-on-redis.ts', import.meta.url))], {
    env: cleanEnvironment({
      ...{ PENSTOCK_REDIS_URL: urls.join(','), PENSTOCK_DATA_DIR: dataDir, PENSTOCK_PORT: '0' },
      ...{ PENSTOCK_RATE_LIMIT: 'off', PENSTOCK_LOG_LEVEL: 'silent' },
    }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const [, url] = /^listening on (http\S+)$/.exec(String(line)) ?? [];
  if (url === undefined) throw new Error(`the server says "${line}"`);
  return { url, dataDir };
}
