// A server in a process of its own that tells how much memory it has, after a forced collection.
import assert from 'node:assert/strict';
import { startServer } from '@penstock/server';
import { pino } from 'pino';

const server = await startServer({ env: process.env, isDemo: true, logger: pino({ level: 'silent' }) });

function collect(): void {
  const { gc } = globalThis;
  assert.ok(gc !== undefined, 'started with --expose-gc');
  gc();
}

process.on('message', async (message) => {
  if (message === 'memory') {
    // The second one takes what the first has only unlinked.
    collect();
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send?.({ rss, heapUsed, external });
  }
  if (message === 'stop') {
    await server.stop();
    process.disconnect?.();
  }
});

process.send?.({ url: server.url, adminToken: server.adminToken });
