// Puts values into a sentence.

/** A sentence with places in braces, or one for each plural form of `{count}` (`Intl.PluralRules`). */
export type Text = string | { readonly one?: string; readonly other: string };

export type TextValues = { readonly [name: string]: string | number };

/** The sentence with its places filled. A place without a value stays as it is, so that tests see it. */
export function fillText(text: Text, values: TextValues, language: string): string {
  const form = typeof text === 'string' ? text : formOf(text, Number(values.count), language);
  return form.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

function formOf(text: Exclude<Text, string>, count: number, language: string): string {
  const isOne = new Intl.PluralRules(language).select(count) === 'one';
  return isOne ? (text.one ?? text.other) : text.other;
}
