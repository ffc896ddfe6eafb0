import type { Audit } from '@penstock/contract';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { unitsListedMax } from '../limits.ts';
import type { Printer } from './printer.ts';
import type { Column } from './table.ts';
import { printTable } from './table.ts';

const columns: readonly Column[] = [
  { head: 'sku' },
  { head: 'units', isNumber: true },
  { head: 'available', isNumber: true },
  { head: 'held', isNumber: true },
  { head: 'sold', isNumber: true },
  { head: 'unexplained', isNumber: true },
];

/** Writes an audit for people: the verdict, the equation of each sku, and the units that break it. */
export function printAudit(printer: Printer, audit: Audit): void {
  printer.lines(verdict(printer, audit), '');
  printTable(
    printer,
    columns,
    audit.skus.map(({ sku, units, available, held, sold, unexplained }) => [
      sku,
      ...[units, available, held, sold, unexplained.length].map(String),
    ]),
  );
  const { gate, ledger, orders } = audit;
  const byStatus = Object.entries(orders.byStatus).map(([status, count]) => `${status} ${count}`);
  printer.lines(
    '',
    `gate    available ${gate.available}, held ${gate.held}`,
    `ledger  held ${ledger.held}, sold ${ledger.sold}`,
    `orders  ${byStatus.length === 0 ? 'none' : byStatus.join(', ')}`,
    ...audit.skus.flatMap(unexplainedLine),
  );
}

function verdict({ paint }: Printer, { saleId, balanced, at, inFlight }: Audit): string {
  if (balanced === true) return `${paint.green('balanced')}  ${saleId} at ${at}: units = available + held + sold`;
  if (balanced === false) return `${paint.red('NOT BALANCED')}  ${saleId} at ${at}`;
  const moving = inFlight === undefined ? '' : `, ${inFlight} orders in flight`;
  return `${paint.yellow('unknown')}  ${saleId} at ${at}: no moment was found at which nothing moved${moving}`;
}

function unexplainedLine({ sku, unexplained }: Audit['skus'][number]): readonly string[] {
  if (unexplained.length === 0) return [];
  const listed = unexplained.slice(0, unitsListedMax).join(', ');
  const rest = unexplained.length - unitsListedMax;
  return [`unexplained units of ${sku}: ${listed}${rest > 0 ? ` and ${rest} more (--json names all)` : ''}`];
}

/** How a command that audits ends: whether the books balance, or could not be judged. */
export function auditExitCode({ balanced }: Audit): ExitCode {
  if (balanced === null) return exitCodes.failed;
  return balanced ? exitCodes.ok : exitCodes.no;
}
