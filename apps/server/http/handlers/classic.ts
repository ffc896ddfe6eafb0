import type { ClassicAnswer, ClassicCode, ClassicStatus } from '@penstock/contract';
import { classicCodes, formatInstant } from '@penstock/contract';
import type { AskAnswer, Sale, SalePhase } from '@penstock/core';
import type { AskCounts } from '../../live/ask-counts.ts';
import type { AskKind } from '../../live/ask-kinds.ts';
import type { SaleAsks } from '../../live/sale-asks.ts';
import type { Engine } from '../../wiring/engine.ts';
import { askAnswer } from '../ask-answer.ts';
import type { Handlers } from '../call.ts';
import { buyerOf, invalid, refused } from '../call.ts';
import { classicMessage, languageOf } from '../classic-messages.ts';
import { gateAway } from '../gate-away.ts';
import type { RateLimit } from '../rate-limit.ts';
import { publishedState } from '../sale-state.ts';

type ClassicParts = {
  readonly engine: Pick<Engine, 'view' | 'catalog' | 'ask'>;
  readonly askCounts: Pick<AskCounts, 'of'>;
  readonly tooOften: RateLimit;
};

const statusOfPhase: Readonly<Record<SalePhase, ClassicStatus['status']>> = {
  scheduled: 'not_started',
  ended: 'ended',
  paused: 'active',
  'sold-out': 'ended',
  'all-held': 'active',
  open: 'active',
};

/** The two calls of the classic design, for clients that were written for it. */
export function classicHandlers({ engine, askCounts, tooOften }: ClassicParts) {
  const saleOf = (named: string | undefined): Sale | undefined =>
    named === undefined ? currentSale(engine) : engine.catalog.published(named);

  return {
    getClassicStatus: ({ query }) => {
      const sale = saleOf(query.sale);
      if (sale === undefined) return noSale();
      const state = publishedState(engine.view, sale.saleId);
      if (state === undefined) return gateAway();
      const body = {
        start_time: formatInstant(sale.opensAtMs),
        current_time: formatInstant(state.atMs),
        status: statusOfPhase[state.phase],
        remaining: state.skus.reduce((sum, sku) => sum + sku.available, 0),
      };
      return { status: 200, body };
    },

    placeClassicOrder: async (call) => {
      const { body, query, request } = call;
      const buyerId = buyerOf(call);
      if (body.user_id !== undefined && String(body.user_id) !== buyerId) return otherBuyer();
      const sale = saleOf(query.sale);
      const counted = beginCount(askCounts.of(sale?.saleId ?? ''));
      const limited = tooOften(buyerId, engine.view.nowMs());
      if (limited !== undefined) {
        counted('rate-limited');
        return { refusal: limited };
      }
      if (sale === undefined) {
        counted('sale-not-found');
        return noSale();
      }
      const told = await engine.ask(sale.saleId, { buyerId, sku: body.sku, key: undefined });
      counted(told.kind);
      const answer = classicAnswerOf(told);
      if (answer === undefined) return { refusal: askAnswer(told, sale.saleId, engine.view) };
      const language = languageOf(request.headers['accept-language']);
      const headers = { 'content-language': language, vary: 'accept-language' };
      const said: ClassicAnswer = {
        code: answer.code,
        msg: classicMessage(answer.code, language),
        ...(answer.orderId !== undefined && { order_id: answer.orderId }),
      };
      return { status: answer.code === classicCodes.ok ? 200 : 400, body: said, headers };
    },
  } satisfies Handlers;
}

/** The sale that is open or, without one, opens next; with neither, the one that was open last. */
function currentSale({ view, catalog }: Pick<Engine, 'view' | 'catalog'>): Sale | undefined {
  const sales = catalog.allPublished().map((sale) => ({ sale, phase: view.counts(sale.saleId)?.phase }));
  const isOpen = (phase: SalePhase | undefined) => phase === 'open' || phase === 'all-held' || phase === 'paused';
  return (
    sales.findLast(({ phase }) => isOpen(phase))?.sale ??
    sales.find(({ phase }) => phase === 'scheduled')?.sale ??
    sales.at(-1)?.sale
  );
}

type Classic = { readonly code: ClassicCode; readonly orderId?: string | undefined };

/** An outcome in the classic numbers, or `undefined` where the classic design had none. */
function classicAnswerOf(told: AskAnswer): Classic | undefined {
  switch (told.kind) {
    case 'held':
      return { code: classicCodes.ok, orderId: told.order.orderId };
    case 'sale-not-open':
      return { code: classicCodes.notStarted };
    case 'already-held':
      return { code: classicCodes.alreadyTakenPart, orderId: told.order.orderId };
    case 'limit-reached':
      return { code: classicCodes.alreadyTakenPart, orderId: told.orderIds.at(-1) };
    case 'sold-out':
    case 'all-held':
      return { code: classicCodes.soldOut };
    case 'sale-ended':
      return { code: classicCodes.ended };
    case 'sale-paused':
      return { code: classicCodes.paused };
    case 'sale-not-found':
    case 'unknown-sku':
    case 'key-reused':
    case 'busy':
    case 'unavailable':
      return undefined;
  }
}

// An ask is an ask, whichever route it takes: the numbers of a sale have it.
function beginCount(asks: SaleAsks): (kind: AskKind) => void {
  const startedMs = performance.now();
  asks.arrived(startedMs);
  return (kind) => {
    const nowMs = performance.now();
    asks.answered(kind, nowMs - startedMs, nowMs);
  };
}

function noSale() {
  return refused('sale-not-found', { detail: 'There is no such sale, or none at all.' });
}

function otherBuyer() {
  return invalid([{ path: '/user_id', message: 'must be the buyer of the token', code: 'other-buyer' }]);
}
