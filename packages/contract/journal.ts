// One change of one order, as the gate or the ledger wrote it down.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { orderStatuses } from './order.ts';
import { Instant, OrderId, Sku, UnitOfOrder } from './scalars.ts';

export const JournalEntrySchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 1, description: 'Grows by the order in which changes were committed.' }),
    at: Instant,
    clock: Type.Enum(['gate', 'ledger'], { description: 'Whose clock `at` is.' }),
    orderId: OrderId,
    sku: Type.Optional(Sku),
    unit: UnitOfOrder,
    from: Type.Union([Type.Enum([...orderStatuses]), Type.Null()], { description: 'Null for the first entry.' }),
    to: Type.Enum([...orderStatuses]),
    cause: Type.String({ description: 'What made the change: asked, promised, expired, cancelled and so on.' }),
  },
  { $id: 'JournalEntry' },
);

export type JournalEntry = Static<typeof JournalEntrySchema>;
