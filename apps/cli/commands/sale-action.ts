import type { SaleAction } from '@penstock/contract';
import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printSale } from '../output/describe-sale.ts';

/** One of the calls that only change what a sale does next. */
export type SaleActionCommand = {
  readonly name: string;
  readonly routeId: 'publishSale' | 'withdrawSale' | 'pauseSale' | 'resumeSale' | 'closeSale';
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly string[];
};

/** Adds a command for one of those calls: they differ in their words only. */
export function addSaleAction(sale: Command, build: Build, about: SaleActionCommand): void {
  const command = sale
    .command(about.name)
    .argument('<saleId>', 'the sale')
    .summary(about.summary)
    .description(about.description)
    .option('--reason <text>', 'why; it is kept with the change');
  setRun<SaleAction>(command, {
    build,
    examples: about.examples,
    run: async ({ operator, printer }, { args: [saleId = ''], options }) => {
      const sale = await operator().ask(about.routeId, { params: { saleId }, body: options });
      if (printer.isJson) printer.json(sale);
      else printSale(printer, sale);
      return exitCodes.ok;
    },
  });
}
