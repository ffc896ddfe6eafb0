// Whether a node lives and whether it can serve.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Coded } from './coded.ts';
import { Params } from './coded.ts';

export const HealthSchema = Type.Object({ status: Type.Enum(['ok']) }, { $id: 'Health' });

/** What is looked at, in the order in which it is told. */
export const readinessNames = ['node', 'engine'] as const;

/** Why a node cannot serve, with the values of its sentence. */
export const readinessFindings = { stopping: [], 'loops-fail': ['loops'] } as const;

export type ReadinessCheck = { readonly name: (typeof readinessNames)[number] } & (
  | { readonly ok: true }
  | ({ readonly ok: false; readonly detail: string } & Coded<typeof readinessFindings>)
);

const ReadinessCheckSchema = Type.Unsafe<ReadinessCheck>(
  Type.Object({
    name: Type.String(),
    ok: Type.Boolean(),
    detail: Type.Optional(Type.String({ description: 'What is away, in English; absent where all is well.' })),
    code: Type.Optional(
      Type.Enum(Object.keys(readinessFindings) as (keyof typeof readinessFindings)[], {
        description: 'What is away; programs decide by it.',
      }),
    ),
    params: Type.Optional(Params),
  }),
);

export const ReadinessSchema = Type.Object(
  {
    status: Type.Enum(['ready', 'not-ready']),
    reasons: Type.Array(Type.String(), { description: 'What is away; empty when ready.' }),
    checks: Type.Optional(Type.Array(ReadinessCheckSchema, { description: 'Every check, with `?verbose`.' })),
  },
  { $id: 'Readiness' },
);

export type Readiness = Static<typeof ReadinessSchema>;
