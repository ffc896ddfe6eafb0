import type { DeadLetter } from '@penstock/contract';
import { formatInstant, pageSizeDefault, pageSizeMax } from '@penstock/contract';
import type { Delivery, HeardEvent, HookFault } from '@penstock/core';
import type { Engine } from '../../wiring/engine.ts';
import type { Handlers } from '../call.ts';
import { badCursor, refused } from '../call.ts';
import { orderJson } from '../order-json.ts';
import { storyJson } from '../story-json.ts';

/** Dead letters that can be paged through; more than that many need more than reading. */
const deadLettersMax = 10_000;

/** One order's story, and what came and could not be applied. */
export function storiesHandlers({ engine: { ledger } }: { readonly engine: Pick<Engine, 'ledger'> }) {
  return {
    getOrderStory: async ({ params: { orderId } }) => {
      const order = await ledger.order(orderId);
      if (order === undefined) return refused('order-not-found', { detail: `No order has the id "${orderId}".` });
      // An order has a handful of each: it moves five times at the most.
      const [journal, money, told, log] = await Promise.all([
        ledger.journal(order.saleId, { orderId, limit: pageSizeMax }),
        ledger.moneyOfOrder(orderId),
        ledger.deliveries({ orderId, limit: pageSizeMax }),
        ledger.operatorLog({ orderId, limit: pageSizeMax }),
      ]);
      const deliveries = told.rows.toReversed();
      const events = storyJson({ moves: journal.rows, ...money, deliveries, acts: log.rows.toReversed() });
      return { status: 200, body: { order: orderJson(order), events } };
    },

    listDeadLetters: async ({ query: { cursor = '0', limit = pageSizeDefault } }) => {
      const from = Number(cursor);
      if (!Number.isInteger(from) || from > deadLettersMax) {
        return badCursor;
      }
      const to = from + Number(limit);
      // Newest first, and counted from there: what arrives meanwhile is seen twice rather than never.
      const [heard, failed] = await Promise.all([
        ledger.eventsNotApplied(to + 1),
        ledger.deliveries({ state: 'failed', limit: to + 1 }),
      ]);
      const nowMs = ledger.nowMs();
      const found = [
        ...heard.map((event) => strandedJson(event, nowMs)),
        ...failed.rows.map((delivery) => undeliveredJson(delivery, nowMs)),
      ].toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
      const deadLetters = found.slice(from, to);
      return { status: 200, body: { deadLetters, ...(found.length > to && { next: String(to) }) } };
    },
  } satisfies Handlers;
}

const strandedWords = {
  'wrong-amount': 'the amount is not the price of the order',
  'unknown-payment': 'no payment has this id',
} as const;

function strandedJson(heard: HeardEvent, nowMs: number): DeadLetter {
  const { provider, webhookId, decision, paymentId, type, amountMinor, currency, atMs, saleId, orderId } = heard;
  const code = decision === 'wrong-amount' ? decision : 'unknown-payment';
  return {
    id: `${provider}/${webhookId}`.slice(0, 257),
    kind: 'webhook-in',
    reason: strandedWords[code],
    code,
    params: { paymentId, type, amountMinor, currency },
    at: formatInstant(atMs),
    ageSeconds: Math.max(0, Math.floor((nowMs - atMs) / 1_000)),
    ...(saleId !== undefined && { saleId }),
    ...(orderId !== undefined && { orderId }),
    detail: `payment ${paymentId} ${type}: ${amountMinor} ${currency} (minor units)`,
  };
}

function undeliveredJson(
  { deliveryId, orderId, status, attempts, atMs, lastError, lastFault }: Delivery,
  nowMs: number,
): DeadLetter {
  return {
    id: deliveryId,
    kind: 'delivery',
    reason: lastError ?? 'the shop did not take it',
    ...(lastFault !== undefined && { code: lastFault.code }),
    params: { ...faultValues(lastFault), event: `order.${status}`, attempts },
    at: formatInstant(atMs),
    ageSeconds: Math.max(0, Math.floor((nowMs - atMs) / 1_000)),
    orderId,
    detail: `order.${status}, tries: ${attempts}`,
  };
}

const faultValues = (fault: HookFault | undefined) => (fault !== undefined && 'params' in fault ? fault.params : {});
