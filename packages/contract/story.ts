// One order from the ask to the refund, told by everybody who had a part in it.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { OrderSchema } from './order.ts';
import { reference } from './reference.ts';
import { Instant } from './scalars.ts';

/** By which clock an event is dated. */
export const storyClocks = ['gate', 'ledger', 'provider'] as const;

/** What an event of a story tells of: a move of the order, its money, a message to the shop, or an operator's act. */
export const storyKinds = ['order', 'payment', 'payment-event', 'delivery', 'operator'] as const;

/**
 * What happened, for programs that say it in another language, with the fact of `detail` by which its sentence differs.
 * `moved`, `told` and `acted` name further facts: `from`, `to`; `status`; `operator`, `action` and, where given, `reason`.
 */
export const storyCodes = {
  given: undefined,
  moved: undefined,
  opened: undefined,
  'is-now': 'status',
  heard: 'decision',
  told: 'state',
  acted: undefined,
} as const;

export type StoryCode = keyof typeof storyCodes;

/** What was decided about a provider's message. */
export const storyDecisions = [
  'unknown-payment',
  'wrong-amount',
  'seen',
  'declined',
  'pay',
  'refund-order',
  'refund-payment',
] as const;

export type StoryDecision = (typeof storyDecisions)[number];

export const StoryEventSchema = Type.Object(
  {
    at: Instant,
    clock: Type.Enum([...storyClocks]),
    kind: Type.Enum([...storyKinds]),
    code: Type.Enum(Object.keys(storyCodes) as StoryCode[], { description: 'What happened, for programs.' }),
    text: Type.String({ description: 'What happened, in a sentence.' }),
    detail: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
        description: 'The facts behind the sentence, by name.',
      }),
    ),
  },
  { $id: 'StoryEvent' },
);

export type StoryEvent = Static<typeof StoryEventSchema>;

export const OrderStorySchema = Type.Object(
  { order: reference(OrderSchema), events: Type.Array(reference(StoryEventSchema)) },
  { $id: 'OrderStory', description: 'One order from the ask to the refund, oldest event first.' },
);

export type OrderStory = Static<typeof OrderStorySchema>;
