// Reading instants: RFC 3339, or a local time with an IANA zone in brackets. Pure: now is an argument.
import type { FieldFault } from './field-error.ts';

/** An instant in milliseconds since 1970, or why the text is none. */
export type InstantReading =
  | { readonly ok: true; readonly epochMs: number }
  | { readonly ok: false; readonly fault: FieldFault };

const forms = 'Write it as 2026-11-22T07:00:00.000Z, 2026-11-22T15:00:00+08:00 or 2026-11-22T15:00:00[Asia/Shanghai].';

const date = '\\d{4}-\\d{2}-\\d{2}';
const time = '\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,3})?)?';
const zone = '[A-Za-z][A-Za-z0-9_+/-]*';
const absolutePattern = new RegExp(`^${date}[Tt]${time}(?:[Zz]|[+-]\\d{2}:\\d{2})$`);
const zonedPattern = new RegExp(`^(${date}T${time})([+-]\\d{2}:\\d{2})?\\[(${zone})\\]$`);
const clockPattern = new RegExp(`^(${time})\\[(${zone})\\]$`);

const unreadable = (fault: FieldFault): InstantReading => ({ ok: false, fault });

const noSuchTime = (text: string): InstantReading =>
  unreadable({ message: `There is no such day or time: ${text}.`, code: 'no-such-time' });

const noSuchZone = (zoneName: string): InstantReading => {
  const message = `There is no time zone ${zoneName}. Use an IANA name such as Asia/Shanghai.`;
  return unreadable({ message, code: 'no-such-zone', params: { zone: zoneName } });
};

/** Whether the runtime's time-zone data know a zone. */
function isZoneKnown(zoneName: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zoneName);
    return true;
  } catch {
    return false;
  }
}

function readAbsolute(text: string): InstantReading {
  try {
    return { ok: true, epochMs: Temporal.Instant.from(text.toUpperCase()).epochMilliseconds };
  } catch {
    return noSuchTime(text);
  }
}

function readPlain(text: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/**
 * A local time that clocks skip (spring) or show twice (autumn) names no single instant, and guessing would open a
 * sale an hour off: both are refused, and the message says what to write instead.
 */
function readLocal(local: Temporal.PlainDateTime, zoneName: string): InstantReading {
  const earlier = local.toZonedDateTime(zoneName, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zoneName, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { ok: true, epochMs: earlier.epochMilliseconds };
  }
  if (!earlier.toPlainDateTime().equals(local)) {
    const message = `Clocks in ${zoneName} skip ${local.toString()} on that day. Choose another time.`;
    return unreadable({ message, code: 'time-skipped', params: { zone: zoneName } });
  }
  const message =
    `Clocks in ${zoneName} show ${local.toString()} twice on that day. Add the offset: ` +
    `${local.toString()}${earlier.offset}[${zoneName}] or ${local.toString()}${later.offset}[${zoneName}].`;
  const params = { zone: zoneName, earlier: earlier.offset, later: later.offset };
  return unreadable({ message, code: 'time-repeated', params });
}

function readZoned(text: string, match: RegExpExecArray): InstantReading {
  const [, localText = '', offset, zoneName = ''] = match;
  const local = readPlain(localText);
  if (local === undefined) {
    return noSuchTime(localText);
  }
  if (!isZoneKnown(zoneName)) {
    return noSuchZone(zoneName);
  }
  if (offset === undefined) {
    return readLocal(local, zoneName);
  }
  try {
    return { ok: true, epochMs: Temporal.ZonedDateTime.from(text, { offset: 'reject' }).epochMilliseconds };
  } catch {
    const message = `${zoneName} is not at ${offset} at that time.`;
    return unreadable({ message, code: 'wrong-offset', params: { zone: zoneName, offset } });
  }
}

/**
 * Reads an instant as callers may write it: RFC 3339 in UTC or with an offset, or a local time with an IANA zone in
 * brackets. Milliseconds are the finest unit. Never throws: what cannot be read comes back as a message for people.
 */
export function parseInstant(text: string): InstantReading {
  if (absolutePattern.test(text)) {
    return readAbsolute(text);
  }
  const zoned = zonedPattern.exec(text);
  if (zoned !== null) return readZoned(text, zoned);
  return unreadable({ message: `This is not an instant: ${text}. ${forms}`, code: 'no-instant' });
}

/**
 * Reads an instant as a person at a terminal may write it: the forms of `parseInstant`, or only a time with a zone
 * (`15:00[Asia/Shanghai]`), which means the next such time after `nowMs`.
 */
export function parseInstantOrNextTime(text: string, nowMs: number): InstantReading {
  const clock = clockPattern.exec(text);
  if (clock === null) {
    return parseInstant(text);
  }
  const [, clockText = '', zoneName = ''] = clock;
  if (!isZoneKnown(zoneName)) {
    return noSuchZone(zoneName);
  }
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zoneName).toPlainDate();
  const first = parseInstant(`${today.toString()}T${clockText}[${zoneName}]`);
  if (first.ok && first.epochMs <= nowMs) {
    return parseInstant(`${today.add({ days: 1 }).toString()}T${clockText}[${zoneName}]`);
  }
  return first;
}

/** An instant as every answer writes it: RFC 3339 in UTC with milliseconds. */
export const formatInstant = (epochMs: number): string => new Date(epochMs).toISOString();
