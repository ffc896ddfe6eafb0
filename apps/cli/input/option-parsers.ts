import { InvalidArgumentError } from 'commander';
import type { Reading } from './reading.ts';

/** Makes the parser of an option from a function that reads text: what cannot be read is a usage error that says why. */
export function checked<Value>(read: (text: string) => Reading<Value>): (text: string) => Value {
  return (text) => {
    const reading = read(text);
    if (reading.ok) return reading.value;
    throw new InvalidArgumentError(reading.message);
  };
}

/** Reads a whole number within bounds. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): Reading<number> => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return { ok: true, value };
    return { ok: false, message: `Write a whole number from ${min} to ${max}.` };
  };

/** Collects an option that may be given several times, reading each. */
export function collected<Value>(
  read: (text: string) => Reading<Value>,
): (text: string, before: readonly Value[] | undefined) => readonly Value[] {
  const readOne = checked(read);
  return (text, before = []) => [...before, readOne(text)];
}
