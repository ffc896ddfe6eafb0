import type { FieldError } from '@penstock/contract';
import { validationErrorsMax } from '@penstock/contract';
import type { Breach } from './broken-rule.ts';
import { brokenRule } from './broken-rule.ts';

/**
 * The places and rules that a validator found broken, each once, at most as many as the contract allows. `outside` is
 * what the paths are inside of, where that is not the body.
 */
export function fieldErrors(breaches: readonly Breach[], outside = ''): readonly FieldError[] {
  const errors = new Map<string, FieldError>();
  for (const breach of breaches) {
    const { instancePath, params = {} } = breach;
    // The validator names the object around a field that is missing or unknown; people look for the field.
    const field = params.missingProperty ?? params.additionalProperty;
    const path = `${outside}${instancePath}${field === undefined ? '' : `/${field}`}` || '/';
    const fault = brokenRule(breach);
    errors.set(`${path} ${fault.message}`, { path, ...fault });
    if (errors.size >= validationErrorsMax) break;
  }
  return [...errors.values()];
}
