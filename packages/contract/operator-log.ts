// The log of operators: who did what, to what, and why.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Coded } from './coded.ts';
import { Params } from './coded.ts';
import { nameLengthMax } from './limits.ts';
import { reference } from './reference.ts';
import { Cursor, Instant, OrderId, SaleId } from './scalars.ts';

/** The name under which a sign-in that failed is written down where no account has the name that was tried. */
export const unknownOperatorName = '(unknown name)';

/** What the log tells of. */
export const operatorActions = [
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'role-too-low',
  'add-operator',
  'change-operator',
  'create-sale',
  'edit-sale',
  'publish',
  'withdraw',
  'pause',
  'resume',
  'close',
  'stock',
  'rebuild',
  'resend',
] as const;

export type OperatorAction = (typeof operatorActions)[number];

/** What can be changed about an account, as `changes` of a detail names it: its role by the new one. */
export const accountChanges = ['viewer', 'operator', 'admin', 'disabled', 'enabled', 'password'] as const;

export type AccountChange = (typeof accountChanges)[number];

/** What the system says of an act, with the values of its sentence. Each of `values` is what its one of `fields` became. */
export const logDetails = {
  from: ['address'],
  'needs-role': ['call', 'needed', 'role'],
  'with-role': ['name', 'role'],
  'account-changed': ['name', 'changes'],
  'draft-of': ['title', 'at', 'stock'],
  'sale-of': ['title', 'at', 'stock'],
  'fields-changed': ['fields', 'values'],
  'units-added': ['units', 'sku'],
  'units-withdrawn': ['units', 'sku'],
  'message-sent': ['id'],
  'nothing-changed': [],
} as const;

export type LogDetailCode = keyof typeof logDetails;

/** What the system says of an act: its sentence, and the same as a code. */
export type LogDetail = { readonly detail: string } & Coded<typeof logDetails>;

export const OperatorLogEntrySchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 1 }),
    at: Instant,
    operator: Type.String({
      description:
        'Who did it: a name, or `admin-token`. Of a sign-in that failed it is the name that was tried, or ' +
        `\`${unknownOperatorName}\` where there is no such account.`,
    }),
    action: Type.Enum([...operatorActions]),
    saleId: Type.Optional(SaleId),
    orderId: Type.Optional(OrderId),
    reason: Type.Optional(Type.String({ description: 'Why, in the operator’s words.' })),
    detail: Type.Optional(Type.String({ description: 'What was done, in a few words of English.' })),
    code: Type.Optional(
      Type.Enum(Object.keys(logDetails) as LogDetailCode[], {
        description: 'What `detail` says; programs decide by it. Entries of older versions have none.',
      }),
    ),
    params: Type.Optional(Params),
    requestId: Type.Optional(Type.String({ maxLength: nameLengthMax })),
  },
  { $id: 'OperatorLogEntry', description: 'One act of an operator. Entries are never changed and never removed.' },
);

export type OperatorLogEntry = Static<typeof OperatorLogEntrySchema>;

export const OperatorLogSchema = Type.Object(
  { entries: Type.Array(reference(OperatorLogEntrySchema)), next: Type.Optional(Cursor) },
  { $id: 'OperatorLog' },
);

export type OperatorLog = Static<typeof OperatorLogSchema>;
