// The two calls of the classic design.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { buyerIdLengthMax } from './limits.ts';
import { Instant, OrderId, SaleId, Sku, UnitCount } from './scalars.ts';

export const ClassicStatusSchema = Type.Object(
  {
    start_time: Instant,
    current_time: Instant,
    status: Type.Enum(['not_started', 'active', 'ended']),
    remaining: UnitCount,
  },
  { $id: 'ClassicStatus' },
);

export type ClassicStatus = Static<typeof ClassicStatusSchema>;

/** What the classic call answers, by its number. */
export const classicCodes = {
  ok: 0,
  notStarted: 1,
  alreadyTakenPart: 2,
  soldOut: 3,
  ended: 4,
  paused: 5,
} as const;

export type ClassicCode = (typeof classicCodes)[keyof typeof classicCodes];

export const ClassicOrderBodySchema = Type.Object(
  {
    user_id: Type.Optional(
      Type.Union([Type.String({ minLength: 1, maxLength: buyerIdLengthMax }), Type.Integer()], {
        description: 'If it is sent, it must be the buyer of the token.',
      }),
    ),
    sku: Type.Optional(Sku),
  },
  { $id: 'ClassicOrderBody', additionalProperties: false },
);

export type ClassicOrderBody = Static<typeof ClassicOrderBodySchema>;

export const ClassicAnswerSchema = Type.Object(
  {
    code: Type.Integer({
      minimum: 0,
      maximum: 5,
      description: '0 taken; 1 not started; 2 already; 3 sold out; 4 ended; 5 paused.',
    }),
    msg: Type.String(),
    order_id: Type.Optional(OrderId),
  },
  { $id: 'ClassicAnswer' },
);

export type ClassicAnswer = Static<typeof ClassicAnswerSchema>;

export const ClassicQuerySchema = Type.Object({ sale: Type.Optional(SaleId) }, { additionalProperties: false });
