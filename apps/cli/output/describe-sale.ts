import type { AdminSale } from '@penstock/contract';
import { formatPrice } from '../input/price.ts';
import { printable } from './printable.ts';
import type { Printer } from './printer.ts';
import { formatDistance, formatSpan } from './span.ts';
import type { Column } from './table.ts';
import { printTable } from './table.ts';

type Paint = Printer['paint'];

/** The phase with what an operator must know beside it: a draft and a withdrawn sale are seen by nobody else. */
export function phaseText(sale: Pick<AdminSale, 'phase' | 'state'>, paint: Paint): string {
  if (sale.state !== 'published') return paint.yellow(sale.state);
  switch (sale.phase) {
    case 'scheduled':
      return paint.cyan(sale.phase);
    case 'ended':
      return paint.dim(sale.phase);
    case 'paused':
      return paint.yellow(sale.phase);
    case 'sold-out':
      return paint.dim(sale.phase);
    case 'all-held':
      return paint.yellow(sale.phase);
    case 'open':
      return paint.green(sale.phase);
  }
}

/** Writes a sale for people: what it is, when, and its stock. */
export function printSale(printer: Printer, sale: AdminSale): void {
  const { paint } = printer;
  const nowMs = Date.parse(sale.serverTime);
  const facts: readonly (readonly [string, string])[] = [
    ['phase', phaseText(sale, paint)],
    ['opens', momentText(sale.opensAt, nowMs)],
    ['closes', sale.closesAt === null ? 'has no end of its own' : momentText(sale.closesAt, nowMs)],
    ['per buyer', String(sale.perBuyer)],
    ['to pay', `within ${formatSpan(sale.paymentWindowSeconds * 1_000)}`],
  ];
  printer.lines(
    `${paint.bold(sale.saleId)}  ${printable(sale.title)}`,
    ...facts.map(([name, text]) => `  ${paint.dim(name.padEnd(9))} ${text}`),
    '',
  );
  printTable(printer, stockColumns, stockRows(sale));
}

function momentText(instant: string, nowMs: number): string {
  return `${instant} (${formatDistance(Date.parse(instant), nowMs)})`;
}

const stockColumns: readonly Column[] = [
  { head: 'sku' },
  { head: 'title' },
  { head: 'price', isNumber: true },
  { head: 'units', isNumber: true },
  { head: 'available', isNumber: true },
  { head: 'held', isNumber: true },
  { head: 'sold', isNumber: true },
];

function stockRows(sale: AdminSale): readonly (readonly string[])[] {
  return sale.variants.map(({ sku, title, priceMinor, currency, units, available, held, sold }) => [
    sku,
    title,
    formatPrice(priceMinor, currency),
    ...[units, available, held, sold].map(String),
  ]);
}

const listColumns: readonly Column[] = [
  { head: 'sale' },
  { head: 'phase' },
  { head: 'opens' },
  { head: 'units', isNumber: true },
  { head: 'available', isNumber: true },
  { head: 'held', isNumber: true },
  { head: 'sold', isNumber: true },
  { head: 'title' },
];

/** Writes a list of sales, one a line. */
export function printSales(printer: Printer, sales: readonly AdminSale[]): void {
  const rows = sales.map((sale) => {
    const sum = (of: 'units' | 'available' | 'held' | 'sold') =>
      String(sale.variants.reduce((total, variant) => total + variant[of], 0));
    const phase = sale.state === 'published' ? sale.phase : sale.state;
    return [sale.saleId, phase, sale.opensAt, sum('units'), sum('available'), sum('held'), sum('sold'), sale.title];
  });
  printTable(printer, listColumns, rows);
}
