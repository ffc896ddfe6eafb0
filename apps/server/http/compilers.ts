import type { FastifyServerOptions } from 'fastify';
import { createValidator } from './validators.ts';

type Factory = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;

/** What the framework gets instead of its own compilers, which it then does not even load. */
export const compilersFactory = {
  // The framework describes the function that it calls here as one of another shape.
  buildValidator: (() =>
    ({ schema }: { readonly schema: object }) =>
      createValidator(schema)) as unknown as NonNullable<Factory['buildValidator']>,
  // What goes out is written by our own functions and compared with the schemas in tests; compiling a serializer for
  // every answer would cost a second of every start.
  buildSerializer: () => () => (body: unknown) => JSON.stringify(body),
} satisfies Factory;
