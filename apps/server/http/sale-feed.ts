import { createHash } from 'node:crypto';
import type { PhaseEvent, StockEvent } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Sale } from '@penstock/core';
import type { Engine } from '../wiring/engine.ts';
import type { EventStream } from './event-streams.ts';
import { eventText } from './event-streams.ts';
import { sseStockEveryMs } from './limits.ts';
import { closesAtJson } from './sale-json.ts';
import type { SaleState } from './sale-state.ts';
import { publishedState } from './sale-state.ts';

/**
 * What is told to all followers of one sale: `phase` at once, `stock` at most four times a second. Every event tells
 * all there is to know, so that who resumes needs the last one only, and none if it has seen it.
 */
export type SaleFeed = {
  /** Begins to tell a follower. `lastEventId`: the last event it has seen. Answers how to stop. */
  follow(stream: EventStream, lastEventId: string | undefined): () => void;
};

type FeedParts = {
  readonly engine: Pick<Engine, 'view' | 'catalog'>;
  readonly saleId: string;
  /** Called when nobody follows any more. */
  readonly onIdle: () => void;
};

/** Makes the feed of a published sale. It sets timers only while somebody follows. */
export function createSaleFeed({ engine, saleId, onIdle }: FeedParts): SaleFeed {
  const followers = new Set<EventStream>();
  const told = { phase: '', stock: '', stockAtMs: Number.NEGATIVE_INFINITY };
  let timer: NodeJS.Timeout | undefined;

  const id = () => createHash('sha256').update(`${told.phase}\n${told.stock}`).digest('base64url').slice(0, 16);
  const tell = (text: string) => {
    for (const stream of followers) stream.send(text);
  };

  const update = () => {
    const sale = engine.catalog.published(saleId);
    if (sale === undefined) {
      for (const stream of followers) stream.end();
      return;
    }
    // Before the state, and noted after it was told: however long this process is kept waiting in between, the times that
    // two events tell are never closer than the pause.
    const nowMs = performance.now();
    const state = publishedState(engine.view, saleId);
    // While the gate cannot tell, nothing is said: the last word stands until there is a better one.
    if (state !== undefined) tellWhatIsNew(sale, state, nowMs);
    plan(Math.min(sseStockEveryMs, untilBoundaryMs(sale, engine.view.nowMs(saleId))));
  };

  const tellWhatIsNew = (sale: Sale, state: SaleState, nowMs: number) => {
    const phase = phaseKey(sale, state);
    if (phase !== told.phase) {
      told.phase = phase;
      tell(phaseText(sale, state, id()));
    }
    const stock = JSON.stringify(state.skus);
    if (stock !== told.stock && nowMs >= told.stockAtMs + sseStockEveryMs) {
      told.stock = stock;
      told.stockAtMs = performance.now();
      tell(stockText(sale, state, id()));
    }
  };

  // Besides the gate's changes the sale is looked at every quarter of a second: what was held back is told then, and
  // what the operators changed is in the catalog only after the gate has heard of it.
  const plan = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(update, Math.ceil(ms));
    timer.unref();
  };

  const stopListening = engine.view.onChange((changed) => {
    if (changed === saleId) update();
  });

  return {
    follow(stream, lastEventId) {
      update();
      const sale = engine.catalog.published(saleId);
      const state = publishedState(engine.view, saleId);
      if (sale !== undefined && state !== undefined && (told.phase === '' || lastEventId !== id())) {
        stream.send(phaseText(sale, state, id()));
        stream.send(stockText(sale, state, id()));
      }
      followers.add(stream);
      return () => {
        if (!followers.delete(stream) || followers.size > 0) return;
        clearTimeout(timer);
        stopListening();
        onIdle();
      };
    },
  };
}

// No change at the gate tells that a sale opens or ends: the clock does.
function untilBoundaryMs(sale: Sale, nowMs: number): number {
  const next = [sale.opensAtMs, sale.closesAtMs].filter((atMs) => atMs > nowMs);
  return Math.min(...next.map((atMs) => atMs - nowMs), Number.POSITIVE_INFINITY);
}

function phaseKey(sale: Sale, state: SaleState): string {
  return `${state.phase} ${sale.opensAtMs} ${sale.closesAtMs}`;
}

function phaseText(sale: Sale, state: SaleState, id: string): string {
  const data: PhaseEvent = {
    saleId: sale.saleId,
    phase: state.phase,
    opensAt: formatInstant(sale.opensAtMs),
    closesAt: closesAtJson(sale),
    serverTime: formatInstant(state.atMs),
  };
  return eventText({ name: 'phase', id, data });
}

function stockText(sale: Sale, state: SaleState, id: string): string {
  const data: StockEvent = {
    saleId: sale.saleId,
    serverTime: formatInstant(state.atMs),
    variants: state.skus.map(({ sku, units, available, held, sold }) => ({ sku, units, available, held, sold })),
  };
  return eventText({ name: 'stock', id, data });
}
