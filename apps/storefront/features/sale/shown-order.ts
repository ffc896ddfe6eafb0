// Which of a visitor's orders is shown in place of the sale, if any.
import type { Order } from '@penstock/contract';
import { isLive } from '../order/is-live.ts';
import type { SaleStage } from './sale-stage.ts';

/** Stages of an intent that is on its way: nothing else matters until it has arrived. */
const flightStages: ReadonlySet<SaleStage> = new Set([
  'unreachable',
  'checking',
  'too-fast',
  'busy',
  'slow',
  'sending',
]);

/** The newest live order, unless an intent is on its way or one more may be asked for. */
export function shownOrder(
  orders: readonly Order[],
  { stage, perBuyer }: { readonly stage: SaleStage; readonly perBuyer: number },
): Order | undefined {
  const live = orders.filter(isLive);
  const mayHaveMore = stage === 'one-more' && live.length < perBuyer;
  return flightStages.has(stage) || mayHaveMore ? undefined : live[0];
}
