import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { dataDirOf } from '../connect/data-folder.ts';
import { exitCodes } from '../exit-codes.ts';

type Options = { readonly force?: true };

/** `penstock restore` */
export function addRestore(program: Command, build: Build): void {
  const command = program
    .command('restore')
    .argument('<file>', 'a file that `penstock backup` wrote')
    .summary('put a backup into a data folder, and audit it')
    .description(
      'Puts a backup into the data folder, on which no server may run, brings it up to date and audits every sale. The ' +
        'backup is checked whole first. Ends with 0 when all books balance, and with 1 when one does not.',
    )
    .option('--force', 'restore where there is a ledger already; it is moved aside and kept');
  setRun<Options>(command, {
    build,
    examples: ['penstock restore /backups/penstock-2026-11-26-1500.db --data-dir /var/lib/penstock'],
    run: async ({ shell, globals, printer }, { args: [file = ''], options }) => {
      const { restore } = await import('@penstock/server');
      const { aside, audits } = await restore(dataDirOf(globals, shell.env), resolve(file), options.force === true);
      const sales = audits.map(({ saleId, balanced }) => ({ saleId, balanced: balanced ?? null }));
      if (printer.isJson) printer.json({ aside: aside ?? null, sales });
      else {
        if (aside !== undefined) printer.lines(`What was there is now ${aside}`);
        for (const { saleId, balanced } of sales) {
          printer.lines(`${saleId}\t${balanced === true ? 'balanced' : 'NOT balanced'}`);
        }
        printer.lines(`restored; ${sales.length} sale${sales.length === 1 ? '' : 's'} audited`);
      }
      return sales.every(({ balanced }) => balanced === true) ? exitCodes.ok : exitCodes.no;
    },
  });
}
