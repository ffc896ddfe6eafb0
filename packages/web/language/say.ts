// Everything that turns a value into words of one language.
import type { Text, TextValues } from './fill-text.ts';
import { fillText } from './fill-text.ts';
import { formatClock, formatCount, formatInstant, formatLeft, formatMoney, formatSpan } from './format.ts';

export type Say<Key extends string> = {
  readonly language: string;
  /** The sentence of this key with its places filled. */
  t(key: Key, values?: TextValues): string;
  /** Whether there is a sentence of this name, for keys that are put together. */
  has(key: string): key is Key;
  money(amountMinor: number, currency: string): string;
  count(count: number): string;
  /** Day, time and zone. */
  instant(atMs: number): string;
  /** Time of day with seconds. */
  clock(atMs: number): string;
  /** What is left of a countdown, in digits. */
  left(leftMs: number): string;
  /** A duration in words. */
  span(spanMs: number): string;
};

/** Binds a language and its sentences. A sentence that is not loaded shows as its key, which no test lets pass. */
export function createSay<Key extends string>(
  language: string,
  texts: { readonly [key in Key]?: Text | undefined },
): Say<Key> {
  return {
    language,
    t: (key, values = {}) => fillText(texts[key] ?? key, values, language),
    has: (key): key is Key => Object.hasOwn(texts, key),
    money: (amountMinor, currency) => formatMoney(amountMinor, currency, language),
    count: (count) => formatCount(count, language),
    instant: (atMs) => formatInstant(atMs, language),
    clock: (atMs) => formatClock(atMs, language),
    left: (leftMs) => formatLeft(leftMs, language),
    span: (spanMs) => formatSpan(spanMs, language),
  };
}
