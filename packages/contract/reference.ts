// Named schemas are written once and referred to by name, so that the OpenAPI document has one component for each.
import type { Static, TSchema, TUnsafe } from 'typebox';
import { Type } from 'typebox';

/** A reference to a named schema that keeps its TypeScript type. */
export function reference<Schema extends TSchema>(schema: Schema): TUnsafe<Static<Schema>> {
  const { $id } = schema as TSchema & { readonly $id?: string };
  if ($id === undefined) {
    throw new TypeError('Only a schema with a name ($id) can be referred to.');
  }
  return Type.Unsafe<Static<Schema>>(Type.Ref(`${$id}#`));
}
