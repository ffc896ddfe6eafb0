// The body of every refusal: RFC 9457 problem details with a stable code.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { FieldErrorSchema } from './field-error.ts';
import { validationErrorsMax } from './limits.ts';
import { OperatorRoleSchema } from './operator.ts';
import { PreflightCheckSchema } from './preflight.ts';
import type { ProblemCode } from './problems.ts';
import { problemCodes } from './problems.ts';
import { reference } from './reference.ts';
import { SalePhaseSchema } from './sale.ts';
import { Instant, OrderId } from './scalars.ts';

/** The media type of every problem. */
export const problemMediaType = 'application/problem+json';

/** What a sale is that an act does not fit. */
export const conflictStates = ['draft', 'withdrawn', 'opened', 'ended'] as const;

export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'The address of the page about this code: `/problems/<code>`.' }),
    title: Type.String({ description: 'What happened, the same for every problem of this code.' }),
    status: Type.Integer({ description: 'The HTTP status, again.' }),
    detail: Type.String({ description: 'What happened this time.' }),
    code: Type.Enum([...problemCodes], { description: 'Stable; programs decide by it.' }),
    requestId: Type.Optional(Type.String({ description: 'The request’s `X-Request-Id`.' })),
    errors: Type.Optional(Type.Array(FieldErrorSchema, { maxItems: validationErrorsMax })),
    opensAt: Type.Optional(Instant),
    serverTime: Type.Optional(Instant),
    limit: Type.Optional(Type.Integer({ description: 'Live orders that one buyer may have in the sale.' })),
    orderIds: Type.Optional(Type.Array(OrderId, { description: 'The live orders of this buyer in the sale.' })),
    mayReturnFrom: Type.Optional(
      Type.Union([Instant, Type.Null()], { description: 'From when unpaid units may come back; null when unknown.' }),
    ),
    answeredBy: Type.Optional(Type.Enum(['gateway'], { description: 'The gateway answered by itself.' })),
    phase: Type.Optional(reference(SalePhaseSchema)),
    free: Type.Optional(Type.Integer({ description: 'Units that are free.' })),
    because: Type.Optional(Type.Enum([...conflictStates], { description: 'What the sale is.' })),
    allow: Type.Optional(Type.Array(Type.String(), { description: 'The methods that this address knows.' })),
    role: Type.Optional(reference(OperatorRoleSchema)),
    checks: Type.Optional(
      Type.Array(reference(PreflightCheckSchema), { description: 'The preflight’s checks, all of them.' }),
    ),
  },
  { $id: 'Problem', description: 'Why a request was refused (RFC 9457).' },
);

export type Problem = Static<typeof ProblemSchema>;

/** What a problem of some code carries beside the members that all have. */
export type ProblemExtras = Omit<Problem, 'type' | 'title' | 'status' | 'detail' | 'code'>;

/** The address of a problem's page; a path, so that it is right on every host. */
export const problemType = (code: ProblemCode): string => `/problems/${code}`;
