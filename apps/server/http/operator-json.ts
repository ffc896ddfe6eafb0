import type { Operator as OperatorJson, OperatorLogEntry, OperatorSession } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Operator, OperatorLogRow } from '@penstock/core';
import type { OperatorCaller } from './call.ts';

/** An account as the contract writes it. */
export function operatorJson({ name, role, disabled, createdAtMs, lastSignInAtMs }: Operator): OperatorJson {
  return {
    name,
    role,
    disabled,
    createdAt: formatInstant(createdAtMs),
    ...(lastSignInAtMs !== undefined && { lastSignInAt: formatInstant(lastSignInAtMs) }),
  };
}

/** Who calls, as the contract writes it. */
export function operatorSessionJson({ name, role, session }: Omit<OperatorCaller, 'kind'>): OperatorSession {
  const end = session === undefined ? {} : { expiresAt: formatInstant(session.expiresAtMs) };
  return { operator: { name, role, ...end } };
}

/** An entry of the log as the contract writes it. */
export function logEntryJson({ atMs, ...entry }: OperatorLogRow): OperatorLogEntry {
  return { ...entry, at: formatInstant(atMs) };
}
