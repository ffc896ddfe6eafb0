import type { Delivery } from '@penstock/contract';
import type { Printer } from './printer.ts';
import { printTable } from './table.ts';

// The id says the order and what was told of it.
const columns = [
  { head: 'delivery' },
  { head: 'state' },
  { head: 'tries', isNumber: true },
  { head: 'made' },
  { head: 'next try' },
  { head: 'last error' },
];

/** Writes deliveries as a table. */
export function printDeliveries(printer: Printer, deliveries: readonly Delivery[]): void {
  const rows = deliveries.map(({ id, status, attempts, createdAt, nextAttemptAt, lastError }) => [
    id,
    status,
    String(attempts),
    createdAt,
    nextAttemptAt ?? '',
    lastError ?? '',
  ]);
  printTable(printer, columns, rows);
}
