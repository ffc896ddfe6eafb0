// Whole numbers as people type them: with spaces or commas between thousands.

/** A whole number from 1, or undefined. */
export function readUnits(text: string): number | undefined {
  const digits = text.trim().replaceAll(/[\s,，_]/g, '');
  const units = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
  return units > 0 ? units : undefined;
}
