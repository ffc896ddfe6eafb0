// What the crowd costs for each request beside what a bare node:http server costs: the crowd must be the cheaper one,
// or it measures itself. Usage: node apps/rush/bench/client-cost.ts [buyers] [connections] [rounds]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { nameBuyers } from '../crowd/buyer-names.ts';
import { mintBuyerTokens } from '../crowd/buyer-tokens.ts';
import { Crowd } from '../crowd/crowd.ts';
import { History } from '../history/history.ts';

const [buyers = 100_000, connections = 256, rounds = 5] = process.argv.slice(2).map(Number);

const server = spawn(process.execPath, [fileURLToPath(new URL('bare-server.ts', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
const port = Number((await lines.next()).value);

const names = nameBuyers('bench', 1);
const tokens = await mintBuyerTokens({
  buyers,
  buyerIdOf: names.buyerIdOf,
  secret: 'a secret of thirty-two bytes or more',
  expiresAtSeconds: Math.floor(Date.now() / 1_000) + 3_600,
  audience: undefined,
});

for (let round = 1; round <= rounds; round++) {
  const serverBefore = await readServer();
  const clientBefore = process.cpuUsage();
  const startMs = performance.now();
  const history = new History();
  const crowd = new Crowd(
    {
      endpoint: { host: '127.0.0.1', port, isTls: false },
      host: `127.0.0.1:${port}`,
      connections,
      saleId: 'bench',
      skus: ['unit'],
      shape: { buyers, wishesPerBuyer: 1, rounds: 1, skus: 1, twiceShare: 0.1, cancelShare: 0, seed: round },
      schedule: { kind: 'closed-loop', startMs, opensMs: undefined, earlyFromMs: undefined, ratePerSecond: undefined },
      retries: 0,
      names,
      tokens,
    },
    history,
  );
  await crowd.play();
  const tookMs = performance.now() - startMs;
  const client = process.cpuUsage(clientBefore);
  const serverAfter = await readServer();
  const requests = history.length;
  console.log(
    JSON.stringify({
      round,
      requests,
      requestsPerSecond: Math.round((requests / tookMs) * 1_000),
      clientCpuUsPerRequest: round2((client.user + client.system) / requests),
      clientUserUsPerRequest: round2(client.user / requests),
      serverCpuUsPerRequest: round2((serverAfter.cpuUs - serverBefore.cpuUs) / requests),
    }),
  );
}
server.kill();
await once(server, 'exit');

async function readServer(): Promise<{ requests: number; cpuUs: number }> {
  server.kill('SIGUSR2');
  return JSON.parse((await lines.next()).value as string) as { requests: number; cpuUs: number };
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
