import { randomBytes } from 'node:crypto';
import type { CallRequest } from '@penstock/client';
import { createClient } from '@penstock/client';
import type { AnswerOf, RouteId } from '@penstock/contract';
import { childAnswerMs } from '../limits.ts';
import type { BenchChild } from './bench-child.ts';
import { startChild } from './bench-child.ts';

/** A Penstock server in a process of its own. */
export type Penstock = {
  readonly child: BenchChild;
  readonly url: string;
  readonly port: number;
  /** Calls a route as the operator. Throws when the answer is not a good one. */
  call<Id extends RouteId>(routeId: Id, request: CallRequest<Id>): Promise<AnswerOf<Id>['body']>;
  /** Its memory in bytes after a forced collection of garbage. Only where it was started with `canCollect`. */
  memory(): Promise<NodeJS.MemoryUsage>;
};

const secret = () => randomBytes(32).toString('hex');

/** The secrets of this run: every server of it has the same, so that the load's tokens are good for all. */
export const secrets = {
  PENSTOCK_SECRET: secret(),
  PENSTOCK_ADMIN_TOKEN: secret(),
  PENSTOCK_BUYER_SECRET: secret(),
  PENSTOCK_PAYMENT_WEBHOOK_SECRET: secret(),
};

export type PenstockOptions = {
  readonly dataDir: string;
  readonly core: string | undefined;
  readonly canCollect?: boolean;
};

/** Starts a server on a free port, with the rate limit off: the measured crowd asks as fast as it is answered. */
export async function startPenstock({ dataDir, core, canCollect = false }: PenstockOptions): Promise<Penstock> {
  const child = await startChild({
    file: 'penstock-server.ts',
    core,
    nodeArgs: [...(canCollect ? ['--expose-gc'] : []), ...profileArgs()],
    env: {
      ...secrets,
      PENSTOCK_DATA_DIR: dataDir,
      PENSTOCK_PORT: '0',
      PENSTOCK_RATE_LIMIT: 'off',
      PENSTOCK_LOG_LEVEL: 'warn',
    },
  });
  const { url } = child.ready as { readonly url: string };
  const client = createClient({ baseUrl: url, token: secrets.PENSTOCK_ADMIN_TOKEN, timeoutMs: childAnswerMs });
  return {
    child,
    url,
    port: Number(new URL(url).port),
    async call(routeId, request) {
      const result = await client.call(routeId, request);
      if (result.kind === 'ok') return result.body;
      throw new Error(`${routeId}: ${JSON.stringify(result)}`);
    },
    memory: async () => (await child.ask({ kind: 'memory' })) as NodeJS.MemoryUsage,
  };
}

/** Where BENCH_PROFILE_DIR names a folder, each server leaves a CPU profile there. */
function profileArgs(): readonly string[] {
  const folder = process.env.BENCH_PROFILE_DIR;
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}
