import { parseInstantOrNextTime } from '@penstock/contract';
import { parseDuration } from './parse-duration.ts';
import type { Reading } from './reading.ts';

/**
 * Reads a moment as a person writes it: RFC 3339; a local time with its zone; only a time with its zone, which means
 * the next such time; or `+20s`, that long from now. Answers ms since 1970.
 */
export function parseMoment(text: string, nowMs: number): Reading<number> {
  if (text.startsWith('+')) {
    const duration = parseDuration(text.slice(1));
    return duration.ok ? { ok: true, value: nowMs + duration.value * 1_000 } : duration;
  }
  const reading = parseInstantOrNextTime(text, nowMs);
  if (reading.ok) return { ok: true, value: reading.epochMs };
  return {
    ok: false,
    message: `${reading.fault.message} Or write 15:00[Asia/Shanghai] for the next one, or +20s for soon.`,
  };
}
