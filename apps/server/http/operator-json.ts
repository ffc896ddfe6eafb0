import type { LogDetailCode, Operator as OperatorJson, OperatorLogEntry, OperatorSession } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Coded, Operator, OperatorLogRow } from '@penstock/core';
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
export function logEntryJson({ atMs, coded, ...entry }: OperatorLogRow): OperatorLogEntry {
  return { ...entry, ...(coded !== undefined && codedJson(coded)), at: formatInstant(atMs) };
}

// The log has what this program or an older one wrote: only codes of the contract.
function codedJson({ code, params }: Coded): Pick<OperatorLogEntry, 'code' | 'params'> {
  return {
    code: code as LogDetailCode,
    ...(params !== undefined && { params: params as NonNullable<OperatorLogEntry['params']> }),
  };
}
