import type { SQLInputValue, StatementSync } from 'node:sqlite';

/** The first row of a query. The row's type is the promise of the SQL text beside the call. */
export function one<Row>(statement: StatementSync, ...values: SQLInputValue[]): Row | undefined {
  return statement.get(...values) as Row | undefined;
}

/** All rows of a query that has a limit, or few rows by nature. */
export function all<Row>(statement: StatementSync, ...values: SQLInputValue[]): Row[] {
  return statement.all(...values) as Row[];
}

/** Runs a change and answers whether it changed a row: the compare-and-set of this ledger. */
export function didChange(statement: StatementSync, ...values: SQLInputValue[]): boolean {
  return Number(statement.run(...values).changes) > 0;
}
