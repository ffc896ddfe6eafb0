import type { StoryDecision, StoryEvent } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Delivery, HeardEvent, JournalRow, OperatorLogRow, Payment } from '@penstock/core';

type Dated = { readonly atMs: number; readonly event: StoryEvent };

/** Everything that is known of one order, told as one story, oldest first. */
export function storyJson(known: {
  readonly moves: readonly JournalRow[];
  readonly payments: readonly Payment[];
  readonly heard: readonly HeardEvent[];
  readonly deliveries: readonly Delivery[];
  readonly acts: readonly OperatorLogRow[];
}): StoryEvent[] {
  const all = [
    ...known.moves.map(moveEvent),
    ...known.payments.flatMap(paymentEvents),
    ...known.heard.map(heardEvent),
    ...known.deliveries.map(deliveryEvent),
    ...known.acts.map(actEvent),
  ];
  // Stable: what has one instant stays as it is told above, the order before its money.
  return all.toSorted((a, b) => a.atMs - b.atMs).map(({ event }) => event);
}

function dated(atMs: number, event: Omit<StoryEvent, 'at'>): Dated {
  return { atMs, event: { at: formatInstant(atMs), ...event } };
}

function moveEvent({ atMs, clock, from, to, cause, sku, unit, seq }: JournalRow): Dated {
  const detail = { seq, ...(from !== undefined && { from }), to, cause, sku, unit };
  if (from === undefined) {
    return dated(atMs, {
      clock,
      kind: 'order',
      code: 'given',
      text: `The gate gave unit ${unit} of "${sku}".`,
      detail,
    });
  }
  const text = `The order went from ${from} to ${to}: ${cause}.`;
  return dated(atMs, { clock, kind: 'order', code: 'moved', text, detail });
}

function paymentEvents(payment: Payment): Dated[] {
  const { paymentId, provider, amountMinor, currency, status, capturedMinor, refundedMinor } = payment;
  const detail = { paymentId, provider, amountMinor, currency };
  const opened = dated(payment.openedAtMs, {
    clock: 'ledger',
    kind: 'payment',
    code: 'opened',
    text: `A payment was opened at ${provider}.`,
    detail,
  });
  if (status === 'opening' || status === 'open') return [opened];
  const changed = { ...detail, status, capturedMinor, refundedMinor };
  const text = `The payment is ${status}.`;
  return [
    opened,
    dated(payment.changedAtMs, { clock: 'ledger', kind: 'payment', code: 'is-now', text, detail: changed }),
  ];
}

const decisionTexts: { readonly [decision in StoryDecision]: string } = {
  'unknown-payment': 'no payment has this id',
  'wrong-amount': 'the amount is not the price, so nothing was sold and the order is flagged',
  seen: 'it was known before, so nothing changed',
  declined: 'the payment was declined',
  pay: 'the unit is sold',
  'refund-order': 'the hold was gone, so the money goes back',
  'refund-payment': 'the order was paid before, so this money goes back',
};

function heardEvent({
  atMs,
  provider,
  type,
  decision,
  amountMinor,
  currency,
  paymentId,
  webhookId,
}: HeardEvent): Dated {
  const text = `${provider} said that the payment ${type}: ${decisionTexts[decision]}.`;
  const detail = { paymentId, webhookId, type, amountMinor, currency, decision };
  return dated(atMs, { clock: 'ledger', kind: 'payment-event', code: 'heard', text, detail });
}

const deliveryTexts: Readonly<Record<Delivery['state'], string>> = {
  pending: 'is still to be told',
  delivered: 'was told',
  failed: 'could not be told',
};

function deliveryEvent({ deliveryId, status, state, attempts, atMs, deliveredAtMs, lastError }: Delivery): Dated {
  const text = `The shop ${deliveryTexts[state]} that the order is ${status}.`;
  const detail = { deliveryId, status, state, attempts, ...(lastError !== undefined && { lastError }) };
  return dated(deliveredAtMs ?? atMs, { clock: 'ledger', kind: 'delivery', code: 'told', text, detail });
}

function actEvent({ atMs, operator, action, reason, detail, seq }: OperatorLogRow): Dated {
  const why = reason === undefined ? '' : `, because: ${reason}`;
  const facts = {
    ...{ seq, operator, action },
    ...(reason !== undefined && { reason }),
    ...(detail !== undefined && { detail }),
  };
  const text = `${operator} did: ${action}${why}.`;
  return dated(atMs, { clock: 'ledger', kind: 'operator', code: 'acted', text, detail: facts });
}
