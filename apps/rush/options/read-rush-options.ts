// From what was typed to what a run needs, or OPTION_INVALID with the flag's name and what it takes.
import { rushFailure } from '../failures.ts';
import { asksMax } from '../limits.ts';
import type { RushOption } from './rush-options.ts';
import { rushOptions } from './rush-options.ts';

export type RushOptions = {
  readonly url: string | undefined;
  readonly sale: string | undefined;
  readonly buyers: number;
  readonly connections: number;
  readonly units: number;
  readonly variants: number;
  readonly perBuyer: number;
  /** Shares, from 0 to 1. */
  readonly twice: number;
  readonly cancel: number;
  /** Shares of the winners who keep their unit. */
  readonly pay: number;
  readonly payLate: number;
  readonly payTwice: number;
  /** Milliseconds, as all times here. */
  readonly early: number;
  readonly again: number;
  readonly retries: number;
  readonly rate: number | undefined;
  readonly seed: number | undefined;
  readonly opensIn: number;
  readonly paymentWindow: number;
  readonly dataDir: string | undefined;
  readonly adminToken: string | undefined;
  readonly buyerSecret: string | undefined;
  readonly html: string | undefined;
  readonly json: boolean;
  readonly color: boolean;
};

type Value = string | number | boolean | undefined;

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Reads options as a command line gives them: text, or numbers (milliseconds for times) and booleans. Names that are
 * not in the table are left to others. Throws OPTION_INVALID.
 */
export function readRushOptions(raw: Readonly<Record<string, unknown>>): RushOptions {
  const read = Object.fromEntries(rushOptions.map((option) => [option.name, readValue(option, raw[option.name])]));
  const options = read as RushOptions;
  const asks = options.buyers * options.again;
  if (asks > asksMax)
    throw rushFailure('OPTION_INVALID', `--buyers × --again is ${asks}; a run keeps at most ${asksMax} asks.`);
  const { pay, payLate, payTwice } = options;
  // Shares are typed with a few digits, and their sum may be off by the last bit.
  if (pay + payLate + payTwice > 1 + 1e-9) {
    const sum = `${pay} + ${payLate} + ${payTwice}`;
    throw rushFailure(
      'OPTION_INVALID',
      `--pay, --pay-late and --pay-twice are ${sum}; together they may be at most 1.`,
    );
  }
  return options;
}

/** Whether anybody pays in a run. */
export function isPaying({ pay, payLate, payTwice }: RushOptions): boolean {
  return pay + payLate + payTwice > 0;
}

function readValue(option: RushOption, given: unknown): Value {
  const value = given ?? option.default;
  switch (option.kind) {
    case 'switch':
      // `--no-color` turns off what is on by itself; every other switch is off until it is given.
      return option.flag.startsWith('--no-') ? value !== false : value === true;
    case 'text':
      if (value === undefined) return undefined;
      if (typeof value !== 'string' || value === '') throw invalid(option, 'a text', value);
      return value;
    case 'whole':
      return value === undefined ? undefined : inRange(option, value, numberOf(value), true);
    case 'share':
      return inRange({ ...option, min: 0, max: 1 }, value, numberOf(value), false);
    case 'duration':
      return inRange(option, value, millisecondsOf(value), true);
  }
}

function inRange(option: RushOption, given: unknown, value: number, isWhole: boolean): number {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = option;
  const isRight = value >= min && value <= max && (!isWhole || Number.isInteger(value));
  if (!isRight) throw invalid(option, expectationOf(option, min, max), given);
  return value;
}

function expectationOf(option: RushOption, min: number, max: number): string {
  if (option.kind === 'duration') return `a time from ${min} ms to ${max} ms, as 500ms, 2s or 5m`;
  return `a ${option.kind === 'whole' ? 'whole ' : ''}number from ${min} to ${max}`;
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(_\d+)*(\.\d+)?$/.test(value)
    ? Number(value.replaceAll('_', ''))
    : Number.NaN;
}

/** A bare number typed means seconds; a number given by a program is in milliseconds. */
function millisecondsOf(value: unknown): number {
  if (typeof value === 'number') return value;
  const parts = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(typeof value === 'string' ? value : '');
  return parts === null ? Number.NaN : Math.round(Number(parts[1]) * (unitMs[parts[2] ?? 's'] as number));
}

function invalid(option: RushOption, expectation: string, given: unknown): Error {
  return rushFailure('OPTION_INVALID', `${option.flag} takes ${expectation}, not ${JSON.stringify(given)}.`);
}
