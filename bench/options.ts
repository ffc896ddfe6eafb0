import { parseArgs } from 'node:util';
import { roundsDefault, roundsMax } from './limits.ts';

export type BenchOptions = {
  /** The scenarios to run, in the order of the table. */
  readonly names: readonly string[];
  readonly rounds: number;
  /** Where everything that was measured is written, besides the table. */
  readonly jsonFile: string | undefined;
};

/** Reads the arguments. Throws an Error that says what is wrong and what there is. */
export function readBenchOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string', multiple: true }, rounds: { type: 'string' }, json: { type: 'string' } },
  });
  const wanted = (values.only ?? []).flatMap((text) => text.split(','));
  const stranger = wanted.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`There is no scenario "${stranger}"; there are ${known.join(', ')}.`);
  const rounds = Number(values.rounds ?? roundsDefault);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > roundsMax) {
    throw new Error(`--rounds is "${values.rounds}"; give a whole number from 1 to ${roundsMax}.`);
  }
  return {
    names: wanted.length === 0 ? known : known.filter((name) => wanted.includes(name)),
    rounds,
    jsonFile: values.json,
  };
}
