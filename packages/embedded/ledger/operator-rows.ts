import type { DatabaseSync } from 'node:sqlite';
import type { OpenSession, Operator, OperatorRole, OperatorSecret } from '@penstock/core';
import { isSessionGood } from '@penstock/core';
import { all, one } from './query.ts';

export type OperatorRow = {
  readonly operator_no: number;
  readonly name: string;
  readonly role: OperatorRole;
  readonly disabled: number;
  readonly password_hash: string;
  readonly created_at: number;
  readonly signed_in_at: number | null;
};

type SessionRow = OperatorRow & { readonly opened_at: number; readonly used_at: number };

/** Finds accounts and sessions. */
export type OperatorRows = {
  find(name: string): OperatorRow | undefined;
  all(): readonly OperatorRow[];
};

const columns = 'o.operator_no, o.name, o.role, o.disabled, o.password_hash, o.created_at, o.signed_in_at';

export function createOperatorRows(database: DatabaseSync): OperatorRows {
  const selectOne = database.prepare(`select ${columns} from operators o where o.name = ?`);
  const selectAll = database.prepare(`select ${columns} from operators o order by o.name`);
  return {
    find: (name) => one<OperatorRow>(selectOne, name),
    all: () => all<OperatorRow>(selectAll),
  };
}

export function operatorOf(row: OperatorRow): Operator {
  return {
    name: row.name,
    role: row.role,
    disabled: row.disabled === 1,
    createdAtMs: row.created_at,
    ...(row.signed_in_at === null ? {} : { lastSignInAtMs: row.signed_in_at }),
  };
}

export type OperatorReader = {
  operators(): readonly Operator[];
  operatorSecret(name: string): OperatorSecret | undefined;
  session(nowMs: number, sessionHash: string): OpenSession | undefined;
};

export function createOperatorReader(database: DatabaseSync): OperatorReader {
  const rows = createOperatorRows(database);
  const selectSession = database.prepare(`
    select ${columns}, s.opened_at, s.used_at
    from operator_sessions s join operators o using (operator_no)
    where s.session_hash = ? and o.disabled = 0`);
  return {
    operators: () => rows.all().map(operatorOf),
    operatorSecret(name) {
      const row = rows.find(name);
      return row && { operator: operatorOf(row), passwordHash: row.password_hash };
    },
    session(nowMs, sessionHash) {
      const row = one<SessionRow>(selectSession, sessionHash);
      if (row === undefined) return undefined;
      const session = { openedAtMs: row.opened_at, usedAtMs: row.used_at };
      return isSessionGood(session, nowMs) ? { operator: operatorOf(row), session } : undefined;
    },
  };
}
