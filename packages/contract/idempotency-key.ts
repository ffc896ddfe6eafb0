// The `Idempotency-Key` header: a quoted string that names one wish.
import type { FieldFault } from './field-error.ts';
import { idempotencyKeyLengthMax } from './limits.ts';

/** The key, or why the header holds none. */
export type IdempotencyKeyReading =
  | { readonly ok: true; readonly key: string }
  | { readonly ok: false; readonly fault: FieldFault };

// A Structured-Field string: printable ASCII in double quotes, `"` and `\` behind a backslash.
const quotedPattern = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
const barePattern = /^[A-Za-z0-9_.:-]+$/;

/** Reads the header's value; the bare form without quotes, which many clients send, is taken too. */
export function parseIdempotencyKey(value: string): IdempotencyKeyReading {
  const quoted = quotedPattern.exec(value);
  const key = quoted?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? (barePattern.test(value) ? value : undefined);
  if (key === undefined || key.length < 1 || key.length > idempotencyKeyLengthMax) {
    const message = `must be a string of 1 to ${idempotencyKeyLengthMax} characters in double quotes`;
    return { ok: false, fault: { message, code: 'wrong-key', params: { limit: idempotencyKeyLengthMax } } };
  }
  return { ok: true, key };
}

/** Writes a key as the header's value. The key must be of printable ASCII. */
export const formatIdempotencyKey = (key: string): string => `"${key.replaceAll(/(["\\])/g, '\\$1')}"`;
