import type { Reading } from './reading.ts';

const unitSeconds = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;
const pattern = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?$/;

/** Reads a duration with units, the large ones first: `30m`, `90s`, `1h30m`, `2d`. Answers whole seconds, at least one. */
export function parseDuration(text: string): Reading<number> {
  const match = pattern.exec(text);
  if (match === null || text === '') {
    return { ok: false, message: `This is not a duration: ${text}. Write it with units: 90s, 30m, 1h30m, 2d.` };
  }
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const total =
    Number(days) * unitSeconds.d + Number(hours) * unitSeconds.h + Number(minutes) * unitSeconds.m + Number(seconds);
  return total > 0 ? { ok: true, value: total } : { ok: false, message: 'A duration is at least 1s.' };
}
