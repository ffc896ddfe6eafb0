import type { DatabaseSync } from 'node:sqlite';
import type { Failure } from '@penstock/core';
import { isFailure } from '@penstock/core';
import type { Outcome } from './call.ts';
import { outcomeOf } from './call.ts';
import { asFailure } from './sqlite-failure.ts';

/** Runs calls in their order, in one transaction, and answers one outcome each. Never throws. */
export type GroupRunner = (calls: readonly (() => unknown)[]) => Outcome[];

/**
 * Group commit: all calls of a group share one transaction and so one fsync, and all are answered after it. A call
 * that fails by itself (a bug) is rolled back alone; whatever fails the transaction fails them all, and nothing of
 * them is stored. After LEDGER_BROKEN every call gets that answer.
 */
export function createWriteRunner(database: DatabaseSync, onRollback: () => void): GroupRunner {
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const rollback = database.prepare('rollback');
  const mark = database.prepare('savepoint one_call');
  const keep = database.prepare('release one_call');
  const undo = database.prepare('rollback to one_call');
  let broken: Failure | undefined;

  const runApart = (call: () => unknown): Outcome => {
    mark.run();
    const outcome = outcomeOf(call);
    if (!outcome.isDone) {
      // The disk is full or worse: SQLite may have ended the transaction, and the others cannot be stored either.
      if (!database.isTransaction || isFailure(asFailure(outcome.error, 'writer'))) throw outcome.error;
      undo.run();
      onRollback();
    }
    keep.run();
    return outcome;
  };
  const run = (calls: readonly (() => unknown)[]): Outcome[] => {
    const [only] = calls;
    begin.run();
    const outcomes =
      calls.length === 1 && only !== undefined ? [{ isDone: true, value: only() } as const] : calls.map(runApart);
    commit.run();
    return outcomes;
  };
  return (calls) => {
    try {
      if (broken !== undefined) throw broken;
      return run(calls);
    } catch (thrown) {
      const error = asFailure(thrown, 'writer');
      if (isFailure(error, 'LEDGER_BROKEN')) broken = error;
      else if (database.isTransaction) rollback.run();
      onRollback();
      return calls.map(() => ({ isDone: false, error }));
    }
  };
}

/** Reads in one snapshot, which is taken now: it holds whatever was answered before. */
export function createReadRunner(database: DatabaseSync): GroupRunner {
  const begin = database.prepare('begin');
  const commit = database.prepare('commit');
  const read = (call: () => unknown): Outcome => {
    const outcome = outcomeOf(call);
    return outcome.isDone ? outcome : { isDone: false, error: asFailure(outcome.error, 'reader') };
  };
  return (calls) => {
    try {
      begin.run();
      const outcomes = calls.map(read);
      commit.run();
      return outcomes;
    } catch (thrown) {
      if (database.isTransaction) database.exec('rollback');
      const error = asFailure(thrown, 'reader');
      return calls.map(() => ({ isDone: false, error }));
    }
  };
}
