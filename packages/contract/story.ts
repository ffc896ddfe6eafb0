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

export const StoryEventSchema = Type.Object(
  {
    at: Instant,
    clock: Type.Enum([...storyClocks]),
    kind: Type.Enum([...storyKinds]),
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
