import type { FieldFault } from '@penstock/contract';

/** What a validator says of one place. */
export type Breach = {
  readonly keyword?: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
};

/** The contract's words for a rule that a validator found broken. */
export function brokenRule({ keyword = '', message = 'breaks a rule', params = {} }: Breach): FieldFault {
  const limit = Number(params.limit);
  switch (keyword) {
    case 'required':
      return { message: 'is missing', code: 'missing' };
    case 'additionalProperties':
      return { message: 'is not a known field', code: 'unknown-field' };
    case 'type':
      return { message, code: 'wrong-type', params: { expected: String(params.type) } };
    case 'enum':
    case 'const':
    case 'not':
      return { message, code: 'not-allowed' };
    case 'minLength':
      return { message, code: 'too-short', params: { limit } };
    case 'maxLength':
      return { message, code: 'too-long', params: { limit } };
    case 'minimum':
      return { message, code: 'too-small', params: { limit } };
    case 'maximum':
      return { message, code: 'too-large', params: { limit } };
    case 'minItems':
    case 'minProperties':
      return { message, code: 'too-few', params: { limit } };
    case 'maxItems':
      return { message, code: 'too-many', params: { limit } };
    case 'pattern':
    case 'format':
      return { message, code: 'wrong-form' };
    default:
      return { message, code: 'breaks-rule' };
  }
}
