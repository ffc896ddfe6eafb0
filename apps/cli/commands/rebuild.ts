import type { SaleAction } from '@penstock/contract';
import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { auditExitCode, printAudit } from '../output/describe-audit.ts';

/** `penstock rebuild` */
export function addRebuild(program: Command, build: Build): void {
  const command = program
    .command('rebuild')
    .argument('<saleId>', 'the sale')
    .summary('rebuild the gate from the ledger')
    .description(
      'Rebuilds the gate of a sale from the ledger, behind a fence: for a few seconds nothing is given, and nothing that ' +
        'was promised is lost. Ends like `penstock audit`.',
    )
    .option('--reason <text>', 'why; it is kept');
  setRun<SaleAction>(command, {
    build,
    examples: ['penstock rebuild phone-11-11 --reason "audit named unit 17"'],
    run: async ({ operator, printer }, { args: [saleId = ''], options }) => {
      const audit = await operator().ask('rebuildGate', { params: { saleId }, body: options });
      if (printer.isJson) printer.json(audit);
      else printAudit(printer, audit);
      return auditExitCode(audit);
    },
  });
}
