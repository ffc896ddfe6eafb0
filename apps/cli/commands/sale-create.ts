import { perBuyerMax, unitsMax } from '@penstock/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { serverNowMs } from '../connect/server-now.ts';
import { exitCodes } from '../exit-codes.ts';
import { momentForms, readMomentText } from '../input/moment-text.ts';
import type { NewSaleOptions } from '../input/new-sale.ts';
import { newSale, newSaleDefaults } from '../input/new-sale.ts';
import { checked, collected, wholeNumber } from '../input/option-parsers.ts';
import { parseCurrency } from '../input/parse-currency.ts';
import { parseDuration } from '../input/parse-duration.ts';
import { parseVariant } from '../input/parse-variant.ts';
import { printSale } from '../output/describe-sale.ts';

/** `penstock sale create` */
export function addSaleCreate(sale: Command, build: Build): void {
  const command = sale
    .command('create')
    .summary('create a sale and publish it')
    .description(
      'Creates a sale. It is published at once and opens by itself on the dot; with --draft it waits for `sale publish`.',
    );
  addOptions(command);
  setRun<NewSaleOptions>(command, {
    build,
    examples: [
      "penstock sale create --units 100 --opens-at '15:00[Asia/Shanghai]'",
      'penstock sale create --units 100 --opens-at +20s --payment-window 2m --title Rehearsal',
      'penstock sale create --id phone-11-11 --variant black:60:4999 --variant white:40:4999 \\',
      "  --opens-at '2026-11-11T20:00[Asia/Shanghai]' --closes-at +2h --draft",
    ],
    run: async ({ operator, printer, shell }, { options }) => {
      // Everything that can be wrong with the options is found before anything is sent.
      newSale(options, shell.nowMs());
      const server = operator();
      const created = await server.ask('createSale', { body: newSale(options, await serverNowMs(server)) });
      if (printer.isJson) {
        printer.json(created);
        return exitCodes.ok;
      }
      printSale(printer, created);
      printer.lines('', 'next:', ...nextLines(created.saleId, options.draft === true));
      return exitCodes.ok;
    },
  });
}

function addOptions(command: Command): void {
  command
    .addOption(
      new Option('--opens-at <moment>', `when it opens: ${momentForms}`)
        .makeOptionMandatory()
        .argParser(checked(readMomentText)),
    )
    .addOption(
      new Option(
        '--closes-at <moment>',
        'when it ends; counted from the opening, so that +2h is how long it lasts',
      ).argParser(checked(readMomentText)),
    )
    .addOption(
      new Option('--units <n>', 'how many units there are')
        .argParser(checked(wholeNumber(1, unitsMax)))
        .conflicts('variant'),
    )
    .addOption(
      new Option('--sku <sku>', `the name of the one variant; else ${newSaleDefaults.sku}`).conflicts('variant'),
    )
    .addOption(
      new Option(
        '--variant <sku:units:price:title>',
        'a variant; may be repeated; price and title may be left out',
      ).argParser(collected(parseVariant)),
    )
    .option('--price <price>', 'what a unit costs, where its variant does not say', newSaleDefaults.price)
    .addOption(
      new Option('--currency <code>', 'the currency of all prices (ISO 4217)')
        .default(newSaleDefaults.currency)
        .argParser(checked(parseCurrency)),
    )
    .option('--title <title>', 'what people read')
    .addOption(
      new Option('--per-buyer <n>', 'units that one buyer may have; else 1').argParser(
        checked(wholeNumber(1, perBuyerMax)),
      ),
    )
    .addOption(
      new Option('--payment-window <duration>', 'how long a held unit waits for its money; else 30m').argParser(
        checked(parseDuration),
      ),
    )
    .option('--id <saleId>', 'the sale’s id; creating it twice then makes one sale; else the server makes one up')
    .option('--draft', 'keep it as a draft');
}

function nextLines(saleId: string, isDraft: boolean): readonly string[] {
  if (isDraft) return [`  penstock sale publish ${saleId}`];
  return [`  penstock watch ${saleId}`, `  penstock rush --sale ${saleId}`];
}
