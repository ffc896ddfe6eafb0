import type { PreflightCheck } from '@penstock/contract';
import { inFlightAgeMaxMs, isFailure } from '@penstock/core';
import { queueWarnMs, workerSilentMs } from './limits.ts';
import type { PreflightParts } from './preflight.ts';

type Engine = PreflightParts['engine'];

/** Whether everything that carries orders on does so: those that record, and every loop by its last round. */
export function checkWorkers({ workers, clock }: Pick<Engine, 'workers' | 'clock'>): PreflightCheck {
  const name = 'workers';
  const { recorders, recordersMax, rounds } = workers();
  const failing = rounds.filter(({ trouble }) => trouble !== undefined);
  const silent = rounds.filter(({ lastAtMs }) => clock.nowMs() - lastAtMs > workerSilentMs);
  const remedy = 'Look into the log; start the server again if it says nothing.';
  if (failing.length > 0) {
    const detail = `Now: ${failing.map(({ trouble }) => trouble).join('; ')}.`;
    return { name, status: 'failed', detail, remedy, code: 'loops-fail', params: { loops: namesOf(failing) } };
  }
  if (recorders < recordersMax) {
    const detail = `${recorders} of ${recordersMax} recorders run.`;
    return { name, status: 'failed', detail, remedy, code: 'recorders-missing', params: { recorders, recordersMax } };
  }
  if (silent.length > 0) {
    const detail = `Stands still: ${namesOf(silent).join(', ')}.`;
    return { name, status: 'failed', detail, remedy, code: 'loops-stand-still', params: { loops: namesOf(silent) } };
  }
  const detail = `${recorders} recorders and ${rounds.length} loops run.`;
  return { name, status: 'ok', detail, code: 'workers-run', params: { recorders, loopCount: rounds.length } };
}

const namesOf = (rounds: readonly { readonly name: string }[]): readonly string[] => rounds.map(({ name }) => name);

/** Whether what is in line to the ledger, of all sales, moves. */
export async function checkQueue({ catalog, queueOf }: Pick<Engine, 'catalog' | 'queueOf'>): Promise<PreflightCheck> {
  const name = 'queue';
  try {
    const queues = await Promise.all(catalog.allPublished().map(({ saleId }) => queueOf(saleId)));
    const depth = queues.reduce((sum, queue) => sum + (queue?.depth ?? 0), 0);
    const oldestAgeMs = Math.max(0, ...queues.map((queue) => queue?.oldestAgeMs ?? 0));
    const params = { orders: depth, ageMs: Math.round(oldestAgeMs) };
    const detail = `${depth} orders are in line to the ledger, the oldest for ${params.ageMs} ms.`;
    if (oldestAgeMs < queueWarnMs) return { name, status: 'ok', detail, code: 'queue-moves', params };
    const remedy = 'The ledger does not keep up: look at the disk.';
    const status = oldestAgeMs < inFlightAgeMaxMs ? 'warning' : 'failed';
    return { name, status, detail, remedy, code: 'queue-slow', params };
  } catch (error) {
    if (!isFailure(error, 'GATE_UNAVAILABLE')) throw error;
    return {
      name,
      status: 'failed',
      detail: 'A gate gives no answer.',
      remedy: 'See that it runs and can be reached.',
      code: 'gate-silent',
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
    const detail = 'There is no payment provider: held units cannot be paid.';
    return { name, status: 'warning', detail, remedy, code: 'no-provider' };
  }
  const askedMs = clock.nowMs();
  try {
    await provider.find(unknownPaymentId);
    const ms = clock.nowMs() - askedMs;
    const detail = `${provider.name} answered within ${ms} ms.`;
    return { name, status: 'ok', detail, code: 'provider-answers', params: { provider: provider.name, ms } };
  } catch (error) {
    if (!isFailure(error, 'PROVIDER_UNAVAILABLE')) throw error;
    const remedy = 'See that the provider works; buyers could hold units and not pay.';
    const detail = `${provider.name} gives no answer.`;
    return { name, status: 'failed', detail, remedy, code: 'provider-silent', params: { provider: provider.name } };
  }
}
