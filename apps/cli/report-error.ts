import pc from 'picocolors';
import type { ExitCode } from './exit-codes.ts';
import { exitCodes } from './exit-codes.ts';
import { describeError, errorLines, problemObject } from './output/describe-error.ts';
import { printable } from './output/printable.ts';
import { Refusal } from './refusal.ts';
import type { Shell } from './shell.ts';
import { isColoured } from './shell.ts';

/** Says on standard error why a command could not answer; answers how it ends. */
export function reportError(shell: Shell, error: unknown, isJson: boolean): ExitCode {
  const description = describeError(error);
  if (description === undefined) {
    // Whatever nobody threw on purpose is a bug of ours, and its trace says where.
    shell.stderr.write(`penstock: a bug; please report it.\n${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.failed;
  }
  if (isJson) shell.stderr.write(`${JSON.stringify(problemObject(description))}\n`);
  else {
    const { red } = pc.createColors(isColoured(shell, shell.stderr));
    const [first = '', ...rest] = errorLines(description).map(printable);
    shell.stderr.write([red(first), ...rest].map((line) => `${line}\n`).join(''));
  }
  return error instanceof Refusal ? exitCodes.no : exitCodes.failed;
}
