// A shop in this process of which parts stand still, or break, as long as a test wants it.
import { join } from 'node:path';
import { settlementWaitMs } from '@penstock/core';
import type { EngineParts } from '@penstock/server';
import { startServer } from '@penstock/server';
import { pino } from 'pino';
import type { Stall } from '../cluster/stall.ts';
import { createStall } from '../cluster/stall.ts';
import { cleanEnvironment, temporaryFolder } from '../penstock-process.ts';
import type { Hands } from './test-shop.ts';
import { handsOn } from './test-shop.ts';

type Test = { readonly after: (stop: () => Promise<unknown>) => void };

export type SlowShop = Hands & {
  readonly ledger: Pick<Stall, 'begin' | 'end'>;
  readonly refunds: Pick<Stall, 'begin' | 'end'>;
  /** What providers say of payments is not taken up while it stands still. */
  readonly money: Pick<Stall, 'begin' | 'end'>;
  /** While it is there, no payment can be opened and the operators' log cannot be read: the engine throws. */
  readonly bug: { begin(): void; end(): void };
  readonly databaseFile: string;
};

/** Starts it; it is stopped when the test ends. */
export async function startSlowShop(t: Test): Promise<SlowShop> {
  const [ledger, refunds, money] = [createStall(), createStall(), createStall()];
  let hasBug = false;
  const check = (): void => {
    if (hasBug) throw new TypeError('a bug of this test');
  };
  const weak = ({ provider, ledger: book, ...parts }: EngineParts): EngineParts => ({
    ...parts,
    ledger: {
      ...book,
      takeEvent: async (event) => {
        await money.isOver();
        return book.takeEvent(event);
      },
      operatorLog: async (query) => {
        check();
        return book.operatorLog(query);
      },
    },
    provider: {
      ...provider,
      open: async (payment) => {
        check();
        return provider.open(payment);
      },
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
    wrap: (parts) => ({ ...weak(ledger.wrap(parts)), settlementWaitMs }),
  });
  t.after(async () => {
    // A server that stops writes down what is in line first.
    ledger.end();
    refunds.end();
    money.end();
    await server.stop();
  });
  const bug = {
    begin: () => {
      hasBug = true;
    },
    end: () => {
      hasBug = false;
    },
  };
  const databaseFile = join(dataDir, 'penstock.db');
  return { ...handsOn(server.url, server.adminToken), ledger, refunds, money, bug, databaseFile };
}
