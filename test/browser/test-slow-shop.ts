// A shop in this process whose ledger, and whose way of giving money back, stand still as long as a test wants it.
import { join } from 'node:path';
import type { EngineParts } from '@penstock/server';
import { startServer } from '@penstock/server';
import { pino } from 'pino';
import type { Stall } from '../cluster/stall.ts';
import { createStall } from '../cluster/stall.ts';
import { cleanEnvironment, temporaryFolder } from '../penstock-process.ts';
import type { Hands } from './test-shop.ts';
import { handsOn } from './test-shop.ts';

/** In milliseconds: how long an ask waits for the ledger where several processes share the work. */
const settlementWaitMs = 800;

type Test = { readonly after: (stop: () => Promise<unknown>) => void };

export type SlowShop = Hands & {
  readonly ledger: Pick<Stall, 'begin' | 'end'>;
  readonly refunds: Pick<Stall, 'begin' | 'end'>;
  readonly databaseFile: string;
};

/** Starts it; it is stopped when the test ends. */
export async function startSlowShop(t: Test): Promise<SlowShop> {
  const [ledger, refunds] = [createStall(), createStall()];
  const slowRefunds = ({ provider, ...parts }: EngineParts): EngineParts => ({
    ...parts,
    provider: {
      ...provider,
      refund: async (paymentId) => {
        await refunds.isOver();
        return provider.refund(paymentId);
      },
    },
  });
  const dataDir = temporaryFolder();
  const server = await startServer({
    env: cleanEnvironment({ PENSTOCK_DATA_DIR: dataDir, PENSTOCK_PORT: '0' }),
    isDemo: true,
    logger: pino({ level: 'silent' }),
    wrap: (parts) => ({ ...slowRefunds(ledger.wrap(parts)), settlementWaitMs }),
  });
  t.after(async () => {
    // A server that stops writes down what is in line first.
    ledger.end();
    refunds.end();
    await server.stop();
  });
  return { ...handsOn(server.url, server.adminToken), ledger, refunds, databaseFile: join(dataDir, 'penstock.db') };
}
