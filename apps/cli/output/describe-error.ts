import { problems } from '@penstock/contract';
import type { FailureCode } from '@penstock/core';
import { failureCodes, isFailure } from '@penstock/core';
import { RushFailure, rushFailureCodes } from '@penstock/rush';
import { CommanderError } from 'commander';
import { CliFailure, cliFailureCodes } from '../failures.ts';
import { Refusal } from '../refusal.ts';
import { failureRemedies } from './failure-remedies.ts';
import { problemRemedies } from './problem-remedies.ts';

/** An error as people and programs read it: what, why, what next, and where to read more. */
export type Description = {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly see: string;
  /** The members of the problem object beside those above. */
  readonly extras: object;
};

// A code that two of them have means the same in both.
const allCodes = { ...failureCodes, ...rushFailureCodes, ...cliFailureCodes };

/** Describes what commands throw on purpose; undefined for anything else, which is a bug. */
export function describeError(error: unknown): Description | undefined {
  if (error instanceof Refusal) return describeRefusal(error);
  if (error instanceof CliFailure) return describeFailure(error.code, error.why, error.next);
  if (error instanceof CommanderError) return describeUsage(error);
  if (error instanceof RushFailure) return describeRushFailure(error);
  if (isSystemError(error)) return describeFailure('SYSTEM_REFUSED', `${error.message}.`, systemRemedy);
  if (isFailure(error)) return describeCoreFailure(error.code, error.message);
  return undefined;
}

const systemRemedy =
  'Mend what the message names: an address that is not of this machine, a folder, a right, a full disk.';

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

function describeRefusal({ problem, baseUrl }: Refusal): Description {
  const { code, title, detail, type, ...extras } = problem;
  return {
    code,
    what: title,
    why: detail,
    next: problemRemedies[code] ?? problems[code]?.remedy ?? '',
    see: `${baseUrl}${type}`,
    extras,
  };
}

function describeFailure(code: keyof typeof allCodes, why: string, next: string): Description {
  return { code, what: allCodes[code], why, next, see: `docs/failures/${code}.md`, extras: {} };
}

// Commander's own sentences, such as: error: unknown command 'sal' / (Did you mean sale?)
function describeUsage({ message, code }: CommanderError): Description {
  const [first = '', ...hints] = message.replace(/^error: /, '').split('\n');
  const next = [
    ...hints.map((hint) => hint.replace(/^\((.*)\)$/, '$1')),
    'Add --help to see its options and examples.',
  ].join(' ');
  const isValue = code === 'commander.invalidArgument' || code === 'commander.invalidOptionArgument';
  const why = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`;
  return describeFailure(isValue ? 'OPTION_INVALID' : 'USAGE_INVALID', why, next);
}

// Its sentences say what next themselves.
function describeRushFailure({ code, message }: RushFailure): Description {
  return describeFailure(code, message.slice(rushFailureCodes[code].length).trim(), '');
}

function describeCoreFailure(code: FailureCode, message: string): Description {
  const why = message.slice(failureCodes[code].length).trim();
  return describeFailure(code, why, failureRemedies[code]);
}

/** The error as a problem object (RFC 9457). `remedy` says what next. */
export function problemObject({ code, what, why, next, see, extras }: Description): object {
  return { type: see, title: what, ...extras, detail: why, code, remedy: next };
}

/** The error as lines for people. */
export function errorLines({ code, what, why, next, see, extras }: Description): readonly string[] {
  const errors = 'errors' in extras && Array.isArray(extras.errors) ? extras.errors : [];
  // The places that are wrong are named in the reason too: a line for each is easier to read.
  const reasons = errors.length > 0 ? errors.map(({ path, message }) => `${path} ${message}`) : [why];
  return [
    `penstock: ${what.replace(/\.$/, '')} (${code}).`,
    ...reasons
      .filter((reason) => reason !== '')
      .map((reason, index) => `${index === 0 ? '  why:  ' : '        '}${reason}`),
    ...(next === '' ? [] : [`  next: ${next}`]),
    `  see:  ${see}`,
  ];
}
