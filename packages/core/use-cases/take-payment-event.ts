import type { EventDecision } from '../domain/decide-payment.ts';
import type { OrderEvents } from '../ports/order-events.ts';
import type { PaymentBook } from '../ports/payment-book.ts';
import type { ReceivedEvent } from '../ports/payment-provider.ts';

export type TakeEventPorts = {
  readonly ledger: Pick<PaymentBook, 'takeEvent'>;
  readonly events: Pick<OrderEvents, 'changed'>;
  /** Tells the gate that a unit is sold, and who follows its order. */
  readonly relay: () => Promise<unknown>;
};

/** Takes what a provider says of a payment. The sender may repeat it: the same message changes nothing twice. */
export async function takePaymentEvent(ports: TakeEventPorts, event: ReceivedEvent): Promise<EventDecision> {
  const { decision, orderId } = await ports.ledger.takeEvent(event);
  if (decision.kind === 'pay') await ports.relay();
  else if (orderId !== undefined && (decision.kind === 'refund-order' || decision.kind === 'wrong-amount')) {
    ports.events.changed([orderId]);
  }
  return decision;
}
