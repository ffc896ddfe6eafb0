/** What keeps a run from being done at all: no server, a bad option. A run that was done never throws, it reports. */
export const rushFailureCodes = {
  OPTION_INVALID: 'An option has a value that cannot be used.',
  SECRET_MISSING: 'A secret is missing.',
  SERVER_UNREACHABLE: 'The server does not answer.',
  SALE_MISSING: 'There is no such sale.',
  SALE_OVER: 'The sale has ended.',
  SALE_NOT_MADE: 'The server did not make the sale.',
  REPORT_NOT_WRITTEN: 'The page could not be written.',
  STOPPED: 'Stopped before the crowd came.',
  ANSWER_UNEXPECTED: 'The server gave an answer that the contract does not know.',
} as const;

export type RushFailureCode = keyof typeof rushFailureCodes;

export class RushFailure extends Error {
  readonly code: RushFailureCode;

  constructor(code: RushFailureCode, detail: string, cause: unknown) {
    super(`${rushFailureCodes[code]} ${detail}`, { cause });
    this.name = 'RushFailure';
    this.code = code;
  }
}

/** Makes the failure to throw; `detail` says what it was and what to do next. */
export function rushFailure(code: RushFailureCode, detail: string, cause?: unknown): RushFailure {
  return new RushFailure(code, detail, cause);
}
