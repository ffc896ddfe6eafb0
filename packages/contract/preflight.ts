// What is looked at before a sale is published.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Coded } from './coded.ts';
import { Params } from './coded.ts';
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

/** What a check may find that is well, with the values of its sentence. */
export const goodFindings = {
  'not-a-draft': ['at'],
  'opens-later': ['seconds', 'at'],
  'has-units': ['units'],
  'gate-answers': [],
  'gate-armed': [],
  'gate-agrees': ['units'],
  'clocks-agree': ['apartMs', 'lagMs'],
  'workers-run': ['recorders', 'loopCount'],
  'queue-moves': ['orders', 'ageMs'],
  'provider-answers': ['provider', 'ms'],
  'disk-has-room': ['megabytes'],
} as const;

/** What a check may find that is not: there is something to do about each. */
export const poorFindings = {
  'opening-passed': ['at'],
  'opens-soon': ['seconds', 'at'],
  'some-without-units': ['skus'],
  'no-units': [],
  'gate-not-armed': [],
  'no-quiet-moment': [],
  'units-given-before': [],
  'gate-differs': [],
  'gate-silent': [],
  'clocks-differ': ['apartMs', 'lagMs'],
  'server-lags': ['apartMs', 'lagMs'],
  'loops-fail': ['loops'],
  'recorders-missing': ['recorders', 'recordersMax'],
  'loops-stand-still': ['loops'],
  'queue-slow': ['orders', 'ageMs'],
  'no-provider': [],
  'provider-silent': ['provider'],
  'disk-low': ['megabytes'],
} as const;

export type GoodFinding = keyof typeof goodFindings;
export type PoorFinding = keyof typeof poorFindings;

/** The loops that carry orders on, as `loops` of a finding names them. */
export const loopNames = ['expiry', 'gates', 'payments', 'refunds', 'messages'] as const;

export type LoopName = (typeof loopNames)[number];

/** A check: what was looked at, what was found, and what to do unless all is well. */
export type PreflightCheck = { readonly name: PreflightName; readonly detail: string } & (
  | ({ readonly status: 'ok' } & Coded<typeof goodFindings>)
  | ({ readonly status: 'warning' | 'failed'; readonly remedy: string } & Coded<typeof poorFindings>)
);

export const PreflightCheckSchema = Type.Unsafe<PreflightCheck>(
  Type.Object(
    {
      name: Type.Enum([...preflightNames]),
      status: Type.Enum(['ok', 'warning', 'failed'], {
        description: 'A sale is published with warnings, but not while a check has failed.',
      }),
      detail: Type.String({ description: 'What was measured, in English.' }),
      remedy: Type.Optional(Type.String({ description: 'What to do about it, in English.' })),
      code: Type.Enum(Object.keys({ ...goodFindings, ...poorFindings }) as (GoodFinding | PoorFinding)[], {
        description: 'What was found; programs decide by it.',
      }),
      params: Type.Optional(Params),
    },
    { $id: 'PreflightCheck' },
  ),
);

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
