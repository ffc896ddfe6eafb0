import { jsonLinesOf } from '@penstock/client';
import type { JournalEntry, Order } from '@penstock/contract';
import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatPrice } from '../input/price.ts';
import { printable } from '../output/printable.ts';
import type { Printer } from '../output/printer.ts';
import { formatSpan } from '../output/span.ts';

/** `penstock order` */
export function addOrder(program: Command, build: Build): void {
  const command = program
    .command('order')
    .argument('<orderId>', 'the order')
    .summary('tell the story of one order')
    .description('Tells the story of one order: what it is now, and each change as the journal has it.');
  setRun(command, {
    build,
    examples: ['penstock order 019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90'],
    run: async ({ operator, printer }, { args: [orderId = ''] }) => {
      const server = operator();
      const order = await server.ask('getOrder', { params: { orderId } });
      const response = await server.open('exportJournal', { params: { saleId: order.saleId }, query: { orderId } });
      const journal: JournalEntry[] = [];
      for await (const entry of jsonLinesOf<JournalEntry>(response)) journal.push(entry);
      if (printer.isJson) printer.json({ order, journal });
      else printer.lines(...orderLines(printer, order), '', ...storyLines(printer, journal));
      return exitCodes.ok;
    },
  });
}

function orderLines({ paint }: Printer, order: Order): readonly string[] {
  const facts = [
    ['sale', order.saleId],
    ['unit', `${order.unit} of ${order.sku}`],
    ['buyer', order.buyerId],
    ['price', formatPrice(order.priceMinor, order.currency)],
    ['pay by', order.payBy],
    ['reason', order.reason],
    ['same as', order.sameAs],
    ['key', order.idempotencyKey],
  ] as const;
  return [
    `${paint.bold(order.orderId)}  ${order.status}`,
    ...facts.flatMap(([name, text]) =>
      text === undefined ? [] : [`  ${paint.dim(name.padEnd(8))} ${printable(text)}`],
    ),
  ];
}

/** One line a change, with the time since the first: what took long is seen at once. */
function storyLines({ paint }: Printer, journal: readonly JournalEntry[]): readonly string[] {
  const firstMs = Date.parse(journal[0]?.at ?? '');
  return journal.map(({ at, clock, from, to, cause }) => {
    const sinceMs = Math.max(0, Date.parse(at) - firstMs);
    const since = sinceMs < 1_000 ? `${sinceMs} ms` : formatSpan(sinceMs);
    return `${at}  ${paint.dim(`+${since}`.padEnd(14))} ${clock.padEnd(6)}  ${(from ?? '(new)').padEnd(16)} → ${to.padEnd(16)} ${printable(cause)}`;
  });
}
