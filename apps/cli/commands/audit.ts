import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { auditExitCode, printAudit } from '../output/describe-audit.ts';

/** `penstock audit` */
export function addAudit(program: Command, build: Build): void {
  const command = program
    .command('audit')
    .argument('<saleId>', 'the sale')
    .summary('compare gate and ledger, unit by unit')
    .description(
      'Compares gate and ledger, unit by unit. Ends with 0 when the books balance, with 1 when they do not (and names ' +
        'the units), and with 2 when so much moved that no moment could be judged.',
    );
  setRun(command, {
    build,
    examples: ['penstock audit phone-11-11', 'penstock audit phone-11-11 --json | jq .balanced'],
    run: async ({ operator, printer }, { args: [saleId = ''] }) => {
      const audit = await operator().ask('getAudit', { params: { saleId } });
      if (printer.isJson) printer.json(audit);
      else printAudit(printer, audit);
      return auditExitCode(audit);
    },
  });
}
