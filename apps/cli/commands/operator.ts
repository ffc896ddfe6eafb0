import type { Operator } from '@penstock/contract';
import { operatorRoles } from '@penstock/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Build, Context } from '../command.ts';
import { setRun } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { readPassword } from '../input/read-password.ts';
import { printOperators } from '../output/describe-operators.ts';

type Role = Operator['role'];

/** `penstock operator …`: the accounts of those who run sales. */
export function addOperator(program: Command, build: Build): void {
  const operator = program
    .command('operator')
    .summary('add, list and change the accounts of operators')
    .description(
      'Keeps the accounts with which people sign in to the console. It calls the running server with the admin token.',
    );
  addAdd(operator, build);
  addList(operator, build);
  addSwitch(operator, build, { name: 'disable', disabled: true, summary: 'disable an account and end its sessions' });
  addSwitch(operator, build, { name: 'enable', disabled: false, summary: 'enable an account again' });
  addPassword(operator, build);
}

const passwordText =
  'The password is asked for at a terminal, and not shown; else it is the first line of standard input.';

function addAdd(operator: Command, build: Build): void {
  const command = operator
    .command('add')
    .argument('<name>', 'who signs in: lower-case letters, digits, _ . @ -')
    .summary('add an account')
    .description(`Adds an account. ${passwordText}`)
    .addOption(
      new Option('--role <role>', 'viewer reads, operator runs sales, admin keeps accounts too')
        .choices(operatorRoles)
        .makeOptionMandatory(),
    );
  setRun<{ readonly role: Role }>(command, {
    build,
    examples: ['penstock operator add ann --role operator', 'pass show ann | penstock operator add ann --role admin'],
    run: async (context, { args: [name = ''], options: { role } }) => {
      const server = context.operator();
      const password = await readPassword(context.shell, name);
      return printed(context, await server.ask('createOperator', { body: { name, role, password } }));
    },
  });
}

function addList(operator: Command, build: Build): void {
  const command = operator.command('list').summary('list the accounts').description('Lists all accounts.');
  setRun(command, {
    build,
    examples: ['penstock operator list'],
    run: async ({ operator: connect, printer }) => {
      const answer = await connect().ask('listOperators', {});
      if (printer.isJson) printer.json(answer);
      else if (answer.operators.length > 0) printOperators(printer, answer.operators);
      else printer.lines('There is no account yet. Make one: penstock operator add ann --role admin');
      return exitCodes.ok;
    },
  });
}

type Switch = { readonly name: 'disable' | 'enable'; readonly disabled: boolean; readonly summary: string };

function addSwitch(operator: Command, build: Build, { name: word, disabled, summary }: Switch): void {
  const command = operator
    .command(word)
    .argument('<name>', 'the account')
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .option('--reason <text>', 'why; it is kept in the log of operators');
  setRun<{ readonly reason?: string }>(command, {
    build,
    examples: [`penstock operator ${word} ann --reason "${disabled ? 'left the shop' : 'is back'}"`],
    run: async (context, { args: [name = ''], options }) => {
      const body = { disabled, ...options };
      return printed(context, await context.operator().ask('changeOperator', { params: { name }, body }));
    },
  });
}

function addPassword(operator: Command, build: Build): void {
  const command = operator
    .command('password')
    .argument('<name>', 'the account')
    .summary('give an account a new password')
    .description(`Gives an account a new password, and ends its sessions. ${passwordText}`);
  setRun(command, {
    build,
    examples: ['penstock operator password ann'],
    run: async (context, { args: [name = ''] }) => {
      const server = context.operator();
      const password = await readPassword(context.shell, name);
      return printed(context, await server.ask('changeOperator', { params: { name }, body: { password } }));
    },
  });
}

function printed({ printer }: Context, account: Operator): ExitCode {
  if (printer.isJson) printer.json(account);
  else printOperators(printer, [account]);
  return exitCodes.ok;
}
