// The words of the console, in one of its languages.
import type { Say as SayKeys, Text } from '@penstock/web';
import { createSay as createSayKeys } from '@penstock/web';
import type { TextKey } from '../../texts/en.ts';

export type Say = SayKeys<TextKey> & {
  /** Date and time to the millisecond, e.g. `22 Nov 2026, 15:00:00.012`. */
  stamp(atMs: number): string;
  /** How much later something came, e.g. `+3.5 s`. */
  later(ms: number): string;
};

/** Binds a language and its sentences. */
export function createSay(language: string, texts: { readonly [key in TextKey]: Text }): Say {
  const say = createSayKeys<TextKey>(language, texts);
  const stamps = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  });
  const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return {
    ...say,
    stamp: (atMs) => stamps.format(atMs),
    later: (ms) => (ms < 1_000 ? `+${ms} ms` : ms < 120_000 ? `+${seconds.format(ms / 1_000)} s` : `+${say.span(ms)}`),
  };
}
