// Routes of buyers: sessions, asking for a unit, orders, payments.
import { Type } from 'typebox';
import { PingEventSchema } from './events.ts';
import { AskSchema, OrderListSchema, OrderSchema } from './order.ts';
import { PaymentEventSchema, PaymentSchema, ProviderName } from './payment.ts';
import { reference } from './reference.ts';
import type { Route } from './route.ts';
import {
  eventStream,
  IdempotencyKeyHeader,
  json,
  noContent,
  OrderParams,
  orderAnswer,
  PageQuery,
  RetryHeader,
  SaleParams,
} from './route-parts.ts';

const WebhookHeader = Type.String({ minLength: 1, maxLength: 1_024 });

export const buyerRoutes = {
  openSession: {
    method: 'POST',
    path: '/api/v1/session',
    who: 'buyer',
    tag: 'buyers',
    summary: 'Turn a token into a cookie for pages',
    responses: {
      204: { description: 'Done', headers: { 'Set-Cookie': 'HttpOnly, SameSite=Lax, no longer than the token.' } },
    },
    problems: ['insecure-connection'],
  },
  closeSession: {
    method: 'DELETE',
    path: '/api/v1/session',
    who: 'buyer',
    tag: 'buyers',
    summary: 'End the session',
    responses: { 204: noContent('Done') },
    problems: ['unavailable'],
  },
  askForUnit: {
    method: 'POST',
    path: '/api/v1/sales/{saleId}/orders',
    who: 'buyer',
    tag: 'orders',
    summary: 'Ask for a unit',
    description:
      'Asking twice is harmless: a buyer with a live order gets that order. Retry with `Penstock-Retry: 1`. ' +
      'The first outcome that applies is the answer: ' +
      'sale-not-found, sale-not-open, already-held, limit-reached, sale-paused, sale-ended, sold-out, all-held, held.',
    params: SaleParams,
    headers: Type.Object({
      'idempotency-key': Type.Optional(IdempotencyKeyHeader),
      'penstock-retry': Type.Optional(RetryHeader),
    }),
    body: reference(AskSchema),
    isBodyOptional: true,
    responses: {
      200: orderAnswer('The order that this buyer, or this key, has already'),
      202: orderAnswer('A unit is held', { Location: 'The address of the order.' }),
    },
    problems: [
      'rate-limited',
      'sale-not-found',
      'sale-not-open',
      'limit-reached',
      'sale-paused',
      'sale-ended',
      'sold-out',
      'all-held',
      'idempotency-key-reused',
      'busy',
      'unavailable',
    ],
  },
  listMyOrdersOfSale: {
    method: 'GET',
    path: '/api/v1/sales/{saleId}/orders/mine',
    who: 'buyer',
    tag: 'orders',
    summary: 'List this buyer’s orders in a sale',
    params: SaleParams,
    query: PageQuery,
    responses: { 200: json('The orders, newest first', reference(OrderListSchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  listMyOrders: {
    method: 'GET',
    path: '/api/v1/orders/mine',
    who: 'buyer',
    tag: 'orders',
    summary: 'List this buyer’s orders in all sales',
    query: PageQuery,
    responses: { 200: json('The orders, newest first', reference(OrderListSchema)) },
    problems: ['unavailable'],
  },
  getOrder: {
    method: 'GET',
    path: '/api/v1/orders/{orderId}',
    who: 'owner',
    tag: 'orders',
    summary: 'Read an order',
    params: OrderParams,
    responses: { 200: orderAnswer('The order') },
    problems: ['order-not-found', 'unavailable'],
  },
  streamOrder: {
    method: 'GET',
    path: '/api/v1/orders/{orderId}/events',
    who: 'owner',
    tag: 'orders',
    summary: 'Follow an order',
    description: 'An event `order` first and at every change of state; `ping` in between.',
    params: OrderParams,
    responses: {
      200: eventStream('Events', reference(OrderSchema), reference(PingEventSchema)),
      204: noContent('This node has as many streams as it carries: read the order every few seconds instead'),
    },
    problems: ['order-not-found', 'unavailable'],
  },
  openPayment: {
    method: 'POST',
    path: '/api/v1/orders/{orderId}/payment',
    who: 'buyer',
    tag: 'orders',
    summary: 'Open the payment of an order',
    description: 'Asked again, it answers with the same open payment.',
    params: OrderParams,
    responses: { 201: json('The open payment', reference(PaymentSchema)) },
    problems: ['order-not-found', 'order-not-payable', 'unavailable'],
  },
  cancelOrder: {
    method: 'POST',
    path: '/api/v1/orders/{orderId}/cancel',
    who: 'buyer',
    tag: 'orders',
    summary: 'Give a held unit back',
    params: OrderParams,
    responses: { 200: orderAnswer('The cancelled order') },
    problems: ['order-not-found', 'order-not-cancellable', 'payment-in-progress', 'unavailable'],
  },
  receivePaymentEvent: {
    method: 'POST',
    path: '/api/v1/payments/{provider}/webhook',
    who: 'signed',
    tag: 'payments',
    summary: 'Hear from a payment provider',
    description: 'Signed as Standard Webhooks says. The same id twice changes nothing.',
    params: Type.Object({ provider: ProviderName }),
    headers: Type.Object({
      'webhook-id': Type.Optional(WebhookHeader),
      'webhook-timestamp': Type.Optional(WebhookHeader),
      'webhook-signature': Type.Optional(WebhookHeader),
    }),
    body: reference(PaymentEventSchema),
    responses: { 200: noContent('Heard') },
    problems: ['not-found', 'payment-not-found', 'amount-mismatch', 'unavailable'],
  },
} as const satisfies Record<string, Route>;
