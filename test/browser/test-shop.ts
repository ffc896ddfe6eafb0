// A real server in a child process with the built shop on it, and the operator's hands on its sales.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Client } from '@penstock/client';
import { createClient } from '@penstock/client';
import type { AdminSale, Order, SaleCreate } from '@penstock/contract';
import { serve, temporaryFolder } from '../penstock-process.ts';
import { buyerSecret } from './test-account-site.ts';

type Test = Parameters<typeof serve>[0];

/** What an operator, and other buyers, do to the sales of a shop. */
export type Hands = {
  readonly url: string;
  readonly operator: Client;
  /** Makes a sale that opens so many milliseconds from now, by the server's clock; in the past: it is open. */
  makeSale(opensInMs: number, more?: Partial<SaleCreate> & { readonly units?: number }): Promise<AdminSale>;
  /**
   * Moves the opening of a sale to so many milliseconds from now: a test first sees what comes before the opening,
   * however long a busy machine takes to show it. A page learns of it with its next read, up to six seconds later in the last minute.
   * @returns when it opens, in ms since 1970 by the server's clock
   */
  openIn(saleId: string, opensInMs: number): Promise<number>;
  /** A buyer made up for a demo, and a client that speaks for them. */
  makeBuyer(): Promise<{ readonly buyerId: string; readonly token: string; readonly client: Client }>;
  /** Other people take this many units. */
  takeUnits(saleId: string, count: number): Promise<readonly Order[]>;
  /** All orders of a sale, as the operator sees them. */
  ordersOf(saleId: string): Promise<readonly Order[]>;
};

export type TestShop = Hands & {
  readonly adminToken: string;
  readonly buyerSecret: string;
  readonly dataDir: string;
  pid(): number;
  kill(): Promise<void>;
  /** Starts it again, on the same port and data. */
  restart(): Promise<void>;
};

export type ShopOptions = {
  /** Whether it makes up its buyers; else they come from the account site of the tests. */
  readonly isDemo?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
};

let salesMade = 0;

/** The shop of a test file: started before its first test and stopped behind its last. */
export function shopOfFile(options: ShopOptions = {}): () => TestShop {
  let shop: TestShop | undefined;
  const stops: (() => Promise<unknown>)[] = [];
  before(async () => {
    shop = await startShop({ after: (stop) => stops.push(stop) }, options);
  });
  after(() => Promise.all(stops.map((stop) => stop())));
  return () => {
    assert.ok(shop !== undefined, 'the shop is there while a test runs');
    return shop;
  };
}

/** Starts a shop; who starts it says when it stops. */
export async function startShop(t: Test, { isDemo = true, settings = {} }: ShopOptions = {}): Promise<TestShop> {
  const dataDir = temporaryFolder();
  const environment = isDemo ? settings : { ...ownSecrets, ...settings };
  const mode = isDemo ? ['--demo'] : [];
  let server = await serve(t, dataDir, mode, environment);
  const { url } = server.started;
  const secrets = isDemo ? JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) : ownSecrets;
  return {
    ...handsOn(url, secrets.PENSTOCK_ADMIN_TOKEN),
    adminToken: secrets.PENSTOCK_ADMIN_TOKEN,
    buyerSecret: secrets.PENSTOCK_BUYER_SECRET,
    dataDir,
    pid: () => server.pid,
    kill: async () => {
      await server.stop('SIGKILL');
    },
    restart: async () => {
      server = await serve(t, dataDir, [...mode, '--port', new URL(url).port], environment);
      assert.equal(server.started.url, url);
    },
  };
}

/** What a shop outside demo mode must be given. */
const ownSecrets = {
  PENSTOCK_SECRET: 'a secret of this shop, thirty-two bytes and more',
  PENSTOCK_ADMIN_TOKEN: 'the-operators-token-of-this-shop',
  PENSTOCK_BUYER_SECRET: buyerSecret,
  PENSTOCK_PAYMENT_PROVIDER: 'sandbox',
  PENSTOCK_PAYMENT_WEBHOOK_SECRET: `whsec_${Buffer.from('what the sandbox signs its news with').toString('base64')}`,
} as const;

/** The hands of the operator with this token. */
export function handsOn(url: string, adminToken: string): Hands {
  const operator = createClient({ baseUrl: url, token: adminToken });

  const fromNow = async (ms: number): Promise<number> => {
    const time = await operator.call('getTime', {});
    assert.ok(time.kind === 'ok');
    return time.body.epochMs + ms;
  };

  const makeBuyer: Hands['makeBuyer'] = async () => {
    const result = await operator.call('createDemoBuyer', {});
    assert.ok(result.kind === 'ok');
    return { ...result.body, client: createClient({ baseUrl: url, token: result.body.token }) };
  };

  return {
    url,
    operator,
    makeBuyer,
    makeSale: async (opensInMs, { units = 5, ...more } = {}) => {
      const opensAtMs = await fromNow(opensInMs);
      salesMade += 1;
      const body: SaleCreate = {
        saleId: `sale-${salesMade}`,
        title: `Lamp ${salesMade}`,
        opensAt: new Date(opensAtMs).toISOString(),
        variants: [{ sku: 'lamp', title: 'Lamp', units, priceMinor: 9_900, currency: 'CNY' }],
        ...more,
      };
      const result = await operator.call('createSale', { body });
      assert.ok(result.kind === 'ok', JSON.stringify(result));
      return result.body;
    },
    openIn: async (saleId, opensInMs) => {
      const opensAtMs = await fromNow(opensInMs);
      const body = { opensAt: new Date(opensAtMs).toISOString() };
      const result = await operator.call('changeSale', { params: { saleId }, body });
      assert.ok(result.kind === 'ok', JSON.stringify(result));
      return opensAtMs;
    },
    takeUnits: async (saleId, count) => {
      const orders: Order[] = [];
      while (orders.length < count) {
        const { client } = await makeBuyer();
        const result = await client.call('askForUnit', { params: { saleId }, body: {} });
        assert.ok(result.kind === 'ok', JSON.stringify(result));
        orders.push(result.body);
      }
      return orders;
    },
    ordersOf: async (saleId) => {
      const result = await operator.call('exportOrders', { params: { saleId }, query: { format: 'json' } });
      assert.ok(result.kind === 'ok', JSON.stringify(result));
      return (result.body as unknown as { readonly orders: readonly Order[] }).orders;
    },
  };
}
