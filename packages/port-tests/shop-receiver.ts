// The shop's own system as a receiver of webhooks: verifies with a library that is not ours, and keeps what came.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { Webhook } from 'standardwebhooks';

export type ShopMessage = {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: { readonly orderId: string; readonly status: string };
};

export type ShopReceiver = {
  readonly url: string;
  readonly secret: string;
  /** What came, first try or not, in the order it came. */
  readonly heard: readonly ShopMessage[];
  /** The status that it answers with from now on, or `silent`. */
  answer(status: number | 'silent', headers?: Readonly<Record<string, string>>): void;
  /** Settles once what was heard fits. */
  until(fits: (heard: readonly ShopMessage[]) => boolean): Promise<void>;
  /** Messages that the library did not believe. */
  readonly forged: readonly unknown[];
  stop(): Promise<void>;
};

/** Starts a receiver on a port of this machine. It ends with the test. */
export async function startShopReceiver(t: Pick<TestContext, 'after'>, port = 0): Promise<ShopReceiver> {
  const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  const verifier = new Webhook(secret);
  const heard: ShopMessage[] = [];
  const forged: unknown[] = [];
  const watchers = new Set<() => void>();
  let answered: { readonly status: number | 'silent'; readonly headers: Readonly<Record<string, string>> } = {
    ...{ status: 204, headers: {} },
  };
  const answer = (response: ServerResponse) => {
    if (answered.status !== 'silent') response.writeHead(answered.status, answered.headers).end();
  };
  const server = createServer(async (request, response) => {
    try {
      const body = await text(request);
      const message = verifier.verify(body, request.headers as Record<string, string>) as Omit<ShopMessage, 'id'>;
      heard.push({ ...message, id: String(request.headers['webhook-id']) });
    } catch (error) {
      forged.push(error);
    }
    answer(response);
    for (const watch of watchers) watch();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  t.after(stop);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`,
    ...{ secret, heard, forged, stop },
    answer(status, headers = {}) {
      answered = { status, headers };
    },
    until(fits) {
      if (fits(heard)) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const watch = () => {
        if (fits(heard)) resolve();
      };
      watchers.add(watch);
      return promise.finally(() => watchers.delete(watch));
    },
  };
}
