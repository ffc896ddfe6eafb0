import { jsonLinesOf } from '@penstock/client';
import type { Order, OrderStatus } from '@penstock/contract';
import { orderStatuses } from '@penstock/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { orderStreamColumns, streamRows } from '../output/order-rows.ts';
import type { Printer } from '../output/printer.ts';

const formats = ['table', 'json', 'ndjson', 'csv'] as const;

type Format = (typeof formats)[number];
type Options = { readonly status?: OrderStatus; readonly format?: Format };

/** `penstock orders` */
export function addOrders(program: Command, build: Build): void {
  const command = program
    .command('orders')
    .argument('<saleId>', 'the sale')
    .summary('export the orders of a sale')
    .description(
      'Exports the orders of a sale, oldest first, as they are read: a million of them need no more memory than ten.',
    )
    .addOption(new Option('--status <status>', 'only those in this state').choices(orderStatuses))
    .addOption(new Option('--format <format>', 'how; table when left out, and ndjson with --json').choices(formats));
  setRun<Options>(command, {
    build,
    examples: [
      'penstock orders phone-11-11 --status paid',
      'penstock orders phone-11-11 --format csv > orders.csv',
      'penstock orders phone-11-11 --json | jq -r .buyerId | sort -u | wc -l',
    ],
    run: async ({ operator, printer }, { args: [saleId = ''], options }) => {
      const format = options.format ?? (printer.isJson ? 'ndjson' : 'table');
      const query = {
        format: format === 'csv' ? ('csv' as const) : ('ndjson' as const),
        ...(options.status === undefined ? {} : { status: options.status }),
      };
      await write(printer, format, await operator().open('exportOrders', { params: { saleId }, query }));
      return exitCodes.ok;
    },
  });
}

async function write(printer: Printer, format: Format, response: Response): Promise<void> {
  switch (format) {
    case 'table': {
      const count = await streamRows(printer, orderStreamColumns, jsonLinesOf<Order>(response));
      if (count === 0 && printer.isTerminal) printer.lines('There is no such order.');
      return;
    }
    case 'json':
      return writeArray(printer, jsonLinesOf<Order>(response));
    case 'ndjson':
    case 'csv':
      return pass(printer, response);
  }
}

/** One JSON value of the shape that the HTTP interface has, written without holding the rows. */
async function writeArray(printer: Printer, orders: AsyncIterable<Order>): Promise<void> {
  await printer.part('{"orders":[');
  let separator = '\n';
  for await (const order of orders) {
    await printer.part(`${separator}${JSON.stringify(order)}`);
    separator = ',\n';
  }
  await printer.part('\n]}\n');
}

async function pass(printer: Printer, response: Response): Promise<void> {
  if (response.body === null) return;
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) await printer.part(text);
}
