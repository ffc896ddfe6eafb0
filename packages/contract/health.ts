// Whether a node lives and whether it can serve.
import type { Static } from 'typebox';
import { Type } from 'typebox';

export const HealthSchema = Type.Object({ status: Type.Enum(['ok']) }, { $id: 'Health' });

export const ReadinessSchema = Type.Object(
  {
    status: Type.Enum(['ready', 'not-ready']),
    reasons: Type.Array(Type.String(), { description: 'What is away; empty when ready.' }),
    checks: Type.Optional(
      Type.Array(Type.Object({ name: Type.String(), ok: Type.Boolean(), detail: Type.Optional(Type.String()) }), {
        description: 'Every check, with `?verbose`.',
      }),
    ),
  },
  { $id: 'Readiness' },
);

export type Readiness = Static<typeof ReadinessSchema>;
