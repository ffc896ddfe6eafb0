/**
 * Failures of the world: what can go wrong outside our code. Outcomes are values, bugs are asserts; only these are
 * thrown on purpose, each once, with its cause. Every code has a page of the same name in `docs/failures/`.
 */
export const failureCodes = {
  LEDGER_UNAVAILABLE: 'The ledger could not store or read; nothing of this call was stored.',
  LEDGER_BROKEN: 'The ledger does not know whether its last write reached the disk; the process must end.',
  GATE_UNAVAILABLE: 'The gate gave no answer; asking again is safe.',
  GATE_SILENT: 'The gate gave no answer to asks, which it may have granted all the same; the ledger must say no first.',
  GATE_UNSUITABLE: 'A Redis server cannot be a gate as it is set up.',
  PROVIDER_UNAVAILABLE: 'The payment provider gave no answer in time; its outcome is asked about again.',
  FILE_IN_USE: 'Another process has the database file open.',
  FILE_TOO_NEW: 'The database file was written by a newer version.',
  FILE_NOT_OURS: 'The database file is not one of Penstock.',
  BACKUP_REFUSED: 'The backup was not made, or not put in place.',
  SETTING_INVALID: 'A setting is missing or has a value that cannot be used.',
  PORT_TAKEN: 'The network port is used by another process.',
} as const;

export type FailureCode = keyof typeof failureCodes;

export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, detail: string | undefined, cause: unknown) {
    super(detail === undefined ? failureCodes[code] : `${failureCodes[code]} ${detail}`, { cause });
    this.name = 'Failure';
    this.code = code;
  }
}

/** Makes the failure to throw: `throw failure('LEDGER_UNAVAILABLE', { cause })`. `detail` says what and what next. */
export function failure(
  code: FailureCode,
  about: { readonly detail?: string; readonly cause?: unknown } = {},
): Failure {
  return new Failure(code, about.detail, about.cause);
}

export function isFailure(error: unknown, code?: FailureCode): error is Failure {
  return error instanceof Failure && (code === undefined || error.code === code);
}
