import type { Order } from '../domain/order.ts';
import { cancelTriesMax } from '../limits.ts';
import type { OrderBook } from '../ports/ledger.ts';
import type { PaymentBook } from '../ports/payment-book.ts';
import type { ClosePorts } from './close-payment.ts';
import { closePayment } from './close-payment.ts';

export type CancelOutcome =
  | { readonly kind: 'cancelled'; readonly order: Order }
  | { readonly kind: 'not-cancellable'; readonly order: Order }
  /** The money is there already, or nobody can say whether it is. */
  | { readonly kind: 'payment-in-progress'; readonly order: Order }
  | { readonly kind: 'order-not-found' };

export type CancelPorts = ClosePorts & {
  readonly ledger: Pick<OrderBook, 'cancel'> & Pick<PaymentBook, 'capturablePayments'>;
};

/**
 * A buyer gives an unpaid order back. Done twice it answers the same. Its payments are closed at the provider
 * first, so that no money can be captured for a unit that is sold to somebody else.
 */
export async function cancelOrder(ports: CancelPorts, orderId: string, buyerId: string): Promise<CancelOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ports.ledger.cancel(orderId, buyerId);
    if (answer === undefined) return { kind: 'order-not-found' };
    const { decision, order } = answer;
    if (decision.kind === 'not-cancellable') return { kind: 'not-cancellable', order };
    if (decision.kind !== 'close-first') {
      await ports.relay();
      return { kind: 'cancelled', order };
    }
    if (attempt > cancelTriesMax || !(await closeAll(ports, orderId))) return { kind: 'payment-in-progress', order };
  }
}

async function closeAll(ports: CancelPorts, orderId: string): Promise<boolean> {
  const payments = await ports.ledger.capturablePayments(orderId);
  const answers = await Promise.all(payments.map((payment) => closePayment(ports, payment)));
  return answers.every((answer) => answer === 'closed');
}
