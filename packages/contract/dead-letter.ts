// What came, or was to go, and could not: it needs a person.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Params } from './coded.ts';
import { nameLengthMax } from './limits.ts';
import { reference } from './reference.ts';
import { Count, Cursor, Instant, OrderId, SaleId } from './scalars.ts';
import type { DeliveryErrorCode } from './webhook.ts';
import { deliveryErrors } from './webhook.ts';

export const deadLetterKinds = ['webhook-in', 'delivery', 'message'] as const;

/** Why a payment provider’s event could not be applied. */
export const strandedReasons = { 'wrong-amount': [], 'unknown-payment': [] } as const;

/** Why something is here, with the values of its sentence. */
export const deadLetterReasons = { ...strandedReasons, ...deliveryErrors } as const;

export type DeadLetterReason = keyof typeof strandedReasons | DeliveryErrorCode;

/** The values in `detail`, by kind, beside those of the reason. */
export const deadLetterDetails = {
  'webhook-in': ['paymentId', 'type', 'amountMinor', 'currency'],
  delivery: ['event', 'attempts'],
} as const;

export const DeadLetterSchema = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 2 * nameLengthMax + 1 }),
    kind: Type.Enum([...deadLetterKinds], {
      description:
        '`webhook-in`: a payment provider’s event that could not be applied; `delivery`: a message to the shop that ran ' +
        'out of tries; `message`: an entry of the order queue that could not be read.',
    }),
    reason: Type.String({ description: 'Why it is here, in a few words of English.' }),
    code: Type.Optional(
      Type.Enum(Object.keys(deadLetterReasons) as DeadLetterReason[], {
        description: 'What `reason` says; programs decide by it. Deliveries of older versions have none.',
      }),
    ),
    params: Type.Optional(Params),
    at: Instant,
    ageSeconds: Type.Optional(Count),
    saleId: Type.Optional(SaleId),
    orderId: Type.Optional(OrderId),
    detail: Type.Optional(Type.String({ description: 'What it is, in English; its values are in `params`.' })),
  },
  { $id: 'DeadLetter' },
);

export type DeadLetter = Static<typeof DeadLetterSchema>;

export const DeadLetterListSchema = Type.Object(
  { deadLetters: Type.Array(reference(DeadLetterSchema)), next: Type.Optional(Cursor) },
  { $id: 'DeadLetterList', description: 'Newest first.' },
);

export type DeadLetterList = Static<typeof DeadLetterListSchema>;
