// A calendar entry (RFC 5545) for the opening of a sale, with an alarm. It works without an account or a server.
import { reminderMinutes } from '../../limits.ts';

/** Characters of a line in the file; longer ones are folded. The standard counts bytes, of which one has up to 3 here. */
const lineLengthMax = 24;

/** The text of the file. */
export function reminderFile(about: {
  readonly saleId: string;
  readonly title: string;
  readonly url: string;
  readonly opensAtMs: number;
  readonly nowMs: number;
}): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Penstock//Shop//EN',
    'BEGIN:VEVENT',
    `UID:${about.saleId}@penstock`,
    `DTSTAMP:${stamp(about.nowMs)}`,
    `DTSTART:${stamp(about.opensAtMs)}`,
    `SUMMARY:${escaped(about.title)}`,
    `URL:${about.url}`,
    `DESCRIPTION:${escaped(about.url)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-PT${reminderMinutes}M`,
    `DESCRIPTION:${escaped(about.title)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  return lines.map(fold).join('\r\n');
}

/** `20261128T120000Z` */
const stamp = (atMs: number): string => new Date(atMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, (char) => `\\${char}`).replaceAll(/[\r\n]+/g, ' ');

function fold(line: string): string {
  const chars = [...line];
  const parts = Array.from({ length: Math.ceil(chars.length / lineLengthMax) }, (_, index) =>
    chars.slice(index * lineLengthMax, (index + 1) * lineLengthMax).join(''),
  );
  return parts.join('\r\n ');
}
