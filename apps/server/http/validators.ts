import { schemas } from '@penstock/contract';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { Breach } from './broken-rule.ts';

/** Says whether a value is as a schema says. What the last value broke is in `errors`, as the framework looks for it. */
export type Validator = { (value: unknown): boolean; errors?: readonly Breach[] | null };

// What callers send is taken as it is: nothing is converted, dropped or filled in behind their back. The schemas are
// ours and checked by tests: to check them at every start would cost as much as all the rest of it.
const ajv = new Ajv({ allErrors: true, addUsedSchema: false, validateSchema: false });
formats.default(ajv);
for (const schema of schemas) ajv.addSchema(schema);

/** The validator of a schema of the contract. It is compiled when its first value comes, so that a start costs less. */
export function createValidator(schema: object & { readonly $id?: string }): Validator {
  const compile = () => (schema.$id === undefined ? undefined : ajv.getSchema(schema.$id)) ?? ajv.compile(schema);
  let compiled: ReturnType<typeof compile> | undefined;
  const validator: Validator = (value) => {
    compiled ??= compile();
    const isGood = compiled(value) === true;
    validator.errors = compiled.errors ?? null;
    return isGood;
  };
  return validator;
}
