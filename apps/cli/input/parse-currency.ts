import type { Reading } from './reading.ts';

/** Reads a currency's code: three letters, which are written large. */
export function parseCurrency(text: string): Reading<string> {
  if (/^[A-Za-z]{3}$/.test(text)) return { ok: true, value: text.toUpperCase() };
  return { ok: false, message: `This is not a currency: ${text}. Write its ISO 4217 code, such as CNY.` };
}
