import type { Payment } from '../domain/payment.ts';
import { isFailure } from '../failures.ts';
import type { PaymentBook } from '../ports/payment-book.ts';
import type { CloseAnswer, PaymentProvider } from '../ports/payment-provider.ts';
import type { TakeEventPorts } from './take-payment-event.ts';
import { takePaymentEvent } from './take-payment-event.ts';

export type ClosePorts = TakeEventPorts & {
  readonly ledger: Pick<PaymentBook, 'paymentClosed'>;
  readonly provider: Pick<PaymentProvider, 'name' | 'close' | 'refund'>;
};

export type Closed = 'closed' | 'captured' | 'no-answer';

/**
 * Closes one payment at the provider, so that its unit may be released. Money that was captured before is taken as if
 * its webhook had come. A provider that gives no answer leaves everything as it is.
 */
export async function closePayment(ports: ClosePorts, payment: Payment): Promise<Closed> {
  try {
    return await takeAnswer(ports, payment, await ports.provider.close(payment.paymentId));
  } catch (error) {
    if (isFailure(error, 'PROVIDER_UNAVAILABLE')) return 'no-answer';
    throw error;
  }
}

/** Writes down what the provider itself said of a payment that is over there. Throws PROVIDER_UNAVAILABLE. */
export async function takeAnswer(
  ports: ClosePorts,
  { paymentId }: Pick<Payment, 'paymentId'>,
  answer: CloseAnswer,
): Promise<'closed' | 'captured'> {
  const { ledger, provider } = ports;
  if (answer.kind === 'captured') {
    const { amountMinor, currency } = answer;
    // One message id for all answers of this kind: a capture is one event, however often it is asked about.
    const about = { provider: provider.name, webhookId: `asked:${paymentId}`, paymentId };
    const decision = await takePaymentEvent(ports, { ...about, type: 'succeeded', amountMinor, currency });
    if (decision.kind !== 'wrong-amount') return 'captured';
    // It buys nothing, so nothing of it is kept. Only the provider's own answer is believed here: a message that names
    // a wrong amount may be the message's fault.
    await provider.refund(paymentId);
  }
  await ledger.paymentClosed(paymentId);
  return 'closed';
}
