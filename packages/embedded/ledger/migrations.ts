import type { DatabaseSync } from 'node:sqlite';
import { unitsAndOrders } from './migrations/0001-units-and-orders.ts';
import { payments } from './migrations/0002-payments.ts';
import { askCounts } from './migrations/0003-ask-counts.ts';
import { operators } from './migrations/0004-operators.ts';
import { paymentChecks } from './migrations/0005-payment-checks.ts';
import { moneyStory } from './migrations/0006-money-story.ts';
import { deliveries } from './migrations/0007-deliveries.ts';
import { codedDetails } from './migrations/0008-coded-details.ts';
import { codedErrors } from './migrations/0009-coded-errors.ts';
import { declinedPayments } from './migrations/0010-declined-payments.ts';

/** Appended to, never edited: the number of those that were run is the file's `user_version`. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-units-and-orders', sql: unitsAndOrders },
  { name: '0002-payments', sql: payments },
  { name: '0003-ask-counts', sql: askCounts },
  { name: '0004-operators', sql: operators },
  { name: '0005-payment-checks', sql: paymentChecks },
  { name: '0006-money-story', sql: moneyStory },
  { name: '0007-deliveries', sql: deliveries },
  { name: '0008-coded-details', sql: codedDetails },
  { name: '0009-coded-errors', sql: codedErrors },
  { name: '0010-declined-payments', sql: declinedPayments },
];

/** What each step is called, in order. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);

/** The version of a file that this program writes. */
export const schemaVersion = migrations.length;

export type MigrateOptions = {
  readonly applicationId: number;
  readonly from: number;
  /** This program's version when left out: only a test makes an older file. */
  readonly to?: number;
};

/** Brings a file up to this program's version, all steps or none. A new file becomes one of ours. */
export function migrate(database: DatabaseSync, { applicationId, from, to = schemaVersion }: MigrateOptions): void {
  if (from === to) return;
  database.exec('begin immediate');
  try {
    for (const { sql } of migrations.slice(from, to)) database.exec(sql);
    database.exec(`pragma application_id = ${applicationId}; pragma user_version = ${to}`);
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
