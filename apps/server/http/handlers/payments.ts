import type { Payment, PaymentEvent } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { EventDecision, OpenOutcome, ReceivedEvent } from '@penstock/core';
import type { Engine } from '../../wiring/engine.ts';
import type { Payments } from '../../wiring/payments.ts';
import type { Handlers } from '../call.ts';
import { buyerOf, refused } from '../call.ts';
import { ownOrigin } from '../own-origin.ts';
import { noOrder } from './orders.ts';

type PaymentsParts = {
  readonly engine: Pick<Engine, 'openPayment' | 'takePaymentEvent'>;
  readonly payments: Pick<Payments, 'provider'>;
};

const eventTypes = { 'payment.succeeded': 'succeeded', 'payment.failed': 'failed' } as const;

/** Buyers pay, and their provider tells what became of it. */
export function paymentsHandlers({ engine, payments: { provider } }: PaymentsParts) {
  return {
    openPayment: async (call) => {
      const outcome = await engine.openPayment(call.params.orderId, buyerOf(call));
      switch (outcome.kind) {
        case 'open':
          return { status: 201, body: paymentJson(outcome, ownOrigin(call.request)) };
        case 'not-payable':
          return refused('order-not-payable', { detail: notPayable(outcome) });
        case 'order-not-found':
          return noOrder();
      }
    },

    receivePaymentEvent: async ({ params, body, request }) => {
      if (params.provider !== provider.name || provider.name === 'none') {
        return refused('not-found', { detail: `This shop has no payment provider "${params.provider}".` });
      }
      const event = eventOf(body, { provider: provider.name, webhookId: String(request.headers['webhook-id']) });
      return answerOf(await engine.takePaymentEvent(event), event);
    },
  } satisfies Handlers;
}

function paymentJson({ payment }: Extract<OpenOutcome, { kind: 'open' }>, origin: string): Payment {
  const { paymentId, url, amountMinor, currency, expiresAtMs } = payment;
  // A page of this very server is named by the address at which the buyer sees it.
  const address = url.startsWith('/') ? `${origin}${url}` : url;
  return { paymentId, url: address, amountMinor, currency, expiresAt: formatInstant(expiresAtMs) };
}

function notPayable({ order }: Extract<OpenOutcome, { kind: 'not-payable' }>): string {
  if (order.status !== 'awaiting_payment') return `The order is ${order.status}.`;
  return 'Its time to pay is over, or it was tried too often.';
}

function eventOf({ type, data }: PaymentEvent, about: Pick<ReceivedEvent, 'provider' | 'webhookId'>): ReceivedEvent {
  return { ...about, type: eventTypes[type], ...data };
}

function answerOf({ kind }: EventDecision, { paymentId, amountMinor, currency }: ReceivedEvent) {
  switch (kind) {
    case 'unknown-payment':
      return refused('payment-not-found', { detail: `No payment has the id "${paymentId}".` });
    case 'wrong-amount':
      return refused('amount-mismatch', {
        detail: `${amountMinor} ${currency} in minor units is not the price of the order.`,
      });
    case 'seen':
    case 'declined':
    case 'pay':
    case 'refund-order':
    case 'refund-payment':
      return { status: 200, body: undefined } as const;
  }
}
