// The conservation equation of a sale: units = available + held + sold, for each sku, with the units that break it.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { OrderStatus } from './order.ts';
import { Count, Instant, SaleId, Sku, UnitCount, UnitNumber } from './scalars.ts';

const ByStatus = Type.Unsafe<{ readonly [status in OrderStatus]?: number }>(
  Type.Record(Type.String(), Count, {
    description: 'How many orders are in each status; those with none are left out.',
  }),
);

export const AuditSchema = Type.Object(
  {
    saleId: SaleId,
    balanced: Type.Union([Type.Boolean(), Type.Null()], {
      description: 'Whether the books agree; null when no stable sample was found, and `inFlight` says how much moved.',
    }),
    at: Instant,
    skus: Type.Array(
      Type.Object({
        sku: Sku,
        units: UnitCount,
        available: UnitCount,
        held: UnitCount,
        sold: UnitCount,
        unexplained: Type.Array(UnitNumber, { description: 'Units that are in no place, or in two.' }),
      }),
    ),
    orders: Type.Object({ byStatus: ByStatus }),
    gate: Type.Object({ available: UnitCount, held: UnitCount }),
    ledger: Type.Object({ held: UnitCount, sold: UnitCount }),
    inFlight: Type.Optional(Count),
  },
  { $id: 'Audit', description: 'Whether gate and ledger agree about every unit of the sale.' },
);

export type Audit = Static<typeof AuditSchema>;
