// Local times of a zone, as people type them (`2026-11-22T15:00:00`), and the instants that they mean. The server reads
// what a person typed by itself; here it only says beforehand what that will be.

type Fields = { readonly [name: string]: string };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** What the clocks of a zone show at an instant, to the second. */
export function localText(atMs: number, zone: string): string {
  const parts: Fields = Object.fromEntries(
    formatOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

/**
 * The instant at which the clocks of a zone show a local time, in milliseconds since 1970. Undefined where the text is
 * no time, or where clocks skip it. Of two instants (clocks go back) it is one of both; the server refuses those.
 */
export function readLocal(text: string, zone: string): number | undefined {
  const whole = text.length === 16 ? `${text}:00` : text;
  const wallMs = Date.parse(`${whole}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(whole) || Number.isNaN(wallMs)) return undefined;
  // The zone's distance at the guess may be that of the other side of a change of clocks: the second guess settles it.
  const distanceMs = (atMs: number): number => Date.parse(`${localText(atMs, zone)}Z`) - atMs;
  const guessMs = wallMs - distanceMs(wallMs);
  const atMs = wallMs - distanceMs(guessMs);
  return localText(atMs, zone) === whole ? atMs : undefined;
}

/** The same, as the HTTP interface takes it: the local time with its zone in brackets. */
export const zonedText = (text: string, zone: string): string => `${text}[${zone}]`;
