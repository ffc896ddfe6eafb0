import type { PhaseEvent, SaleEvents, SalePhase } from '@penstock/contract';
import { salePhases } from '@penstock/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Build, Context } from '../command.ts';
import { setRun } from '../command.ts';
import { followSale, tell } from '../connect/follow-sale.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { createSaleView } from '../output/sale-view.ts';
import { onStopSignal } from '../stop-signals.ts';

type Options = { readonly until?: SalePhase };

/** `penstock watch` */
export function addWatch(program: Command, build: Build): void {
  const command = program
    .command('watch')
    .argument('<saleId>', 'the sale')
    .summary('watch a sale live')
    .description(
      'Shows a sale live: a board on a terminal, else a line for each event (lines of JSON with --json). Ends with ' +
        'Ctrl-C, or with --until: 0 when the sale comes to that phase, 1 when it ends before.',
    )
    .addOption(new Option('--until <phase>', 'end when the sale is in this phase').choices(salePhases));
  setRun<Options>(command, {
    build,
    examples: [
      'penstock watch phone-11-11',
      'penstock watch phone-11-11 --until sold-out && penstock audit phone-11-11',
    ],
    run: (context, { args: [saleId = ''], options }) => watch(context, saleId, options.until),
  });
}

async function watch(context: Context, saleId: string, until: SalePhase | undefined): Promise<ExitCode> {
  const server = context.server();
  const sale = await server.ask('getSale', { params: { saleId } });
  const view = createSaleView(context, { saleId, title: sale?.title ?? '' });
  const { promise, resolve } = Promise.withResolvers<ExitCode>();
  const onEvent = <Name extends keyof SaleEvents>(name: Name, data: SaleEvents[Name]) => {
    view.onEvent(name, data);
    const phase = name === 'phase' ? (data as PhaseEvent).phase : undefined;
    if (until === undefined || phase === undefined) return;
    if (phase === until) resolve(exitCodes.ok);
    else if (phase === 'ended') resolve(exitCodes.no);
  };
  if (sale !== undefined) tell({ onEvent }, sale);
  const stopFollowing = followSale(server, saleId, { onEvent, onState: view.onState });
  const stopListening = onStopSignal(context.shell.monotonicMs, () => resolve(exitCodes.ok));
  const exitCode = await promise;
  stopListening();
  stopFollowing();
  view.end();
  return exitCode;
}
