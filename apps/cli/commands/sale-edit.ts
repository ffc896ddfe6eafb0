import { perBuyerMax } from '@penstock/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { serverNowMs } from '../connect/server-now.ts';
import { exitCodes } from '../exit-codes.ts';
import { momentForms, readMomentText } from '../input/moment-text.ts';
import { checked, collected, wholeNumber } from '../input/option-parsers.ts';
import { parseDuration } from '../input/parse-duration.ts';
import type { SaleEditOptions } from '../input/sale-edits.ts';
import { noEnd, parseForSku, saleEdits } from '../input/sale-edits.ts';
import { printSale } from '../output/describe-sale.ts';

/** `penstock sale edit` */
export function addSaleEdit(sale: Command, build: Build): void {
  const command = sale
    .command('edit')
    .argument('<saleId>', 'the sale')
    .summary('change a sale')
    .description(
      'Changes a sale. Once it has opened only its title and its end can change, since buyers were told the rest; ' +
        'stock is changed with `sale stock`.',
    );
  addOptions(command);
  setRun<SaleEditOptions & { readonly reason?: string }>(command, {
    build,
    examples: [
      'penstock sale edit phone-11-11 --closes-at +30m',
      "penstock sale edit phone-11-11 --opens-at '16:00[Asia/Shanghai]' --variant-price black=4799",
    ],
    run: async ({ operator, printer }, { args: [saleId = ''], options }) => {
      const server = operator();
      const before = await server.ask('getAnySale', { params: { saleId } });
      const { reason } = options;
      const body = {
        ...saleEdits(options, before, await serverNowMs(server)),
        ...(reason !== undefined && { reason }),
      };
      const changed = await server.ask('changeSale', { params: { saleId }, body });
      if (printer.isJson) printer.json(changed);
      else printSale(printer, changed);
      return exitCodes.ok;
    },
  });
}

function addOptions(command: Command): void {
  const readEnd = (text: string) => (text === noEnd ? { ok: true as const, value: text } : readMomentText(text));
  command
    .option('--title <title>', 'what people read')
    .addOption(new Option('--opens-at <moment>', `when it opens: ${momentForms}`).argParser(checked(readMomentText)))
    .addOption(
      new Option('--closes-at <moment>', `when it ends, in the same forms, or ${noEnd}`).argParser(checked(readEnd)),
    )
    .addOption(
      new Option('--per-buyer <n>', 'units that one buyer may have').argParser(checked(wholeNumber(1, perBuyerMax))),
    )
    .addOption(
      new Option('--payment-window <duration>', 'how long a held unit waits for its money').argParser(
        checked(parseDuration),
      ),
    )
    .addOption(
      new Option('--variant-price <sku=price>', 'what a variant costs; may be repeated').argParser(
        collected(parseForSku),
      ),
    )
    .addOption(
      new Option('--variant-title <sku=title>', 'what people read; may be repeated').argParser(collected(parseForSku)),
    )
    .addOption(
      new Option('--variant-image <sku=url>', 'its picture; may be repeated').argParser(collected(parseForSku)),
    )
    .option('--reason <text>', 'why; it is kept in the log of operators');
}
