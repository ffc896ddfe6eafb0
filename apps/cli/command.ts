import type { Command } from 'commander';
import type { Server } from './connect/server.ts';
import { connectServer } from './connect/server.ts';
import { adminTokenOf, baseUrlOf } from './connect/target.ts';
import type { ExitCode } from './exit-codes.ts';
import type { GlobalOptions } from './global-options.ts';
import type { Printer } from './output/printer.ts';
import { createPrinter } from './output/printer.ts';
import type { Shell } from './shell.ts';

/** What one run of a command works with. */
export type Context = {
  readonly shell: Shell;
  readonly globals: GlobalOptions;
  readonly printer: Printer;
  /** The server, spoken to as anybody. Throws when nothing says where it is. */
  server(): Server;
  /** The server, spoken to as an operator. Throws when nothing says where it is, or no token is known. */
  operator(): Server;
};

/** The program under construction: commands are added to it, and the one that runs leaves its exit code. */
export type Build = {
  readonly shell: Shell;
  readonly finish: (exitCode: ExitCode) => void;
};

/** A command's own work: its arguments as they stand, and its own options. */
export type Run<Options> = (
  context: Context,
  call: { readonly args: readonly string[]; readonly options: Options },
) => Promise<ExitCode>;

/** Gives a command its work and its examples; each example is a whole line to type. */
export function setRun<Options extends object>(
  command: Command,
  { build, examples, run }: { readonly build: Build; readonly examples: readonly string[]; readonly run: Run<Options> },
): void {
  setExamples(command, examples);
  command.action(async () => {
    const context = createContext(build.shell, command.optsWithGlobals<GlobalOptions>());
    build.finish(await run(context, { args: command.args, options: command.opts<Options>() }));
  });
}

const examplesByCommand = new WeakMap<Command, readonly string[]>();

/** The examples of a command, for its page in the documentation. */
export const examplesOf = (command: Command): readonly string[] => examplesByCommand.get(command) ?? [];

/** Gives a command examples, which its help shows. */
export function setExamples(command: Command, examples: readonly string[]): void {
  examplesByCommand.set(command, examples);
  command.addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`);
}

function createContext(shell: Shell, globals: GlobalOptions): Context {
  return {
    shell,
    globals,
    printer: createPrinter(shell, globals),
    server: () => connectServer({ baseUrl: baseUrlOf(globals, shell.env) }),
    operator: () => {
      const baseUrl = baseUrlOf(globals, shell.env);
      return connectServer({ baseUrl, token: adminTokenOf(globals, shell.env) });
    },
  };
}
