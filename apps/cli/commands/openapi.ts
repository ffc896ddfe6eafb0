import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

/** `penstock openapi` */
export function addOpenApi(program: Command, build: Build): void {
  const command = program
    .command('openapi')
    .summary('print the HTTP contract as OpenAPI 3.1')
    .description('Prints the HTTP contract of the server as an OpenAPI 3.1 document.');
  setRun(command, {
    build,
    examples: ['penstock openapi > openapi.json'],
    run: async ({ server, printer }) => {
      printer.json(await server().ask('getOpenApi', {}));
      return exitCodes.ok;
    },
  });
}
