// Where a sale stands for its visitor at this moment.
import type { Order, Sale, Variant } from '@penstock/contract';
import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import { useSay, useShop } from '../../shop.ts';
import type { Flight } from '../ask/flight.ts';
import { isLive } from '../order/is-live.ts';
import type { Panel } from '../panel.ts';
import type { SalePanelFacts } from './sale-panel.ts';
import { salePanel } from './sale-panel.ts';
import type { SaleStage } from './sale-stage.ts';
import { saleStage } from './sale-stage.ts';

export type ShownSale = { readonly stage: SaleStage; readonly panel: Panel; readonly perBuyer: number };

export type SalePanelInputs = {
  readonly sale: () => Sale | undefined;
  readonly variant: () => Variant | undefined;
  readonly orders: () => readonly Order[];
  readonly flight: () => Flight;
  readonly isWatching: () => boolean;
};

/** Undefined until the sale is read. */
export function useSalePanel(inputs: SalePanelInputs): ComputedRef<ShownSale | undefined> {
  const { clock, ticker, session } = useShop();
  const say = useSay();
  return computed(() => {
    const [sale, variant, flight] = [inputs.sale(), inputs.variant(), inputs.flight()];
    if (sale === undefined || variant === undefined) return undefined;
    const steadyMs = ticker.steadyMs.value;
    const facts: SalePanelFacts = {
      phase: sale.phase,
      available: variant.available,
      held: variant.held,
      opensAtMs: Date.parse(sale.opensAt),
      closesAtMs: sale.closesAt === null ? undefined : Date.parse(sale.closesAt),
      liveOrders: inputs.orders().filter(isLive).length,
      nowMs: ticker.nowMs.value,
      armDelayMs: clock.armDelayMs(),
      steadyMs,
      flight,
      isSignedOut: session.visitor.value.kind === 'signed-out',
      isWatching: inputs.isWatching(),
      units: variant.units,
      perBuyer: sale.perBuyer,
      paymentWindowMs: sale.paymentWindowSeconds * 1_000,
      mayReturnFromMs: mayReturnFromMs(flight),
    };
    const stage = saleStage(facts);
    return { stage, panel: salePanel(stage, facts, say.value), perBuyer: sale.perBuyer };
  });
}

function mayReturnFromMs(flight: Flight): number | undefined {
  const instant = flight.kind === 'refused' ? flight.problem.mayReturnFrom : undefined;
  return instant === undefined || instant === null ? undefined : Date.parse(instant);
}
