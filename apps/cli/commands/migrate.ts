import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { dataDirOf } from '../connect/data-folder.ts';
import { exitCodes } from '../exit-codes.ts';

/** `penstock migrate` */
export function addMigrate(program: Command, build: Build): void {
  const command = program
    .command('migrate')
    .summary('say what a start would do to the ledger’s file')
    .description(
      'Says which version the ledger’s file has and which steps the next start takes to bring it up to date. Changes ' +
        'nothing. A file that is newer than this program is a failure, FILE_TOO_NEW.',
    )
    .requiredOption('--check', 'only look; a start of the server migrates by itself');
  setRun(command, {
    build,
    examples: ['penstock migrate --check --data-dir /var/lib/penstock'],
    run: async ({ shell, globals, printer }) => {
      const { versionOfData } = await import('@penstock/server');
      const { version, programVersion, steps } = versionOfData(dataDirOf(globals, shell.env));
      if (printer.isJson) printer.json({ version: version ?? null, programVersion, steps });
      else {
        printer.lines(version === undefined ? 'There is no file yet.' : `The file has version ${version}.`);
        printer.lines(`This program writes version ${programVersion}.`);
        if (steps.length === 0) printer.lines('There is nothing to do.');
        for (const step of steps) printer.lines(`would run: ${step}`);
      }
      return exitCodes.ok;
    },
  });
}
