import { Command } from 'commander';
import type { Build } from './command.ts';
import { setExamples } from './command.ts';
import { addAudit } from './commands/audit.ts';
import { addBackup } from './commands/backup.ts';
import { addConfig } from './commands/config.ts';
import { addDoctor } from './commands/doctor.ts';
import { addJournal } from './commands/journal.ts';
import { addMigrate } from './commands/migrate.ts';
import { addOpenApi } from './commands/openapi.ts';
import { addOperator } from './commands/operator.ts';
import { addOrder } from './commands/order.ts';
import { addOrders } from './commands/orders.ts';
import { addPayments } from './commands/payments.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addRestore } from './commands/restore.ts';
import { addRush } from './commands/rush.ts';
import { addSale } from './commands/sale.ts';
import { addServe } from './commands/serve.ts';
import { addWatch } from './commands/watch.ts';
import { addWebhooks } from './commands/webhooks.ts';
import { addGlobalOptions } from './global-options.ts';
import packageJson from './package.json' with { type: 'json' };

/** The whole command line: every command with its options, its help and its work. */
export function createProgram(build: Build): Command {
  const { shell } = build;
  const program = new Command('penstock')
    .description('Runs a flash sale: opens it on the dot, sells each unit once, keeps the books.')
    .version(packageJson.version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void shell.stdout.write(text),
      writeErr: (text) => void shell.stderr.write(text),
      // Errors are thrown, and said by whoever catches them, in one form for all.
      outputError: () => undefined,
      getOutHelpWidth: () => shell.stdout.columns ?? 0,
      getErrHelpWidth: () => shell.stderr.columns ?? 0,
    });
  addGlobalOptions(program);
  setExamples(program, [
    'penstock serve --demo',
    "penstock sale create --units 100 --opens-at '15:00[Asia/Shanghai]'",
    'penstock watch demo-1',
    'penstock audit demo-1',
  ]);
  program.addHelpText('after', `\nExit codes: 0 yes or done; 1 the answer is no; 2 it could not be done.`);
  for (const add of commands) add(program, build);
  return program;
}

const commands = [
  ...[addWebhooks, addBackup, addRestore, addMigrate],
  ...[addServe, addSale, addOrders, addOrder, addPayments, addJournal, addAudit, addRebuild, addWatch],
  ...[addOperator, addRush, addDoctor, addConfig, addOpenApi],
];
