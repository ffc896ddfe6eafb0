// What is wrong with one place of a request.
import { Type } from 'typebox';
import type { Coded } from './coded.ts';
import { Params } from './coded.ts';

/** Every rule that a place can break, with the values of its sentence. */
export const fieldCodes = {
  missing: [],
  'unknown-field': [],
  'wrong-type': ['expected'],
  'not-allowed': [],
  'too-short': ['limit'],
  'too-long': ['limit'],
  'too-small': ['limit'],
  'too-large': ['limit'],
  'too-few': ['limit'],
  'too-many': ['limit'],
  'wrong-form': [],
  'not-json': [],
  'no-instant': [],
  'no-such-time': [],
  'no-such-zone': ['zone'],
  'time-skipped': ['zone'],
  'time-repeated': ['zone', 'earlier', 'later'],
  'wrong-offset': ['zone', 'offset'],
  'outside-years': ['from', 'to'],
  'ends-before-opening': [],
  'ends-before-now': [],
  'nothing-changed': [],
  'sku-repeated': [],
  'sku-unknown': [],
  'too-many-units': ['limit'],
  'too-many-numbers': ['limit'],
  'fixed-since-opened': [],
  'fixed-since-ended': [],
  'fixed-since-withdrawn': [],
  'wrong-key': ['limit'],
  'wrong-cursor': [],
  'other-buyer': [],
  'password-is-name': [],
  'breaks-rule': [],
} as const;

export type FieldCode = keyof typeof fieldCodes;

/** A broken rule without its place. */
export type FieldFault = { readonly message: string } & Coded<typeof fieldCodes>;

/** A place and the rule that it breaks. */
export type FieldError = { readonly path: string } & FieldFault;

export const FieldErrorSchema = Type.Unsafe<FieldError>(
  Type.Object({
    path: Type.String({
      description: 'A JSON Pointer into the body, or `query/<name>` or `header/<name>`.',
      examples: ['/sku'],
    }),
    message: Type.String({ description: 'The rule, in English.' }),
    code: Type.Enum(Object.keys(fieldCodes) as FieldCode[], { description: 'The rule; programs decide by it.' }),
    params: Type.Optional(Params),
  }),
);
