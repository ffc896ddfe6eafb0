import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { effectiveSettings } from '../output/effective-settings.ts';
import { printTable } from '../output/table.ts';

/** `penstock config` */
export function addConfig(program: Command, build: Build): void {
  const command = program
    .command('config')
    .summary('print the settings in effect')
    .description(
      'Prints the settings that a server started here would have, and where each comes from. Of secrets it says only ' +
        'that they are set.',
    );
  setRun(command, {
    build,
    examples: ['penstock config', 'PENSTOCK_PORT=8080 penstock config --json | jq .PENSTOCK_PORT'],
    run: async ({ shell, globals, printer }) => {
      const settings = effectiveSettings(globals, shell.env);
      if (printer.isJson) {
        printer.json(Object.fromEntries(settings.map(({ name, value, source }) => [name, { value, source }])));
      } else {
        const rows = settings.map(({ name, value, source }) => [name, value ?? '(not set)', source]);
        printTable(printer, [{ head: 'setting' }, { head: 'value' }, { head: 'from' }], rows);
      }
      return exitCodes.ok;
    },
  });
}
