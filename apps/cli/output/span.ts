const secondMs = 1_000;
const minuteSeconds = 60;
const hourSeconds = 3_600;
const daySeconds = 86_400;

/** A length of time as people say it, in its two largest units: `12.3 s`, `29 min 48 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatSpan(ms: number): string {
  const tenths = Math.round(ms / 100) / 10;
  if (tenths < minuteSeconds) return `${tenths} s`;
  const seconds = Math.round(ms / secondMs);
  if (seconds < hourSeconds) return pair(seconds, minuteSeconds, 'min', 1, 's');
  if (seconds < daySeconds) return pair(seconds, hourSeconds, 'h', minuteSeconds, 'min');
  return pair(seconds, daySeconds, 'd', hourSeconds, 'h');
}

function pair(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

/** A moment seen from another: `in 12 s`, `3 min ago`, `now`. */
export function formatDistance(atMs: number, nowMs: number): string {
  if (atMs === nowMs) return 'now';
  return atMs > nowMs ? `in ${formatSpan(atMs - nowMs)}` : `${formatSpan(nowMs - atMs)} ago`;
}
