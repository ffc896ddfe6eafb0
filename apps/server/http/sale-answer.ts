import type { AdminSale } from '@penstock/contract';
import type { Sale } from '@penstock/core';
import type { Engine } from '../wiring/engine.ts';
import { adminSaleJson } from './sale-json.ts';
import { ledgerState, publishedState, unpublishedState } from './sale-state.ts';

type SaleEngine = Pick<Engine, 'view' | 'ledger'>;

/**
 * A sale as its operators see it. While its gate cannot tell the ledger does: whoever looks after a gate that is
 * loaded, rebuilt or away needs the numbers most of all. What is not published is at no gate, and all of it is free.
 */
export async function saleAsItIs({ view, ledger }: SaleEngine, sale: Sale): Promise<AdminSale> {
  if (sale.state !== 'published') return adminSaleJson(sale, unpublishedState(sale, view.nowMs()));
  const atGate = publishedState(view, sale.saleId);
  if (atGate !== undefined) return adminSaleJson(sale, atGate);
  return adminSaleJson(sale, ledgerState(sale, await ledger.places(sale.saleId), view.nowMs(sale.saleId)));
}

/** Answers an operator with a sale as it is now. */
export async function saleAnswer(engine: SaleEngine, sale: Sale) {
  return { status: 200, body: await saleAsItIs(engine, sale) } as const;
}
