import type { Payment } from '../domain/payment.ts';
import { isFailure } from '../failures.ts';
import { refundBatchMax, refundRetryMs } from '../limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderEvents } from '../ports/order-events.ts';
import type { PaymentBook } from '../ports/payment-book.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';

export type RefundPorts = {
  readonly ledger: Pick<PaymentBook, 'refundsDue' | 'paymentRefunded' | 'refundFailed'>;
  readonly provider: Pick<PaymentProvider, 'refund'>;
  readonly events: Pick<OrderEvents, 'changed'>;
  readonly clock: Pick<Clock, 'nowMs'>;
};

/**
 * Gives back all money that must not be kept. The provider refunds a payment once, however often it is asked, so a
 * crash between its answer and our record only asks again. Answers how many refunds were done.
 */
export async function refundPayments(ports: RefundPorts): Promise<number> {
  const due = await ports.ledger.refundsDue(refundBatchMax);
  const answers = await Promise.all(due.map((payment) => refundOne(ports, payment)));
  return answers.filter(Boolean).length;
}

async function refundOne(ports: RefundPorts, payment: Payment): Promise<boolean> {
  try {
    const { refundedMinor } = await ports.provider.refund(payment.paymentId);
    await ports.ledger.paymentRefunded(payment.paymentId, refundedMinor);
    ports.events.changed([payment.orderId]);
    return true;
  } catch (error) {
    if (!isFailure(error, 'PROVIDER_UNAVAILABLE')) throw error;
    await ports.ledger.refundFailed(payment.paymentId, ports.clock.nowMs() + refundRetryMs);
    return false;
  }
}
