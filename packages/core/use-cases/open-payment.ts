import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import { isUndecided } from '../domain/payment.ts';
import { failure, isFailure } from '../failures.ts';
import { openTriesMax } from '../limits.ts';
import type { PaymentBook } from '../ports/payment-book.ts';
import type { OpenAnswer, PaymentProvider } from '../ports/payment-provider.ts';
import type { ClosePorts } from './close-payment.ts';
import { takeAnswer } from './close-payment.ts';

export type OpenPorts = ClosePorts & {
  readonly ledger: Pick<PaymentBook, 'beginPayment' | 'paymentOpened'>;
  readonly provider: Pick<PaymentProvider, 'name' | 'open'>;
};

export type OpenOutcome =
  | { readonly kind: 'open'; readonly payment: Payment & { readonly url: string } }
  | { readonly kind: 'not-payable'; readonly order: Order }
  | { readonly kind: 'order-not-found' };

/**
 * Opens the payment of an order, or answers with the one that is open. The ledger knows of the attempt before the
 * provider does; a crash in between leaves an attempt that the next call takes up under the same id. An attempt that
 * turns out to be over at the provider is written down as such, and a new one is begun.
 * Throws PROVIDER_UNAVAILABLE; asking again is safe.
 */
export async function openPayment(ports: OpenPorts, orderId: string, buyerId: string): Promise<OpenOutcome> {
  const { ledger, provider } = ports;
  for (let attempt = 1; attempt <= openTriesMax; attempt += 1) {
    const begun = await ledger.beginPayment({ orderId, buyerId, provider: provider.name });
    if (begun === undefined) return { kind: 'order-not-found' };
    if (begun.kind === 'not-payable') return begun;
    const { payment } = begun;
    const answer = await openAtProvider(ports, payment);
    if (answer.kind === 'open') {
      const { url } = answer;
      const opened = await ledger.paymentOpened(payment.paymentId, url);
      // It may have run out of time, and been closed, while the provider took its own.
      if (opened !== undefined && isUndecided(opened.status)) return { kind: 'open', payment: { ...opened, url } };
    } else await takeAnswer(ports, payment, answer);
  }
  throw failure('PROVIDER_UNAVAILABLE', { detail: 'Every new attempt to pay was over at once.' });
}

// What is known to be open is still good while the provider gives no answer.
async function openAtProvider({ provider }: OpenPorts, payment: Payment): Promise<OpenAnswer> {
  try {
    return await provider.open(payment);
  } catch (error) {
    if (payment.url === undefined || !isFailure(error, 'PROVIDER_UNAVAILABLE')) throw error;
    return { kind: 'open', url: payment.url };
  }
}
