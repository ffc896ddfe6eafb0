import Table from 'cli-table3';
import { printable } from './printable.ts';
import type { Printer } from './printer.ts';

export type Column = { readonly head: string; readonly isNumber?: boolean };

/** Writes a table: with aligned columns on a terminal, else as lines with tabs, the heads first. */
export function printTable(printer: Printer, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const heads = columns.map(({ head }) => head);
  if (printer.isTerminal) printer.lines(alignedTable(printer, columns, rows));
  else printer.lines(...[heads, ...rows].map((row) => row.map(printable).join('\t')));
}

const noLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** A table with aligned columns; wide characters count as two. */
export function alignedTable(
  { paint }: Pick<Printer, 'paint'>,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const table = new Table({
    chars: noLines,
    // Its own colours look at the process instead of the printer, so they are switched off.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    head: columns.map(({ head }) => paint.dim(head)),
    colAligns: columns.map(({ isNumber }) => (isNumber === true ? 'right' : 'left')),
  });
  table.push(...rows.map((row) => row.map(printable)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
