/**
 * How every command ends. `ok`: done, and the answer is yes. `no`: done, and the answer is no: the books do not balance,
 * an invariant broke, the server refused. `failed`: it could not be done: a bad option, no server, a bug.
 */
export const exitCodes = { ok: 0, no: 1, failed: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
