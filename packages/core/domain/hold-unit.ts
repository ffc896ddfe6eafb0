import { assert } from '../assert.ts';
import type { Ask, AskRefusal } from './decide-ask.ts';
import { decideAsk } from './decide-ask.ts';
import { takeUnit } from './gate-changes.ts';
import type { GateOrder, GateSale } from './gate-state.ts';

/** The gate's answer to an ask. `held` is `reserved`: in line, not yet promised. */
export type HoldOutcome = AskRefusal | { readonly kind: 'busy' } | { readonly kind: 'held'; readonly order: GateOrder };

export type HoldMoment = {
  /** The gate's clock. */
  readonly nowMs: number;
  /** Whether too much is on its way to the ledger. Asked only when a unit could be given. */
  readonly isBusy: () => boolean;
  /** Called with an order that was given just now, and not with one that was known. */
  readonly onGiven: (sale: GateSale, order: GateOrder) => void;
};

/**
 * One ask, whole: an order id that was given before gets its order again, whatever became of it; then the decision;
 * then the unit. Every gate follows exactly this.
 */
export function holdUnit(sale: GateSale | undefined, ask: Ask, moment: HoldMoment): HoldOutcome {
  const before = sale?.armed === true ? sale.orders.get(ask.orderId) : undefined;
  if (before !== undefined) return { kind: 'held', order: before };
  const decision = decideAsk(sale, ask, moment.nowMs);
  if (decision.kind !== 'grant') return decision;
  assert(sale !== undefined, 'only a known sale grants');
  if (moment.isBusy()) return { kind: 'busy' };
  const order = takeUnit(sale, ask, decision, moment.nowMs);
  moment.onGiven(sale, order);
  return { kind: 'held', order };
}
