import type { PreflightCheck } from '@penstock/contract';
import { inFlightAgeMaxMs, isFailure } from '@penstock/core';
import { queueWarnMs, workerSilentMs } from './limits.ts';
import type { PreflightParts } from './preflight.ts';

type Engine = PreflightParts['engine'];

/** Whether everything that carries orders on does so: those that record, and every loop by its last round. */
export function checkWorkers({
  workers,
  troubles,
  clock,
}: Pick<Engine, 'workers' | 'troubles' | 'clock'>): PreflightCheck {
  const name = 'workers';
  const failing = troubles();
  const { recorders, recordersMax, rounds } = workers();
  const silent = rounds.filter(({ lastAtMs }) => clock.nowMs() - lastAtMs > workerSilentMs);
  const remedy = 'Look into the log; start the server again if it says nothing.';
  if (failing.length > 0) return { name, status: 'failed', detail: `Now: ${failing.join('; ')}.`, remedy };
  if (recorders < recordersMax) {
    return { name, status: 'failed', detail: `${recorders} of ${recordersMax} recorders run.`, remedy };
  }
  if (silent.length > 0) {
    const named = silent.map((round) => round.name).join(', ');
    return { name, status: 'failed', detail: `Stands still: ${named}.`, remedy };
  }
  return { name, status: 'ok', detail: `${recorders} recorders and ${rounds.length} loops run.` };
}

/** Whether what is in line to the ledger, of all sales, moves. */
export async function checkQueue({ catalog, queueOf }: Pick<Engine, 'catalog' | 'queueOf'>): Promise<PreflightCheck> {
  const name = 'queue';
  try {
    const queues = await Promise.all(catalog.allPublished().map(({ saleId }) => queueOf(saleId)));
    const depth = queues.reduce((sum, queue) => sum + (queue?.depth ?? 0), 0);
    const oldestAgeMs = Math.max(0, ...queues.map((queue) => queue?.oldestAgeMs ?? 0));
    const detail = `${depth} orders are in line to the ledger, the oldest for ${Math.round(oldestAgeMs)} ms.`;
    if (oldestAgeMs < queueWarnMs) return { name, status: 'ok', detail };
    const remedy = 'The ledger does not keep up: look at the disk.';
    return { name, status: oldestAgeMs < inFlightAgeMaxMs ? 'warning' : 'failed', detail, remedy };
  } catch (error) {
    if (!isFailure(error, 'GATE_UNAVAILABLE')) throw error;
    return {
      name,
      status: 'failed',
      detail: 'A gate gives no answer.',
      remedy: 'See that it runs and can be reached.',
    };
  }
}

/** An id that no payment has: who answers that it is unknown, answers. */
const unknownPaymentId = 'preflight';

/** Whether the payment provider answers. */
export async function checkPayments({ provider, clock }: Pick<Engine, 'provider' | 'clock'>): Promise<PreflightCheck> {
  const name = 'payments';
  if (provider.name === 'none') {
    const remedy = 'Name a provider in PENSTOCK_PAYMENT_PROVIDER, if buyers are to pay.';
    return { name, status: 'warning', detail: 'There is no payment provider: held units cannot be paid.', remedy };
  }
  const askedMs = clock.nowMs();
  try {
    await provider.find(unknownPaymentId);
    return { name, status: 'ok', detail: `${provider.name} answered within ${clock.nowMs() - askedMs} ms.` };
  } catch (error) {
    if (!isFailure(error, 'PROVIDER_UNAVAILABLE')) throw error;
    const remedy = 'See that the provider works; buyers could hold units and not pay.';
    return { name, status: 'failed', detail: `${provider.name} gives no answer.`, remedy };
  }
}
