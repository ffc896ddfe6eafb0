import type { Answer, BuyerNames, BuyerTokens, Connection } from '@penstock/rush';
import { ConnectionPool, RequestWriter } from '@penstock/rush';
import { childAnswerMs } from '../limits.ts';
import { measuredSku } from '../measured-sale.ts';
import type { AskOrder, ConnectOrder, LoadResult } from './load-orders.ts';

/** Buyers who ask again as soon as they have their answer, over connections that stay open. */
export type ClosedLoop = {
  ask(order: AskOrder): Promise<LoadResult>;
  close(): void;
};

type Crowd = { readonly names: BuyerNames; readonly tokens: BuyerTokens };

/** The statuses that are counted: three digits. */
const statusMax = 600;

/** Opens all connections; the loop can ask once they are open. */
export async function openClosedLoop(crowd: Crowd, { port, connections }: ConnectOrder): Promise<ClosedLoop> {
  const opened = Promise.withResolvers<void>();
  let run: Run | undefined;
  const owner = {
    changed: () => {
      if (pool.openCount === connections) opened.resolve();
      run?.pumpSoon();
    },
    answered: (_connection: Connection, _bytes: Buffer, { status }: Answer) => run?.heard(status),
    lost: () => run?.lost(),
  };
  const pool = new ConnectionPool({ host: '127.0.0.1', port, isTls: false }, connections, owner, childAnswerMs);
  pool.open();
  await opened.promise;
  return {
    async ask(order) {
      const plan = { ...crowd, host: `127.0.0.1:${port}`, saleId: order.saleId, skus: [measuredSku] };
      run = createRun(pool, new RequestWriter(plan), order);
      return run.result;
    },
    close: () => pool.close(),
  };
}

type Run = {
  pumpSoon(): void;
  heard(status: number): void;
  lost(): void;
  readonly result: Promise<LoadResult>;
};

function createRun(pool: ConnectionPool, writer: RequestWriter, order: AskOrder): Run {
  const byStatus = new Uint32Array(statusMax);
  const end = Promise.withResolvers<LoadResult>();
  const startMs = performance.now();
  let isPumpDue = false;
  let asked = 0;
  let answered = 0;
  let lost = 0;
  let firstHeldAtMs: number | undefined;

  // One turn of the event loop sends the requests of all connections that were answered in it.
  const pump = () => {
    isPumpDue = false;
    const nowMs = performance.now();
    const isOver = nowMs - startMs >= order.msMax;
    while (!isOver && asked < order.asksMax && pool.freeCount > 0) {
      const connection = pool.take() as Connection;
      const wish = order.firstBuyer + (asked % order.buyers);
      asked += 1;
      connection.send(writer.ask(connection.number, { wish, sku: 0, isRetry: false }), 0, nowMs);
    }
    if (answered + lost < asked || (!isOver && asked < order.asksMax)) return;
    const counts = Object.fromEntries([...byStatus.entries()].filter(([, count]) => count > 0));
    end.resolve({ answered, lost, byStatus: counts, tookMs: nowMs - startMs, firstHeldAtMs });
  };
  const pumpSoon = () => {
    if (isPumpDue) return;
    isPumpDue = true;
    setImmediate(pump);
  };
  pumpSoon();
  return {
    pumpSoon,
    heard(status) {
      answered += 1;
      byStatus[status] = (byStatus[status] as number) + 1;
      if (status === 202) firstHeldAtMs ??= Date.now();
    },
    lost() {
      lost += 1;
    },
    result: end.promise,
  };
}
