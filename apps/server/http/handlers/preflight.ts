import { formatInstant } from '@penstock/contract';
import type { PreflightParts } from '../../preflight/preflight.ts';
import { preflight } from '../../preflight/preflight.ts';
import type { Handlers } from '../call.ts';
import { noSale } from './sales.ts';

/** Whether a sale can be published. */
export function preflightHandlers(parts: PreflightParts) {
  return {
    getPreflight: async ({ params: { saleId } }) => {
      const sale = await parts.engine.ledger.sale(saleId);
      if (sale === undefined) return noSale(saleId);
      const { isReady, atMs, checks } = await preflight(parts, sale);
      return { status: 200, body: { saleId, ready: isReady, at: formatInstant(atMs), checks: [...checks] } };
    },
  } satisfies Handlers;
}
