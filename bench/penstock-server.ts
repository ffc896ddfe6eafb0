// The server that is measured: the product's own start, told by its environment. When asked for its memory it collects
// garbage first (started with --expose-gc).
import { assert } from '@penstock/core';
import { startServer } from '@penstock/server';

/** Collections of garbage before memory is read: the first leaves what finalizers let go. */
const collections = 3;

const running = await startServer({ env: process.env, isDemo: false });

process.on('message', () => {
  assert(global.gc !== undefined, 'the server was started with --expose-gc');
  // Of the last resort: it also gives back the room of the young generation, which grows with the rate of asks and is no
  // part of what they leave behind.
  for (let count = 0; count < collections; count += 1) {
    global.gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }
  process.send?.(process.memoryUsage());
});
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)));
void running.failed.then((error) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
process.send?.({ url: running.url });
