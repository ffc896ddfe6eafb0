// Money, instants and durations as people read them.

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** An amount in minor units of its currency, e.g. `¥9.90`. */
export function formatMoney(amountMinor: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

export const formatCount = (count: number, language: string): string => new Intl.NumberFormat(language).format(count);

/** Day, time and zone of an instant, e.g. `Sat 28 Nov, 20:00 GMT+8`. */
export function formatInstant(atMs: number, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(atMs);
}

/** The time of day with seconds, e.g. `20:15:00`. */
export function formatClock(atMs: number, language: string): string {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language, options).format(atMs);
}

/**
 * What is left, in digits: `09:41`, `1:09:41`, `9d 01:09:41`. A second that has begun counts, so that 0 is shown only at
 * the end.
 */
export function formatLeft(leftMs: number, language = 'en'): string {
  const seconds = Math.max(0, Math.ceil(leftMs / secondMs));
  const two = (part: number) => String(part).padStart(2, '0');
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24];
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (days > 0) return `${formatUnit(days, 'day', language, 'narrow')} ${two(hours)}:${clock}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}

/** A duration in its largest unit, in words: `3 days`, `30 minutes`. */
export function formatSpan(spanMs: number, language: string): string {
  const [size, unit] =
    spanMs >= dayMs
      ? ([dayMs, 'day'] as const)
      : spanMs >= hourMs
        ? ([hourMs, 'hour'] as const)
        : spanMs >= minuteMs
          ? ([minuteMs, 'minute'] as const)
          : ([secondMs, 'second'] as const);
  return formatUnit(Math.max(0, Math.ceil(spanMs / size)), unit, language, 'long');
}

function formatUnit(count: number, unit: string, language: string, unitDisplay: 'long' | 'narrow'): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay }).format(count);
}
