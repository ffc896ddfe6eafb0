// What is looked at before a sale is published.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { reference } from './reference.ts';
import { Instant, SaleId } from './scalars.ts';

/** The checks, in the order in which they are told. */
export const preflightNames = [
  'opens-in-future',
  'units',
  'gate-armed',
  'gate-equals-ledger',
  'clocks',
  'workers',
  'queue',
  'payments',
  'disk',
] as const;

export type PreflightName = (typeof preflightNames)[number];

export const PreflightCheckSchema = Type.Object(
  {
    name: Type.Enum([...preflightNames]),
    status: Type.Enum(['ok', 'warning', 'failed'], {
      description: 'A sale is published with warnings, but not while a check has failed.',
    }),
    detail: Type.String({ description: 'What was measured.' }),
    remedy: Type.Optional(Type.String({ description: 'What to do about it.' })),
  },
  { $id: 'PreflightCheck' },
);

export type PreflightCheck = Static<typeof PreflightCheckSchema>;

export const PreflightSchema = Type.Object(
  {
    saleId: SaleId,
    ready: Type.Boolean({ description: 'No check has failed.' }),
    at: Instant,
    checks: Type.Array(reference(PreflightCheckSchema)),
  },
  { $id: 'Preflight', description: 'Whether a sale can be published.' },
);

export type Preflight = Static<typeof PreflightSchema>;
