import type { Live } from '@penstock/contract';
import type { AskCounts } from '../../live/ask-counts.ts';
import { watchedSalesMax } from '../../live/limits.ts';
import { localSources } from '../../live/local-sources.ts';
import type { SaleWatch } from '../../live/sale-watch.ts';
import { createSaleWatch } from '../../live/sale-watch.ts';
import type { Engine } from '../../wiring/engine.ts';
import { beginStream } from '../begin-stream.ts';
import type { Handlers } from '../call.ts';
import type { EventStreams } from '../event-streams.ts';
import type { LiveFeed } from '../live-feed.ts';
import { createLiveFeed } from '../live-feed.ts';
import { liveJson } from '../live-json.ts';
import { publishedState, unpublishedState } from '../sale-state.ts';
import { noSale } from './sales.ts';

type LiveParts = {
  readonly engine: Pick<Engine, 'view' | 'ledger' | 'catalog' | 'clock' | 'queueOf'>;
  readonly askCounts: AskCounts;
  readonly streams: EventStreams;
};

/** The numbers of the whole system, once or as a stream. */
export function liveHandlers({ engine, askCounts, streams }: LiveParts) {
  const sources = localSources(engine, askCounts);
  const watches = new Map<string, SaleWatch>();
  const feeds = new Map<string, LiveFeed>();

  const watchOf = (saleId: string): SaleWatch => {
    const sleep = (ms: number) => engine.clock.sleep(ms);
    const watch = watches.get(saleId) ?? createSaleWatch({ saleId, sources, nowMs: () => performance.now(), sleep });
    // Put at the end again, so that the first one is that which nobody watched for the longest time.
    watches.delete(saleId);
    watches.set(saleId, watch);
    const [oldest] = watches.keys();
    if (watches.size > watchedSalesMax && oldest !== undefined) watches.delete(oldest);
    return watch;
  };

  // A published sale is in memory: its numbers are told though the ledger is away.
  const saleOf = async (saleId: string) => engine.catalog.published(saleId) ?? (await engine.ledger.sale(saleId));

  const read = async (saleId: string): Promise<Live | undefined> => {
    const before = await saleOf(saleId);
    if (before === undefined) return undefined;
    const heard = await watchOf(saleId).read();
    const sale = engine.catalog.published(saleId) ?? before;
    const nowMs = engine.view.nowMs(saleId);
    // The gate is looked at after the ledger has answered, so that the two stand as close to each other as can be.
    const state = sale.state === 'published' ? publishedState(engine.view, saleId) : unpublishedState(sale, nowMs);
    return liveJson({ sale, state, heard, nowMs });
  };

  const feedOf = (saleId: string): LiveFeed => {
    const feed = feeds.get(saleId) ?? createLiveFeed({ read: () => read(saleId), onIdle: () => feeds.delete(saleId) });
    feeds.set(saleId, feed);
    return feed;
  };

  return {
    getLive: async ({ params: { saleId } }) => {
      const live = await read(saleId);
      return live === undefined ? noSale(saleId) : { status: 200, body: live };
    },

    streamLive: async (call) => {
      const { saleId } = call.params;
      if ((await saleOf(saleId)) === undefined) return noSale(saleId);
      return beginStream(streams, call, (stream) => feedOf(saleId).follow(stream));
    },
  } satisfies Handlers;
}
