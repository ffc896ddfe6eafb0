import { jsonLinesOf } from '@penstock/client';
import type { JournalEntry } from '@penstock/contract';
import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { journalStreamColumns, streamRows } from '../output/order-rows.ts';

type Options = { readonly order?: string };

/** `penstock journal` */
export function addJournal(program: Command, build: Build): void {
  const command = program
    .command('journal')
    .argument('<saleId>', 'the sale')
    .summary('export the journal of a sale')
    .description(
      'Exports every change of every order of a sale, in the order of their commits; with --json as lines of JSON.',
    )
    .option('--order <orderId>', 'only this order');
  setRun<Options>(command, {
    build,
    examples: [
      'penstock journal phone-11-11 --json > journal.ndjson',
      'penstock journal phone-11-11 --order 019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90',
    ],
    run: async ({ operator, printer }, { args: [saleId = ''], options }) => {
      const query = options.order === undefined ? {} : { orderId: options.order };
      const response = await operator().open('exportJournal', { params: { saleId }, query });
      const entries = jsonLinesOf<JournalEntry>(response);
      if (!printer.isJson) await streamRows(printer, journalStreamColumns, entries);
      else for await (const entry of entries) await printer.part(`${JSON.stringify(entry)}\n`);
      return exitCodes.ok;
    },
  });
}
