import type { JournalEntry, Order, PaymentRecord } from '@penstock/contract';
import { formatPrice } from '../input/price.ts';
import { printable } from './printable.ts';
import type { Printer } from './printer.ts';

/** A column of a table that is written while it is read: its width is fixed before the first row is known. */
export type StreamColumn<Row> = { readonly head: string; readonly width: number; readonly of: (row: Row) => string };

export const orderStreamColumns: readonly StreamColumn<Order>[] = [
  { head: 'order', width: 36, of: (order) => order.orderId },
  { head: 'sku', width: 12, of: (order) => order.sku },
  { head: 'unit', width: 6, of: (order) => String(order.unit) },
  { head: 'buyer', width: 22, of: (order) => order.buyerId },
  { head: 'status', width: 16, of: (order) => order.status },
  { head: 'price', width: 12, of: (order) => formatPrice(order.priceMinor, order.currency) },
  { head: 'placed', width: 24, of: (order) => order.placedAt },
  { head: 'pay by', width: 24, of: (order) => order.payBy ?? '' },
  { head: 'reason', width: 12, of: (order) => order.reason ?? '' },
];

export const journalStreamColumns: readonly StreamColumn<JournalEntry>[] = [
  { head: 'seq', width: 8, of: (entry) => String(entry.seq) },
  { head: 'at', width: 24, of: (entry) => entry.at },
  { head: 'clock', width: 6, of: (entry) => entry.clock },
  { head: 'order', width: 36, of: (entry) => entry.orderId },
  { head: 'sku', width: 12, of: (entry) => entry.sku ?? '' },
  { head: 'unit', width: 6, of: (entry) => String(entry.unit) },
  { head: 'from', width: 16, of: (entry) => entry.from ?? '' },
  { head: 'to', width: 16, of: (entry) => entry.to },
  { head: 'cause', width: 12, of: (entry) => entry.cause },
];

export const paymentStreamColumns: readonly StreamColumn<PaymentRecord>[] = [
  { head: 'payment', width: 43, of: (payment) => payment.paymentId },
  { head: 'order', width: 36, of: (payment) => payment.orderId },
  { head: 'status', width: 10, of: (payment) => payment.status },
  { head: 'amount', width: 14, of: ({ amountMinor, currency }) => formatPrice(amountMinor, currency) },
  { head: 'captured', width: 14, of: ({ capturedMinor, currency }) => formatPrice(capturedMinor, currency) },
  { head: 'refunded', width: 14, of: ({ refundedMinor, currency }) => formatPrice(refundedMinor, currency) },
  { head: 'at', width: 24, of: (payment) => payment.at },
];

/** Writes rows as they come, in constant memory: padded columns on a terminal, else lines with tabs. Answers how many. */
export async function streamRows<Row>(
  printer: Printer,
  columns: readonly StreamColumn<Row>[],
  rows: AsyncIterable<Row>,
): Promise<number> {
  const line = (cells: readonly string[]): string =>
    printer.isTerminal
      ? cells
          .map((cell, index) => cell.padEnd(columns[index]?.width ?? 0))
          .join('  ')
          .trimEnd()
      : cells.join('\t');
  let count = 0;
  for await (const row of rows) {
    if (count === 0) await printer.part(`${printer.paint.dim(line(columns.map(({ head }) => head)))}\n`);
    await printer.part(`${line(columns.map(({ of }) => printable(of(row))))}\n`);
    count += 1;
  }
  return count;
}
