import type { AskCounts } from '../../live/ask-counts.ts';
import type { Engine } from '../../wiring/engine.ts';
import type { Handlers } from '../call.ts';
import { reportJson } from '../report-json.ts';
import { publishedState, unpublishedState } from '../sale-state.ts';
import { noSale } from './sales.ts';

type ReportParts = {
  readonly engine: Pick<Engine, 'view' | 'ledger' | 'audit'>;
  readonly askCounts: Pick<AskCounts, 'numbers'>;
};

/** What became of a sale, in numbers. */
export function reportHandlers({ engine, askCounts }: ReportParts) {
  const { ledger, view } = engine;
  return {
    getReport: async ({ params: { saleId } }) => {
      const sale = await ledger.sale(saleId);
      const [numbers, summary, audit] = await Promise.all([
        ledger.saleNumbers(saleId),
        ledger.saleSummary(saleId),
        engine.audit(saleId),
      ]);
      if (sale === undefined || numbers === undefined || summary === undefined || audit === undefined) {
        return noSale(saleId);
      }
      const nowMs = view.nowMs(saleId);
      const state = sale.state === 'published' ? publishedState(view, saleId) : unpublishedState(sale, nowMs);
      const asks = askCounts.numbers(saleId, performance.now());
      return { status: 200, body: reportJson({ sale, state, numbers, summary, audit, asks, nowMs }) };
    },
  } satisfies Handlers;
}
