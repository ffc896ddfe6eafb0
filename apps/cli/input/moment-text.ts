import { parseMoment } from './parse-moment.ts';
import type { Reading } from './reading.ts';

/** The forms of a moment, for help texts. */
export const momentForms =
  '15:00[Asia/Shanghai] (the next one), 2026-11-22T15:00[Asia/Shanghai], RFC 3339, or +20s from now';

/**
 * Checks the form of a moment and keeps the text: what it means is known only beside the server's clock. Any moment
 * will do to check a form, so the start of 2026 is taken.
 */
export function readMomentText(text: string): Reading<string> {
  const reading = parseMoment(text, Date.UTC(2026, 0, 1));
  return reading.ok ? { ok: true, value: text } : reading;
}
