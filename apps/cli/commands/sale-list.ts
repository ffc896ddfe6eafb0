import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printSales } from '../output/describe-sale.ts';

/** `penstock sale list` */
export function addSaleList(sale: Command, build: Build): void {
  const command = sale
    .command('list')
    .summary('list the sales')
    .description('Lists all sales, drafts and withdrawn ones too.');
  setRun(command, {
    build,
    examples: [
      'penstock sale list',
      'penstock sale list --json | jq -r \'.sales[] | select(.phase == "open") | .saleId\'',
    ],
    run: async ({ operator, printer }) => {
      const answer = await operator().ask('listAllSales', {});
      if (printer.isJson) printer.json(answer);
      else if (answer.sales.length > 0) printSales(printer, answer.sales);
      else
        printer.lines(
          "There is no sale yet. Make one: penstock sale create --units 100 --opens-at '15:00[Asia/Shanghai]'",
        );
      return exitCodes.ok;
    },
  });
}
