import type { DatabaseSync } from 'node:sqlite';
import type {
  AddOutcome,
  Clock,
  NewOperator,
  OpenSession,
  OperatorAct,
  OperatorDecision,
  OperatorEdit,
} from '@penstock/core';
import { decideOperatorChange, operatorSessionIdleMs, operatorSessionMs, sessionsPerOperatorMax } from '@penstock/core';
import type { OperatorLog } from './operator-log.ts';
import { createOperatorRows, operatorOf } from './operator-rows.ts';

export type OperatorWriter = {
  addOperator(account: NewOperator, by: OperatorAct): AddOutcome;
  changeOperator(name: string, edit: OperatorEdit, by: OperatorAct): OperatorDecision | undefined;
  openSession(
    opening: { readonly sessionHash: string; readonly name: string; readonly passwordHash: string },
    by: OperatorAct,
  ): OpenSession | undefined;
  useSession(sessionHash: string): void;
  endSession(sessionHash: string, by: OperatorAct): void;
  logAct(act: OperatorAct): void;
};

type OperatorPorts = { readonly clock: Pick<Clock, 'nowMs'>; readonly log: OperatorLog };

/** Keeps accounts and sessions; each act is in the log with what it changed. */
export function createOperatorWriter(database: DatabaseSync, { clock, log }: OperatorPorts): OperatorWriter {
  const rows = createOperatorRows(database);
  const { insert, update, signIn, insertSession, endOld, endMany, endOne, endAll, use } = statements(database);
  return {
    addOperator({ name, role, passwordHash }, by) {
      const before = rows.find(name);
      if (before !== undefined) return { kind: 'exists', operator: operatorOf(before) };
      const createdAtMs = clock.nowMs();
      insert.run(name, role, passwordHash, createdAtMs);
      log.add(by);
      return { kind: 'added', operator: { name, role, disabled: false, createdAtMs } };
    },
    changeOperator(name, edit, by) {
      const row = rows.find(name);
      if (row === undefined) return undefined;
      const others = rows.all().filter((other) => other.name !== name);
      const decision = decideOperatorChange(operatorOf(row), edit, others.map(operatorOf));
      if (decision.kind !== 'change') return decision;
      const { role, disabled } = decision.operator;
      update.run(role, disabled ? 1 : 0, edit.passwordHash ?? row.password_hash, row.operator_no);
      if (decision.endsSessions) endAll.run(row.operator_no);
      log.add(by);
      return decision;
    },
    openSession({ sessionHash, name, passwordHash }, by) {
      const row = rows.find(name);
      if (row === undefined || row.disabled === 1 || row.password_hash !== passwordHash) return undefined;
      const nowMs = clock.nowMs();
      endOld.run(nowMs - operatorSessionMs, nowMs - operatorSessionIdleMs);
      endMany.run(row.operator_no, sessionsPerOperatorMax - 1);
      insertSession.run(sessionHash, row.operator_no, nowMs, nowMs);
      signIn.run(nowMs, row.operator_no);
      log.add(by);
      const operator = operatorOf({ ...row, signed_in_at: nowMs });
      return { operator, session: { openedAtMs: nowMs, usedAtMs: nowMs } };
    },
    useSession(sessionHash) {
      use.run(clock.nowMs(), sessionHash);
    },
    endSession(sessionHash, by) {
      endOne.run(sessionHash);
      log.add(by);
    },
    logAct: (act) => log.add(act),
  };
}

function statements(database: DatabaseSync) {
  return {
    insert: database.prepare('insert into operators (name, role, password_hash, created_at) values (?, ?, ?, ?)'),
    update: database.prepare('update operators set role = ?, disabled = ?, password_hash = ? where operator_no = ?'),
    signIn: database.prepare('update operators set signed_in_at = ? where operator_no = ?'),
    insertSession: database.prepare(`
      insert into operator_sessions (session_hash, operator_no, opened_at, used_at) values (?, ?, ?, ?)`),
    endOld: database.prepare('delete from operator_sessions where opened_at <= ? or used_at <= ?'),
    // Keeps those that were used last.
    endMany: database.prepare(`
      delete from operator_sessions where session_hash in (
        select session_hash from operator_sessions where operator_no = ? order by used_at desc limit -1 offset ?
      )`),
    endOne: database.prepare('delete from operator_sessions where session_hash = ?'),
    endAll: database.prepare('delete from operator_sessions where operator_no = ?'),
    use: database.prepare('update operator_sessions set used_at = max(used_at, ?) where session_hash = ?'),
  };
}
