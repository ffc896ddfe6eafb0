// What is told of a sale when it is over.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { AuditSchema } from './audit.ts';
import { reference } from './reference.ts';
import { SalePhaseSchema } from './sale.ts';
import { AmountMinor, Count, Currency, Instant, SaleId, Sku, Title, UnitCount } from './scalars.ts';

const Number_ = Type.Number({ minimum: 0 });
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema, description: string) =>
  Type.Union([schema, Type.Null()], { description });

export const SaleReportSchema = Type.Object(
  {
    saleId: SaleId,
    title: Title,
    phase: orNull(reference(SalePhaseSchema), 'Null while the gate cannot tell.'),
    at: Instant,
    opensAt: Instant,
    closesAt: Type.Union([Instant, Type.Null()]),
    skus: Type.Array(
      Type.Object({
        sku: Sku,
        title: Title,
        units: UnitCount,
        given: Type.Integer({ minimum: 0, description: 'Orders that were promised a unit, whatever became of them.' }),
        paid: UnitCount,
        held: UnitCount,
        returned: Type.Integer({ minimum: 0, description: 'Orders that expired, were cancelled or refused.' }),
      }),
    ),
    units: UnitCount,
    given: Count,
    paid: Count,
    held: Count,
    returned: Count,
    buyers: Type.Integer({ minimum: 0, description: 'Different buyers who were promised a unit.' }),
    allGivenAfterSeconds: orNull(Number_, 'From the opening until no unit was free for the first time; null: never.'),
    soldOutAfterSeconds: orNull(Number_, 'From the opening until every unit was paid for; null: not all are.'),
    counted: orNull(
      Type.Object({ since: Instant, complete: Type.Boolean() }),
      'Over which time the asks below were counted, and whether none is missing. Null: they were not counted at all.',
    ),
    tries: orNull(Count, 'Asks for a unit.'),
    peakAsksPerSecond: orNull(Number_, 'The most asks in one second.'),
    latencyMs: orNull(
      Type.Object({ p50: Number_, p95: Number_, p99: Number_, max: Number_ }),
      'From an ask’s arrival to its decision, over the whole sale.',
    ),
    answers: orNull(Type.Record(Type.String(), Count), 'How often each outcome was told.'),
    refusals: orNull(Type.Record(Type.String(), Count), 'The same of those that gave and found no order.'),
    payments: Type.Array(
      Type.Object({
        currency: Currency,
        captured: Count,
        capturedMinor: AmountMinor,
        refunded: Count,
        refundedMinor: AmountMinor,
      }),
      { description: 'Money by currency; empty when none came in.' },
    ),
    audit: reference(AuditSchema),
  },
  { $id: 'SaleReport', description: 'A sale in numbers. A part that is not known is null, never zero.' },
);

export type SaleReport = Static<typeof SaleReportSchema>;
