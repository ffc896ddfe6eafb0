/** `penstock serve` with its gate on the Redis that PENSTOCK_REDIS_URL names, and the ledger in its SQLite file. */
import { connectGate, startServer } from '@penstock/server';

const { PENSTOCK_REDIS_URL: urls = '', ...env } = process.env;
const { behind, redis } = await connectGate({ urls });
const server = await startServer({ env, isDemo: true, wrap: behind });
console.log(`listening on ${server.url}`);

const stop = async () => {
  await server.stop();
  await redis.close();
  process.exit();
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
const reason = await server.failed;
console.error(reason);
process.exit(1);
