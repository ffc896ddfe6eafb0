import type { AdminSale } from '@penstock/contract';
import type { RunningServer } from '@penstock/server';
import { startServer } from '@penstock/server';
import type { Context } from '../command.ts';
import { connectServer } from '../connect/server.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { reportError } from '../report-error.ts';
import type { Environment } from '../shell.ts';
import { onStopSignal } from '../stop-signals.ts';
import { bannerLines } from './banner.ts';
import { createDemoSale } from './demo-sale.ts';

/** Runs a server until a signal ends it, or until it cannot go on. Throws what keeps it from starting. */
export async function runServer(
  context: Context,
  { env, isDemo }: { readonly env: Environment; readonly isDemo: boolean },
): Promise<ExitCode> {
  const { shell, printer } = context;
  const toStop = Promise.withResolvers<'signal'>();
  const stopListening = onStopSignal(shell.monotonicMs, (nth) => {
    if (nth > 1) process.exit(exitCodes.no);
    toStop.resolve('signal');
  });
  const say = (text: string) => shell.stderr.write(`penstock: ${text}\n`);
  const running = await startServer({ env, isDemo });
  const { url, dataDir, demoOperator, paymentProvider } = running;
  if (running.isOtherPort)
    say(`port ${env.PENSTOCK_PORT || '3000'} is taken by another process; this one listens at ${url}`);
  const sale = isDemo ? await demoSaleOf(running) : undefined;
  if (printer.isJson)
    printer.json({ url, dataDir, paymentProvider, pid: process.pid, ...(sale === undefined ? {} : { sale }) });
  else {
    const isTokenGiven = Boolean(env.PENSTOCK_ADMIN_TOKEN);
    printer.lines(...bannerLines({ url, dataDir, isTokenGiven, demoOperator, paymentProvider, sale }, printer.paint));
  }
  const end = await Promise.race([toStop.promise, running.failed.then((error) => ({ error }))]);
  if (end !== 'signal') {
    reportError(shell, end.error, printer.isJson);
    // The engine does not know what it stored: nothing may go on, not even an orderly end.
    process.exit(exitCodes.no);
  }
  say('stopping: what is in flight is answered first. A second signal ends it at once.');
  await running.stop();
  stopListening();
  say('stopped.');
  return exitCodes.ok;
}

async function demoSaleOf(running: RunningServer): Promise<AdminSale> {
  try {
    return await createDemoSale(connectServer({ baseUrl: running.url, token: running.adminToken }));
  } catch (error) {
    // Without its sale the start has failed, and a server that nobody was told of must not stay behind.
    await running.stop();
    throw error;
  }
}
