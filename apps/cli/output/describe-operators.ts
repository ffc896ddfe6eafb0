import type { Operator } from '@penstock/contract';
import type { Printer } from './printer.ts';
import { printTable } from './table.ts';

const columns = [
  { head: 'name' },
  { head: 'role' },
  { head: 'state' },
  { head: 'created' },
  { head: 'last signed in' },
];

/** Writes accounts as a table. */
export function printOperators(printer: Printer, operators: readonly Operator[]): void {
  const rows = operators.map(({ name, role, disabled, createdAt, lastSignInAt }) => [
    name,
    role,
    disabled ? 'disabled' : 'enabled',
    createdAt,
    lastSignInAt ?? 'never',
  ]);
  printTable(printer, columns, rows);
}
