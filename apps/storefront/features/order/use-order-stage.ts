// Everything that the panel of one order knows and does.
import type { Order } from '@penstock/contract';
import type { ComputedRef } from 'vue';
import { computed, watch } from 'vue';
import { useSay, useShop } from '../../shop.ts';
import { useMilestones } from '../announce/use-milestones.ts';
import { useStageNews } from '../announce/use-stage-news.ts';
import { buzz } from '../buzz.ts';
import type { Panel } from '../panel.ts';
import { orderPanel } from './order-panel.ts';
import type { OrderStage } from './order-state.ts';
import { orderStage, payByMs } from './order-state.ts';
import { useOrderNews } from './use-order-news.ts';
import type { Payment } from './use-payment.ts';
import { usePayment } from './use-payment.ts';

export type OrderStageState = {
  readonly shown: ComputedRef<{ readonly stage: OrderStage; readonly panel: Panel }>;
  readonly payment: Payment;
};

/** @param onOrder hears of the order as it becomes */
export function useOrderStage(
  order: () => Order,
  { isOwnPage, onOrder }: { readonly isOwnPage: boolean; readonly onOrder: (order: Order) => void },
): OrderStageState {
  const { ticker } = useShop();
  const say = useSay();
  const payment = usePayment(onOrder);
  const shown = computed(() => {
    const nowMs = ticker.nowMs.value;
    const stage = orderStage(order(), nowMs);
    const facts = { order: order(), nowMs, isPaying: payment.isPaying.value, isOwnPage };
    return { stage, panel: orderPanel(stage, facts, say.value) };
  });
  const holdEndsAtMs = (): number | undefined => (order().status === 'awaiting_payment' ? payByMs(order()) : undefined);
  ticker.countTo(holdEndsAtMs);
  useMilestones(holdEndsAtMs, { minutes: 'say.hold-minutes', seconds: 'say.hold-seconds' }, true);
  useStageNews(() => shown.value);
  useOrderNews(order, onOrder);
  // One that was won at once buzzes with its answer.
  watch(
    () => order().status,
    (status, before) => {
      if (before === 'reserved' && status === 'awaiting_payment') buzz();
    },
  );
  return { shown, payment };
}
