// A node for tests: the real engine and the real HTTP server on a free port, with callers who have tokens.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { OrderStatus } from '@penstock/core';
import type { Logger } from 'pino';
import { pino } from 'pino';
import { hs256Key, signBuyerToken } from '../auth/hs256.ts';
import { createPasswords } from '../auth/passwords.ts';
import type { WebhookSettings } from '../settings.ts';
import { startEmbeddedEngine } from '../wiring/embedded-engine.ts';
import type { Engine, EngineParts } from '../wiring/engine.ts';
import { startPayments } from '../wiring/payments.ts';
import type { HttpServer, HttpSettings } from './http-server.ts';
import { createHttpServer } from './http-server.ts';
import { createConformance } from './test-conformance.ts';

export const adminToken = 'a-token-for-operators';
const secret = 'a secret of a node, thirty-two bytes';
export const buyerSecret = 'a secret of thirty-two bytes and more';
const tokenMs = 3_600_000;

/** With which the sandbox of a node signs. */
export const webhookSecret = `whsec_${Buffer.from('a secret of webhooks of 32 bytes').toString('base64')}`;

/** The token of a buyer. */
export function tokenOf(buyerId: string): string {
  return signBuyerToken(hs256Key(buyerSecret), { buyerId, expiresAtMs: Date.now() + tokenMs });
}

export type TestCall = {
  /** A buyer's id, `operator`, or nobody. */
  readonly as?: string;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type TestAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it expects to find, and fails where it is not.
  readonly body: any;
};

export type TestNode = {
  readonly url: string;
  readonly engine: Engine;
  readonly http: HttpServer;
  /** `call('POST /api/v1/…', { as: 'ann' })` */
  call(route: string, call?: TestCall): Promise<TestAnswer>;
  /** Makes a sale that is open, but for what is named otherwise. Answers its id. */
  sale(fields?: object): Promise<string>;
  /** Stops before the test ends. */
  stop(): Promise<void>;
  /** Settles once an order has this status. */
  becomes(orderId: string, status: OrderStatus): Promise<void>;
};

export type TestNodeOptions = {
  readonly settings?: Partial<HttpSettings>;
  readonly streamsMax?: number;
  /** Where the log goes; nowhere when left out. */
  readonly logger?: Logger;
  /** Where a shop is told of orders. */
  readonly webhook?: WebhookSettings;
  /** A folder of the test's own, for a node that goes on where another one stopped. */
  readonly dataDir?: string;
  /** What stands in front of the engine, for what cannot be had from a healthy one. */
  readonly wrap?: (engine: Engine) => Engine;
  /** What stands between the engine and its adapters. */
  readonly wrapParts?: (parts: EngineParts) => EngineParts;
};

/** Starts a node that ends with the test. */
export async function startNode(t: TestContext, options: TestNodeOptions = {}): Promise<TestNode> {
  const { settings, streamsMax, wrap = (engine) => engine, wrapParts, dataDir = newDataDir(t), webhook } = options;
  const { logger = pino({ level: 'silent' }) } = options;
  const payments = startPayments({ provider: 'sandbox', webhookSecret, dataDir });
  const running = await startEmbeddedEngine({
    dataDir,
    secret,
    webhook,
    logger,
    provider: payments.provider,
    ...(wrapParts && { wrap: wrapParts }),
    onFatal: (error) => t.diagnostic(`the engine broke: ${error}`),
  });
  const engine = wrap(running.engine);
  const http = await createHttpServer({
    engine,
    payments,
    logger,
    settings: {
      isDemo: false,
      adminToken,
      buyerSecret,
      buyerJwksUrl: undefined,
      buyerAudience: undefined,
      loginUrl: undefined,
      secret,
      dataDir,
      trustedProxies: { isTrusted: () => false },
      asksPerSecond: undefined,
      ...settings,
    },
    passwords: createPasswords({ logN: 10, r: 8, p: 1 }),
    ...(streamsMax !== undefined && { streamsMax }),
  });
  await http.app.listen({ host: '127.0.0.1', port: 0 });
  const stop = stopOnce(async () => {
    await http.stop();
    await running.stop();
    await payments.stop();
  });
  t.after(stop);
  const url = `http://127.0.0.1:${(http.app.server.address() as AddressInfo).port}`;
  payments.begin(url);
  const conforms = createConformance(http.app);
  const call = async (route: string, request: TestCall = {}) => {
    const answer = await send(url, route, request);
    const [method = '', path = ''] = route.split(/[ ?]/);
    const mediaType = answer.headers.get('content-type')?.split(';', 1)[0] ?? '';
    conforms({ method, path, status: answer.status, mediaType, text: answer.text });
    return answer;
  };
  let sales = 0;
  return {
    url,
    engine,
    http,
    call,
    stop,
    async sale(fields = {}) {
      sales += 1;
      const answer = await call('POST /api/v1/admin/sales', {
        as: 'operator',
        body: { ...saleBody(sales), ...fields },
      });
      if (answer.status !== 201) throw new Error(`no sale was made: ${answer.text}`);
      return answer.body.saleId;
    },
    becomes: (orderId, status) => becomes(engine, orderId, status),
  };
}

/** A folder that is removed when the test has ended. */
export function newDataDir(t: TestContext): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-http-'));
  t.after(() => rmSync(dataDir, { recursive: true }));
  return dataDir;
}

function stopOnce(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= stop();
    return stopped;
  };
}

async function becomes(engine: Engine, orderId: string, status: OrderStatus): Promise<void> {
  const { promise: reached, resolve, reject } = Promise.withResolvers<void>();
  const look = () =>
    engine.ledger.order(orderId).then((order) => {
      if (order?.status === status) resolve();
    }, reject);
  const stop = engine.events.follow(orderId, look);
  await look();
  await reached.finally(stop);
}

/** The body of a sale that opened a second ago. */
export function saleBody(number: number) {
  return {
    saleId: `sale-${number}`,
    title: `Sale ${number}`,
    opensAt: new Date(Date.now() - 1_000).toISOString(),
    variants: [{ sku: 'black', units: 3, priceMinor: 9_900, currency: 'CNY' }],
  };
}

async function send(url: string, route: string, { as, body, headers = {} }: TestCall): Promise<TestAnswer> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const token = as === 'operator' ? adminToken : as === undefined ? undefined : tokenOf(as);
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

/** An answer in a few words: the status, and the code of a problem. */
export function said({ status, body }: Pick<TestAnswer, 'status' | 'body'>): string {
  return body?.code === undefined ? String(status) : `${status} ${body.code}`;
}
