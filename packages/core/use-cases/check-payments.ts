import { isFailure } from '../failures.ts';
import { checkBatchMax } from '../limits.ts';
import type { PaymentBook, PaymentCheck } from '../ports/payment-book.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { Closed, ClosePorts } from './close-payment.ts';
import { closePayment, takeAnswer } from './close-payment.ts';

export type CheckPorts = ClosePorts & {
  readonly ledger: Pick<PaymentBook, 'claimChecks'>;
  readonly provider: Pick<PaymentProvider, 'find'>;
};

export type Checks = {
  /** Payments that were decided: orders may be paid, and units that waited for the provider's word may be released. */
  readonly decided: number;
  /** More are due than one batch takes. */
  readonly isMore: boolean;
};

/**
 * Asks the provider about one batch of payments, side by side: those whose time is over are closed, of others news that
 * was lost on its way is looked for.
 */
export async function checkPayments(ports: CheckPorts): Promise<Checks> {
  const checks = await ports.ledger.claimChecks(checkBatchMax);
  const answers = await Promise.all(checks.map((check) => checkPayment(ports, check)));
  const decided = answers.filter((answer) => answer === 'closed' || answer === 'captured').length;
  return { decided, isMore: checks.length === checkBatchMax };
}

async function checkPayment(ports: CheckPorts, { payment, isOver }: PaymentCheck): Promise<Closed | 'open'> {
  if (isOver) return closePayment(ports, payment);
  try {
    const known = await ports.provider.find(payment.paymentId);
    // An attempt that was not opened yet, or was declined, may still be paid.
    if (known === undefined || known.status === 'open' || known.status === 'failed') return 'open';
    const { status, capturedMinor, currency } = known;
    const isKept = status === 'captured';
    return await takeAnswer(
      ports,
      payment,
      isKept ? { kind: 'captured', amountMinor: capturedMinor, currency } : { kind: 'closed' },
    );
  } catch (error) {
    if (isFailure(error, 'PROVIDER_UNAVAILABLE')) return 'no-answer';
    throw error;
  }
}
