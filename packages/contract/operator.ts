// Operators: the people who run sales, their accounts, sessions and roles.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { operatorNameLengthMax, passwordLengthMax, passwordLengthMin, signInTextLengthMax } from './limits.ts';
import { reference } from './reference.ts';
import { Instant, Reason } from './scalars.ts';

/** What operators may do, each role all of those before it. */
export const operatorRoles = ['viewer', 'operator', 'admin'] as const;

export type OperatorRole = (typeof operatorRoles)[number];

/** Whether a role is enough for a call that needs `needed`. */
export const isRoleEnough = (role: OperatorRole, needed: OperatorRole): boolean =>
  operatorRoles.indexOf(role) >= operatorRoles.indexOf(needed);

/** The name under which calls with the admin token are known. No account can have it. */
export const adminTokenName = 'admin-token';

export const OperatorRoleSchema = Type.Enum([...operatorRoles], {
  $id: 'OperatorRole',
  description: '`viewer` reads everything; `operator` runs sales too; `admin` keeps the accounts of operators besides.',
});

// Lower case only, so that no two names look alike but for their case.
export const OperatorName = Type.String({
  description: 'The name of an operator: lower-case letters, digits, `_`, `.`, `@` and `-`.',
  minLength: 1,
  maxLength: operatorNameLengthMax,
  pattern: '^[a-z0-9][a-z0-9_.@-]*$',
  examples: ['ann'],
});

export const Password = Type.String({
  description: `A password: ${passwordLengthMin} characters or more, of any kind.`,
  minLength: passwordLengthMin,
  maxLength: passwordLengthMax,
});

export const OperatorSchema = Type.Object(
  {
    name: OperatorName,
    role: reference(OperatorRoleSchema),
    disabled: Type.Boolean(),
    createdAt: Instant,
    lastSignInAt: Type.Optional(Instant),
  },
  { $id: 'Operator', description: 'The account of an operator.' },
);

export type Operator = Static<typeof OperatorSchema>;

export const OperatorListSchema = Type.Object(
  { operators: Type.Array(reference(OperatorSchema)) },
  { $id: 'OperatorList' },
);

export const OperatorCreateSchema = Type.Object(
  { name: OperatorName, role: reference(OperatorRoleSchema), password: Password },
  { $id: 'OperatorCreate', additionalProperties: false, description: 'A new account.' },
);

export type OperatorCreate = Static<typeof OperatorCreateSchema>;

export const OperatorPatchSchema = Type.Object(
  {
    role: Type.Optional(reference(OperatorRoleSchema)),
    disabled: Type.Optional(Type.Boolean()),
    password: Type.Optional(Password),
    reason: Type.Optional(Reason),
  },
  {
    $id: 'OperatorPatch',
    additionalProperties: false,
    minProperties: 1,
    description: 'What to change. Disabling and a new password end every session of the account.',
  },
);

export type OperatorPatch = Static<typeof OperatorPatchSchema>;

// Any text may be tried: what can not be a name or a password is answered like one that is wrong.
export const SignInSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: signInTextLengthMax }),
    password: Type.String({ minLength: 1, maxLength: signInTextLengthMax }),
  },
  { $id: 'SignIn', additionalProperties: false },
);

export type SignIn = Static<typeof SignInSchema>;

export const OperatorSessionSchema = Type.Object(
  {
    operator: Type.Object({
      name: OperatorName,
      role: reference(OperatorRoleSchema),
      expiresAt: Type.Optional(
        Type.String({
          description: 'When the session ends at the latest; absent for the admin token, which has none.',
          format: 'date-time',
        }),
      ),
    }),
  },
  { $id: 'OperatorSession', description: 'Who calls.' },
);

export type OperatorSession = Static<typeof OperatorSessionSchema>;
