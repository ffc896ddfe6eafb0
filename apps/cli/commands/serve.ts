import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import type { ServeOptions } from '../serve/serve-environment.ts';
import { serveEnvironment } from '../serve/serve-environment.ts';

/** `penstock serve` */
export function addServe(program: Command, build: Build): void {
  const command = program
    .command('serve')
    .summary('run the server')
    .description(
      'Runs the server until SIGTERM or Ctrl-C, which end it in order: what is in flight is answered first. A second one ' +
        'ends it at once; nothing that was answered is lost either way. The settings come from the environment.',
    )
    .option(
      '--demo',
      'make secrets, buyers and a sale that opens in 20 s; take the next free port if this one is taken',
    )
    .option('--port <port>', 'the port; else PENSTOCK_PORT, else 3000')
    .option('--host <address>', 'the address to listen on; else PENSTOCK_HOST, else 127.0.0.1');
  setRun<ServeOptions>(command, {
    build,
    examples: ['penstock serve --demo', 'penstock serve --port 8080 --data-dir /var/lib/penstock'],
    run: async (context, { options }) => {
      const environment = serveEnvironment(options, context.globals, context.shell.env);
      // Loaded only here, so that every other command starts without the server.
      const { runServer } = await import('../serve/run-server.ts');
      return runServer(context, environment);
    },
  });
}
