import type { PreflightCheck } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Sale } from '@penstock/core';
import { openingSoonMs } from './limits.ts';

/** Whether the opening is still to come: a draft whose opening has passed would open unprepared, the moment it is published. */
export function checkOpening({ state, opensAtMs }: Sale, nowMs: number): PreflightCheck {
  const name = 'opens-in-future';
  const opensAt = formatInstant(opensAtMs);
  if (state !== 'draft') {
    const detail = `The sale is ${state}; its opening is ${opensAt}.`;
    return { name, status: 'ok', detail, code: 'not-a-draft', params: { at: opensAt } };
  }
  const leftMs = opensAtMs - nowMs;
  if (leftMs <= 0) {
    const remedy = 'Set opensAt to an instant that is still to come.';
    const detail = `The opening, ${opensAt}, has passed.`;
    return { name, status: 'failed', detail, remedy, code: 'opening-passed', params: { at: opensAt } };
  }
  const params = { seconds: Math.ceil(leftMs / 1_000), at: opensAt };
  const detail = `The sale opens in ${params.seconds} s, at ${opensAt}.`;
  if (leftMs >= openingSoonMs) return { name, status: 'ok', detail, code: 'opens-later', params };
  const remedy = 'Leave pages a few seconds more to hear of the sale.';
  return { name, status: 'warning', detail, remedy, code: 'opens-soon', params };
}

/** Whether there is something to sell. */
export function checkUnits({ variants }: Sale): PreflightCheck {
  const name = 'units';
  const detail = `${variants.map(({ sku, units }) => `${units} of "${sku}"`).join(', ')}.`;
  const empty = variants.filter(({ units }) => units === 0).map(({ sku }) => sku);
  const units = variants.reduce((sum, variant) => sum + variant.units, 0);
  if (empty.length === 0) return { name, status: 'ok', detail, code: 'has-units', params: { units } };
  const remedy = 'Add units to the variants that have none.';
  if (units === 0) return { name, status: 'failed', detail, remedy, code: 'no-units' };
  return { name, status: 'warning', detail, remedy, code: 'some-without-units', params: { skus: empty } };
}
