/** What was read from a text, or why it cannot be, in a sentence. */
export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };
