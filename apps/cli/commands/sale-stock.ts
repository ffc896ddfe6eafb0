import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure, cliFailure } from '../failures.ts';
import { checked } from '../input/option-parsers.ts';
import { parseDelta } from '../input/parse-delta.ts';
import { printSale } from '../output/describe-sale.ts';

type Options = { readonly reason: string; readonly key?: string };

/** `penstock sale stock` */
export function addSaleStock(sale: Command, build: Build): void {
  const command = sale
    .command('stock')
    .argument('<saleId>', 'the sale')
    .argument('<sku>', 'the variant')
    .argument('<change>', '+50 adds fifty units, -5 withdraws five free ones', checked(parseDelta))
    .summary('add units, or withdraw free ones')
    .description(
      'Adds units to a variant, or withdraws units that are free: all of them or none. The sale goes on meanwhile.',
    )
    .requiredOption('--reason <text>', 'why; it is kept with the change')
    .option('--key <key>', 'repeat an earlier change whose answer was lost: the same key changes stock once');
  setRun<Options>(command, {
    build,
    examples: [
      'penstock sale stock phone-11-11 black +50 --reason "second pallet arrived"',
      'penstock sale stock phone-11-11 black -5 --reason "five are damaged"',
    ],
    run: async ({ operator, printer }, { args: [saleId = '', sku = '', change = ''], options }) => {
      const idempotencyKey = options.key ?? randomUUID();
      const body = { sku, delta: Number(change), reason: options.reason };
      const changed = await operator()
        .ask('changeStock', { params: { saleId }, body, idempotencyKey })
        .catch((error: unknown) => {
          throw withKey(error, idempotencyKey);
        });
      if (printer.isJson) printer.json(changed);
      else printSale(printer, changed);
      return exitCodes.ok;
    },
  });
}

/** Whether a change whose answer was lost was made is not known: only the same key may repeat it safely. */
function withKey(error: unknown, key: string): unknown {
  if (!(error instanceof CliFailure) || error.code !== 'SERVER_UNREACHABLE') return error;
  const next = `${error.next} Then repeat the same line with --key ${key}: it changes the stock once, whatever happened.`;
  return cliFailure(error.code, { why: error.why, next, cause: error });
}
