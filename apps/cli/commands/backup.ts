import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { dataDirOf } from '../connect/data-folder.ts';
import { exitCodes } from '../exit-codes.ts';

/** `penstock backup` */
export function addBackup(program: Command, build: Build): void {
  const command = program
    .command('backup')
    .argument('<file>', 'the file to write; it must not exist')
    .summary('copy the books into a file, while the server sells')
    .description(
      'Copies the ledger of the data folder into a file, as it is at one moment, while a server may run on it; run it ' +
        'on the server’s machine. The book of the sandbox payments, where there is one, goes beside it as ' +
        '<file>.sandbox. Secrets are not in a backup.',
    );
  setRun(command, {
    build,
    examples: ['penstock backup /backups/penstock-$(date +%F-%H%M).db'],
    run: async ({ shell, globals, printer }, { args: [file = ''] }) => {
      const { backUp } = await import('@penstock/server');
      const to = resolve(file);
      // Whoever buys goes first: on a machine that is full the copying took a third of the sale's speed without it.
      setPriority(constants.priority.PRIORITY_LOW);
      const { ledger, sandbox } = backUp(dataDirOf(globals, shell.env), to);
      if (printer.isJson) printer.json({ file: to, bytes: ledger.bytes, sandboxBytes: sandbox?.bytes ?? null });
      else {
        printer.lines(`${to}: ${ledger.bytes} bytes`);
        if (sandbox !== undefined) printer.lines(`${to}.sandbox: ${sandbox.bytes} bytes`);
      }
      return exitCodes.ok;
    },
  });
}
