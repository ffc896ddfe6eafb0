import type { PreflightCheck } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Sale } from '@penstock/core';
import { openingSoonMs } from './limits.ts';

/** Whether the opening is still to come: a draft whose opening has passed would open unprepared, the moment it is published. */
export function checkOpening({ state, opensAtMs }: Sale, nowMs: number): PreflightCheck {
  const name = 'opens-in-future';
  const opensAt = formatInstant(opensAtMs);
  if (state !== 'draft') return { name, status: 'ok', detail: `The sale is ${state}; its opening is ${opensAt}.` };
  const leftMs = opensAtMs - nowMs;
  if (leftMs <= 0) {
    const remedy = 'Set opensAt to an instant that is still to come.';
    return { name, status: 'failed', detail: `The opening, ${opensAt}, has passed.`, remedy };
  }
  const detail = `The sale opens in ${Math.ceil(leftMs / 1_000)} s, at ${opensAt}.`;
  if (leftMs >= openingSoonMs) return { name, status: 'ok', detail };
  return { name, status: 'warning', detail, remedy: 'Leave pages a few seconds more to hear of the sale.' };
}

/** Whether there is something to sell. */
export function checkUnits({ variants }: Sale): PreflightCheck {
  const name = 'units';
  const detail = variants.map(({ sku, units }) => `${units} of "${sku}"`).join(', ');
  const empty = variants.filter(({ units }) => units === 0);
  if (empty.length === 0) return { name, status: 'ok', detail: `${detail}.` };
  const remedy = 'Add units to the variants that have none.';
  return { name, status: empty.length === variants.length ? 'failed' : 'warning', detail: `${detail}.`, remedy };
}
