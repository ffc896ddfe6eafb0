import type { AskAnswer, GateView } from '@penstock/core';
import { orderJson } from './order-json.ts';
import { answerHeaders, problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';

/** Seconds after which asking again makes sense, where nothing better is known. */
const retryPausedSeconds = 5;
const retryBusySeconds = 1;
const retryAllHeldSeconds = 1;

const instant = (ms: number): string => new Date(ms).toISOString();

// Losers are many and their answers alike: what does not depend on the moment is written once.
const soldOut = problemAnswer('sold-out', { detail: 'Every unit is sold and paid for.' });
const ended = problemAnswer('sale-ended', { detail: 'The sale has ended; nothing more is given.' });
const paused = problemAnswer('sale-paused', {
  detail: 'The shop has paused this sale.',
  retryAfterSeconds: retryPausedSeconds,
});
const busy = problemAnswer('busy', {
  detail: 'Too many orders are being recorded at this moment. Asking again is safe.',
  retryAfterSeconds: retryBusySeconds,
});
const unavailable = problemAnswer('unavailable', {
  detail: 'Nobody can decide at this moment, and nothing was given. Asking again is safe.',
  retryAfterSeconds: retryBusySeconds,
});
const unknownSku = problemAnswer('invalid-request', {
  detail: 'The sale has no such variant, or has several and the request names none.',
  errors: [{ path: '/sku', message: 'must be the sku of one of the variants of this sale', code: 'sku-unknown' }],
});
const keyReused = problemAnswer('idempotency-key-reused', {
  detail: 'This Idempotency-Key named another variant before. Use a new key for a new wish.',
});

/** How HTTP says what a buyer is told. `clock` is the gate's; few answers need it. */
export function askAnswer(answer: AskAnswer, saleId: string, clock: Pick<GateView, 'nowMs'>): Answer {
  switch (answer.kind) {
    case 'sale-not-found':
      return problemAnswer('sale-not-found', { detail: `No sale has the id "${saleId}".` });
    case 'unknown-sku':
      return unknownSku;
    case 'key-reused':
      return keyReused;
    case 'sale-not-open':
      return notOpen(answer.opensAtMs, clock.nowMs(saleId));
    case 'already-held':
      return orderAnswer(200, answer.order);
    case 'limit-reached':
      return problemAnswer('limit-reached', {
        detail: `A buyer may have ${answer.limit} live orders in this sale.`,
        limit: answer.limit,
        orderIds: [...answer.orderIds],
      });
    case 'sale-paused':
      return paused;
    case 'sale-ended':
      return ended;
    case 'sold-out':
      return soldOut;
    case 'all-held':
      return allHeld(answer.backFromMs);
    case 'held':
      return orderAnswer(202, answer.order);
    case 'busy':
      return busy;
    case 'unavailable':
      return unavailable;
  }
}

function notOpen(opensAtMs: number, nowMs: number): Answer {
  const opensAt = instant(opensAtMs);
  return problemAnswer('sale-not-open', {
    detail: `The sale opens at ${opensAt}.`,
    opensAt,
    serverTime: instant(nowMs),
    retryAfterSeconds: Math.max(1, Math.ceil((opensAtMs - nowMs) / 1000)),
  });
}

let lastAllHeld: { readonly backFromMs: number | undefined; readonly answer: Answer } | undefined;

// While everything is held the earliest return changes at most with each order that ends, so the last text serves most.
function allHeld(backFromMs: number | undefined): Answer {
  if (lastAllHeld !== undefined && lastAllHeld.backFromMs === backFromMs) return lastAllHeld.answer;
  const mayReturnFrom = backFromMs === undefined ? null : instant(backFromMs);
  const answer = problemAnswer('all-held', {
    detail: 'Everything is held; what is not paid for in time comes back.',
    mayReturnFrom,
    retryAfterSeconds: retryAllHeldSeconds,
  });
  lastAllHeld = { backFromMs, answer };
  return answer;
}

function orderAnswer(status: 200 | 202, order: Extract<AskAnswer, { kind: 'held' }>['order']): Answer {
  const body = JSON.stringify(orderJson(order));
  const headers = answerHeaders('application/json; charset=utf-8', body);
  headers.push('location', `/api/v1/orders/${order.orderId}`);
  return { status, body, headers };
}
