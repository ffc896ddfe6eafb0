/** What a sentence says, as a code with values: a page says it by them in another language. */
export type Coded = {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number | readonly string[]>>;
};
