/** Renders the documentation of the command line from its own definitions. */
import { examplesOf } from '../command.ts';
import { createProgram } from '../program.ts';

type Program = ReturnType<typeof createProgram>;

const nobody = {
  env: {},
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  nowMs: () => 0,
  monotonicMs: () => 0,
};

/** The whole page, as Markdown. */
export function cliPage(): string {
  const program = createProgram({ shell: nobody, finish: () => undefined });
  return [
    '# The command line',
    `${program.description()} In a clone it is called \`npx penstock\`.`,
    'This page is written by `node apps/cli/documentation/write-cli-page.ts` from the definitions in `apps/cli`.',
    '## Exit codes',
    table(
      ['code', 'meaning'],
      [
        ['0', 'done, and the answer is yes'],
        ['1', 'done, and the answer is no: the books do not balance, an invariant broke, the server refused'],
        ['2', 'it could not be done: a bad option, no server; standard error says what, why and what next'],
      ],
    ),
    '## Options of every command',
    optionTable(program),
    'With `--json` standard output holds exactly one JSON value, or lines of JSON where a command streams; errors are a ' +
      'problem object (RFC 9457) on standard error, with `code` and `remedy`. A table that does not go to a terminal is ' +
      'written as lines with tabs.',
    ...leavesOf(program).map(commandSection),
    '',
  ].join('\n\n');
}

/** The commands that do something, in the order of the help. */
function leavesOf(command: Program): readonly Program[] {
  const below = command.commands as readonly Program[];
  return below.flatMap((each) => (each.commands.length > 0 ? leavesOf(each) : [each]));
}

function commandSection(command: Program): string {
  const name = pathOf(command);
  const args = command.registeredArguments.map((argument) => [`\`<${argument.name()}>\``, argument.description]);
  const usage = [name, ...command.registeredArguments.map((argument) => `<${argument.name()}>`)].join(' ');
  return [
    `## \`${name}\``,
    command.description(),
    fence('text', [`${usage}${command.options.length > 0 ? ' [options]' : ''}`]),
    ...(args.length === 0 ? [] : [table(['argument', 'meaning'], args)]),
    ...(command.options.length === 0 ? [] : [optionTable(command)]),
    fence('sh', examplesOf(command)),
  ].join('\n\n');
}

function pathOf(command: Program): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent as Program)} ${command.name()}`;
}

function optionTable(command: Program): string {
  const rows = command.options.map((option) => {
    const choices = option.argChoices === undefined ? '' : `: ${option.argChoices.join(', ')}`;
    const isShown = option.defaultValue !== undefined && !option.isBoolean();
    const end = option.mandatory ? ' (needed)' : isShown ? ` (default: ${String(option.defaultValue)})` : '';
    return [`\`${option.flags}\``, `${option.description}${choices}${end}`];
  });
  return table(['option', 'meaning'], rows);
}

const fence = (language: string, lines: readonly string[]): string => `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
