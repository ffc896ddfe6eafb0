import { createHash } from 'node:crypto';
import type { Sale as SaleJson } from '@penstock/contract';
import type { Engine } from '../../wiring/engine.ts';
import { beginStream } from '../begin-stream.ts';
import type { Handlers } from '../call.ts';
import { refused } from '../call.ts';
import type { EventStreams } from '../event-streams.ts';
import { gateAway } from '../gate-away.ts';
import type { SaleFeed } from '../sale-feed.ts';
import { createSaleFeed } from '../sale-feed.ts';
import { saleJson } from '../sale-json.ts';
import { publishedState } from '../sale-state.ts';

/** The same for everybody: caches may keep it for a second, and show an old one while they fetch or we are away. */
const sharedFor = 'public, max-age=1, s-maxage=1, stale-while-revalidate=5, stale-if-error=30';

type SalesParts = { readonly engine: Pick<Engine, 'view' | 'catalog'>; readonly streams: EventStreams };

export function salesHandlers({ engine, streams }: SalesParts) {
  const feeds = new Map<string, SaleFeed>();

  const feedOf = (saleId: string): SaleFeed => {
    const feed = feeds.get(saleId) ?? createSaleFeed({ engine, saleId, onIdle: () => feeds.delete(saleId) });
    feeds.set(saleId, feed);
    return feed;
  };

  const read = (saleId: string): SaleJson | 'sale-not-found' | 'unavailable' => {
    const sale = engine.catalog.published(saleId);
    if (sale === undefined) return 'sale-not-found';
    const state = publishedState(engine.view, saleId);
    return state === undefined ? 'unavailable' : saleJson(sale, state);
  };

  return {
    listSales: () => {
      const all = engine.catalog.allPublished().map(({ saleId }) => read(saleId));
      const sales = all.filter((sale) => typeof sale !== 'string');
      // One gate that is being loaded hides its own sale for a moment, and takes no other off the page.
      if (sales.length === 0 && all.length > 0) return gateAway();
      const body = { sales };
      return { status: 200, body, headers: { 'cache-control': sharedFor } };
    },

    getSale: ({ params: { saleId }, request }) => {
      const sale = read(saleId);
      if (sale === 'sale-not-found') return noSale(saleId);
      if (sale === 'unavailable') return gateAway();
      const etag = etagOf(sale);
      const headers = { 'cache-control': sharedFor, etag };
      if (isKnown(request.headers['if-none-match'], etag)) return { status: 304, body: undefined, headers };
      return { status: 200, body: sale, headers };
    },

    streamSale: (call) => {
      const { saleId } = call.params;
      if (engine.catalog.published(saleId) === undefined) return noSale(saleId);
      return beginStream(streams, call, (stream, lastEventId) => feedOf(saleId).follow(stream, lastEventId));
    },
  } satisfies Handlers;
}

export function noSale(saleId: string) {
  return refused('sale-not-found', { detail: `No sale has the id "${saleId}".` });
}

/** Weak: two answers of the same state differ in `serverTime`, and mean the same. */
function etagOf({ serverTime: _, ...rest }: SaleJson): string {
  return `W/"${createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 22)}"`;
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const strong = etag.slice('W/'.length);
  return ifNoneMatch.split(',').some((each) => ['*', etag, strong].includes(each.trim()));
}
