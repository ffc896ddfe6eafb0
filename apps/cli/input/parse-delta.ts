import type { Reading } from './reading.ts';

/** Reads a change of stock: `+50` or `-5`. The sign is needed, so that nobody takes it for the new total. */
export function parseDelta(text: string): Reading<number> {
  const isDelta = /^[+-]\d{1,9}$/.test(text) && Number(text) !== 0;
  if (isDelta) return { ok: true, value: Number(text) };
  return {
    ok: false,
    message: `This is not a change of stock: ${text}. Write +50 to add units, -5 to withdraw free ones.`,
  };
}
