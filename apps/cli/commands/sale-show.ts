import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printSale } from '../output/describe-sale.ts';

/** `penstock sale show` */
export function addSaleShow(sale: Command, build: Build): void {
  const command = sale
    .command('show')
    .argument('<saleId>', 'the sale')
    .summary('show one sale')
    .description('Shows one sale: its phase, its times and its stock.');
  setRun(command, {
    build,
    examples: ['penstock sale show phone-11-11', 'penstock sale show phone-11-11 --json'],
    run: async ({ operator, printer }, { args: [saleId = ''] }) => {
      const sale = await operator().ask('getAnySale', { params: { saleId } });
      if (printer.isJson) printer.json(sale);
      else printSale(printer, sale);
      return exitCodes.ok;
    },
  });
}
