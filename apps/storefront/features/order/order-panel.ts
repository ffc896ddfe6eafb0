// The words and the button of each stage of an order.

import type { Order } from '@penstock/contract';
import { holdWarningMs } from '../../limits.ts';
import type { Say } from '../language/say.ts';
import type { Panel, PanelLook } from '../panel.ts';
import { panelOf } from '../panel.ts';
import type { OrderStage } from './order-state.ts';
import { orderCode, payByMs } from './order-state.ts';

export type OrderPanelFacts = {
  readonly order: Order;
  /** The server's time; undefined until it is known. */
  readonly nowMs: number | undefined;
  /** The payment is being opened. */
  readonly isPaying: boolean;
  /** Whether the panel stands on the order's own page, where a button to it would lead nowhere. */
  readonly isOwnPage: boolean;
};

const looks: { readonly [stage in OrderStage]: PanelLook } = {
  reserved: { tone: 'wait', action: 'busy' },
  awaiting_payment: { tone: 'good', action: 'pay' },
  'time-up': { tone: 'warn', action: 'busy' },
  paid: { tone: 'good', action: 'see-order' },
  expired: { tone: 'still', action: 'see-order' },
  cancelled: { tone: 'still', action: 'see-order' },
  refused: { tone: 'bad', action: 'see-order' },
  refund_due: { tone: 'wait', action: 'see-order' },
  refunded: { tone: 'good', action: 'see-order' },
};

/** The panel of an order in this stage. */
export function orderPanel(stage: OrderStage, { order, nowMs, isPaying, isOwnPage }: OrderPanelFacts, say: Say): Panel {
  const endsAtMs = payByMs(order);
  const leftMs = endsAtMs === undefined || nowMs === undefined ? undefined : endsAtMs - nowMs;
  const values = {
    left: leftMs === undefined ? '--:--' : say.left(leftMs),
    until: endsAtMs === undefined ? '' : say.clock(endsAtMs),
    price: say.money(order.priceMinor, order.currency),
    at: order.paidAt === undefined ? '' : say.instant(Date.parse(order.paidAt)),
    code: orderCode(order.orderId),
    reason: reasonText(order.reason, say),
  };
  const panel = panelOf(`order.${stage}`, looks[stage], values, say);
  if (stage === 'awaiting_payment') {
    const isUrgent = leftMs !== undefined && leftMs <= holdWarningMs;
    return {
      ...panel,
      ...(isUrgent ? { isUrgent, tone: 'warn', line: say.t('order.awaiting_payment.line-warn', values) } : {}),
      ...(isPaying ? { isBusy: true, button: say.t('order.awaiting_payment.button-busy') } : {}),
    };
  }
  if (panel.action !== 'see-order') return panel;
  if (isOwnPage) return { ...panel, button: say.t('order.again'), action: 'see-sale' };
  return { ...panel, button: say.t('order.see') };
}

/** Why an order was refused, in a sentence. */
export function reasonText(reason: string | undefined, say: Say): string {
  const key = `reason.${reason}`;
  return say.t(say.has(key) ? key : 'reason.other');
}
