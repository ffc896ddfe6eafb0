// What the shop's own systems hear, and the list of what was delivered to them.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Params } from './coded.ts';
import { nameLengthMax } from './limits.ts';
import { OrderSchema } from './order.ts';
import { reference } from './reference.ts';
import { Count, Cursor, Instant, OrderId } from './scalars.ts';

/** The events that are sent to the shop. */
export const webhookTypes = [
  'order.awaiting_payment',
  'order.paid',
  'order.expired',
  'order.cancelled',
  'order.refund_due',
  'order.refunded',
] as const;

/** What can have become of a delivery. One that failed ran out of tries, or its receiver wanted no more. */
export const deliveryStates = ['pending', 'delivered', 'failed'] as const;

/** Why a message was not taken, with the values of its sentence. `error` is the system’s own word for it. */
export const deliveryErrors = {
  answered: ['status'],
  'too-slow': ['seconds'],
  'broken-off': [],
  'not-public': ['address'],
  unreachable: ['error'],
} as const;

export type DeliveryErrorCode = keyof typeof deliveryErrors;

export const WebhookSchema = Type.Object(
  { type: Type.Enum([...webhookTypes]), timestamp: Instant, data: reference(OrderSchema) },
  { $id: 'Webhook', description: 'What is sent to the shop, signed as Standard Webhooks says.' },
);

export type Webhook = Static<typeof WebhookSchema>;

export const DeliveryId = Type.String({
  description: 'The id of a delivery; it is the `webhook-id` of every attempt.',
  minLength: 1,
  maxLength: nameLengthMax,
  pattern: '^[A-Za-z0-9_.-]+$',
});

export const DeliverySchema = Type.Object(
  {
    id: DeliveryId,
    type: Type.Enum([...webhookTypes]),
    orderId: OrderId,
    status: Type.Enum([...deliveryStates]),
    attempts: Count,
    createdAt: Instant,
    nextAttemptAt: Type.Optional(Instant),
    deliveredAt: Type.Optional(Instant),
    lastError: Type.Optional(Type.String({ description: 'Why the last try failed, in English.' })),
    lastErrorCode: Type.Optional(
      Type.Enum(Object.keys(deliveryErrors) as DeliveryErrorCode[], {
        description: 'What `lastError` says; programs decide by it. Deliveries of older versions have none.',
      }),
    ),
    lastErrorParams: Type.Optional(Params),
  },
  { $id: 'Delivery' },
);

export type Delivery = Static<typeof DeliverySchema>;

export const DeliveryListSchema = Type.Object(
  {
    deliveries: Type.Array(reference(DeliverySchema)),
    next: Type.Optional(Cursor),
    goneSince: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'The receiver answered 410: nothing is sent until one is sent again, or the server starts anew.',
      }),
    ),
  },
  { $id: 'DeliveryList' },
);
