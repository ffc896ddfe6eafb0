/** What keeps a command from being done at all. Each code has a page of the same name in `docs/failures/`. */
export const cliFailureCodes = {
  USAGE_INVALID: 'The command line cannot be understood.',
  OPTION_INVALID: 'An option has a value that cannot be used.',
  SECRET_MISSING: 'A secret is missing.',
  DATA_FILE_INVALID: 'A file in the data folder cannot be read.',
  SYSTEM_REFUSED: 'The operating system refused what was asked of it.',
  SERVER_UNREACHABLE: 'The server does not answer.',
  ANSWER_UNEXPECTED: 'The server gave an answer that the contract does not know.',
} as const;

export type CliFailureCode = keyof typeof cliFailureCodes;

/** A failure in the three parts that a person needs: what (by its code), why, and what next. */
export class CliFailure extends Error {
  readonly code: CliFailureCode;
  readonly why: string;
  readonly next: string;

  constructor(code: CliFailureCode, about: { readonly why: string; readonly next: string; readonly cause: unknown }) {
    super(`${cliFailureCodes[code]} ${about.why}`, { cause: about.cause });
    this.name = 'CliFailure';
    this.code = code;
    this.why = about.why;
    this.next = about.next;
  }
}

/** Makes the failure to throw; `why` and `next` are sentences. */
export function cliFailure(
  code: CliFailureCode,
  about: { readonly why: string; readonly next: string; readonly cause?: unknown },
): CliFailure {
  return new CliFailure(code, { ...about, cause: about.cause });
}
