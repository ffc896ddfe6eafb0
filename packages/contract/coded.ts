// What is said twice: in a sentence for people, and as a code with values, so that a program can say it in another language.
import { Type } from 'typebox';

/** A code and the names of the values that its sentence needs. */
export type CodeTable = Readonly<Record<string, readonly string[]>>;

type Value = string | number | readonly string[];

/** A code of a table together with its values; one that needs none has none. */
export type Coded<Table extends CodeTable> = {
  readonly [Code in keyof Table]: Table[Code] extends readonly []
    ? { readonly code: Code }
    : { readonly code: Code; readonly params: { readonly [name in Table[Code][number]]: Value } };
}[keyof Table];

export const Params = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Array(Type.String())]),
  {
    description: 'The values in the sentence, by name; absent where it has none.',
  },
);
