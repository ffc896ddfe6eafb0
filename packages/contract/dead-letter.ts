// What came, or was to go, and could not: it needs a person.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { nameLengthMax } from './limits.ts';
import { reference } from './reference.ts';
import { Count, Cursor, Instant, OrderId, SaleId } from './scalars.ts';

export const deadLetterKinds = ['webhook-in', 'delivery', 'message'] as const;

export const DeadLetterSchema = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 2 * nameLengthMax + 1 }),
    kind: Type.Enum([...deadLetterKinds], {
      description:
        '`webhook-in`: a payment provider’s event that could not be applied; `delivery`: a message to the shop that ran ' +
        'out of tries; `message`: an entry of the order queue that could not be read.',
    }),
    reason: Type.String({ description: 'Why it is here, in a few words.' }),
    at: Instant,
    ageSeconds: Type.Optional(Count),
    saleId: Type.Optional(SaleId),
    orderId: Type.Optional(OrderId),
    detail: Type.Optional(Type.String()),
  },
  { $id: 'DeadLetter' },
);

export type DeadLetter = Static<typeof DeadLetterSchema>;

export const DeadLetterListSchema = Type.Object(
  { deadLetters: Type.Array(reference(DeadLetterSchema)), next: Type.Optional(Cursor) },
  { $id: 'DeadLetterList', description: 'Newest first.' },
);

export type DeadLetterList = Static<typeof DeadLetterListSchema>;
