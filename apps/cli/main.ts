/** The command line `penstock`; see `docs/cli.md`. */
import { exitCodes } from './exit-codes.ts';
import { run } from './run.ts';

// A reader that has seen enough (`| head`) closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  // Looked at only by what reads it: opening it is an effect of its own.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
});
