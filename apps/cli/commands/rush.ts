import { rushCommand, rushOptions } from '@penstock/rush';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { globalOptionNames } from '../global-options.ts';
import { onStopSignal } from '../stop-signals.ts';

/** `penstock rush`: its options and its exit codes are those of the rush itself. */
export function addRush(program: Command, build: Build): void {
  const command = program
    .command('rush')
    .summary('play a crowd and judge what it saw')
    .description(
      'Plays a crowd of buyers against the server, keeps the history of what each asked and heard, and judges it by the ' +
        'invariants. Ends with 1 when one of them broke.',
    );
  for (const { name, flag, text, default: fallback } of rushOptions) {
    if (globalOptionNames.includes(name)) continue;
    const option = new Option(flag, text);
    command.addOption(fallback === undefined ? option : option.default(fallback));
  }
  setRun(command, {
    build,
    examples: [
      'penstock rush --buyers 20000',
      'penstock rush --sale demo-1 --buyers 5000 --twice 0.2 --cancel 0.1 --seed 7',
      'penstock rush --json --html report.html > report.json',
    ],
    run: async ({ shell }) => {
      const stopping = new AbortController();
      const stopListening = onStopSignal(shell.monotonicMs, (nth) => {
        if (nth > 1) process.exit(exitCodes.failed);
        stopping.abort();
      });
      const { env, stdout, stderr } = shell;
      const raw = command.optsWithGlobals();
      const exitCode = await rushCommand(raw, { environment: env, stdout, stderr, signal: stopping.signal });
      stopListening();
      return exitCode;
    },
  });
}
