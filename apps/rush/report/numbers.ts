// Numbers as people read them.

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 41200 → `41,200`. */
export function whole(value: number): string {
  return grouped.format(value);
}

/** Three digits that matter, with a unit that fits: `0.41 ms`, `12.3 ms`, `1.52 s`. */
export function duration(ms: number): string {
  if (Math.abs(ms) < 1_000) return `${significant(ms)} ms`;
  if (Math.abs(ms) < 60_000) return `${significant(ms / 1_000)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** 0.123 → `12.3 %`. */
export function share(value: number): string {
  return `${significant(value * 100)} %`;
}

function significant(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return value.toFixed(digits).replace(/\.0+$/, '');
}
