// The numbers of the whole system at one moment, with the age of each source.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { reference } from './reference.ts';
import { SalePhaseSchema } from './sale.ts';
import { Count, Instant, SaleId, Sku, Title, UnitCount } from './scalars.ts';

const PerSecond = Type.Number({ minimum: 0 });

const LiveSku = Type.Object({
  sku: Sku,
  title: Title,
  units: UnitCount,
  gate: Type.Union([Type.Object({ available: UnitCount, held: UnitCount, sold: UnitCount }), Type.Null()], {
    description: 'What the gate counts; null while it cannot tell.',
  }),
  ledger: Type.Union(
    [Type.Object({ available: UnitCount, held: UnitCount, paid: UnitCount, returned: Count }), Type.Null()],
    {
      description:
        '`returned`: how often a unit came back so far, because its order expired, was cancelled or refused.',
    },
  ),
  difference: Type.Union([UnitCount, Type.Null()], {
    description:
      'Units that gate and ledger count in different places. Orders on their way to the ledger are some of them; with an empty queue it must be 0.',
  }),
});

export const LiveSchema = Type.Object(
  {
    saleId: SaleId,
    phase: Type.Union([reference(SalePhaseSchema), Type.Null()], { description: 'Null while the gate cannot tell.' }),
    at: Instant,
    serverTime: Instant,
    opensAt: Instant,
    closesAt: Type.Union([Instant, Type.Null()]),
    skus: Type.Array(LiveSku),
    sources: Type.Array(
      Type.Object({
        name: Type.String(),
        kind: Type.Enum(['api', 'worker', 'gateway', 'queue']),
        ageMs: Type.Union([Count, Type.Null()], { description: 'Null when the source was never heard.' }),
        missing: Type.Boolean({ description: 'The source is silent: its numbers are left out, they are not zero.' }),
      }),
    ),
    asksPerSecond: PerSecond,
    answersPerSecond: Type.Record(Type.String(), PerSecond, { description: 'By outcome.' }),
    totals: Type.Object(
      {
        since: Instant,
        complete: Type.Boolean({
          description:
            'False: a process that counted died, and took what it had counted in its last ten seconds with it.',
        }),
        asks: Count,
        byOutcome: Type.Record(Type.String(), Count),
      },
      {
        description:
          'Counts of this sale’s asks since `since`, over restarts; exact while `complete`. Asks less all outcomes are ' +
          'those under way or broken off by their caller. What a silent source had counted stays in.',
      },
    ),
    latencyMs: Type.Union(
      [Type.Object({ p50: PerSecond, p95: PerSecond, p99: PerSecond, max: PerSecond }), Type.Null()],
      { description: 'From an ask’s arrival to its decision, over the last 10 s; null when nobody asked in them.' },
    ),
    queue: Type.Union([Type.Object({ depth: Count, oldestAgeMs: Count }), Type.Null()], {
      description: 'Orders that the gate gave and the ledger has not answered yet.',
    }),
    payments: Type.Union([Type.Object({ open: Count, capturedPerSecond: PerSecond, refundDue: Count }), Type.Null()]),
  },
  { $id: 'Live', description: 'A part that is null has no source that is heard.' },
);

export type Live = Static<typeof LiveSchema>;
