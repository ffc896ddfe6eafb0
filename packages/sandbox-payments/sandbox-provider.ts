import type { CloseAnswer, PaymentProvider } from '@penstock/core';
import { assert, failure } from '@penstock/core';
import type { SandboxBook, SandboxPayment } from './sandbox-book.ts';

export type SandboxPorts = {
  readonly book: SandboxBook;
  readonly clock: { nowMs(): number };
};

/** The shop's side of the sandbox: what a real provider would offer over its own interface. */
export function createSandboxProvider({ book, clock }: SandboxPorts): PaymentProvider {
  return {
    name: 'sandbox',
    async open(payment) {
      const kept = await spoken(book.open(payment, clock.nowMs()));
      if (kept.status !== 'open' && kept.status !== 'failed') return whatBecameOf(kept);
      return { kind: 'open', url: `/sandbox/payments/${kept.paymentId}` };
    },
    close: async (paymentId) => whatBecameOf(await spoken(book.close(paymentId, clock.nowMs()))),
    async refund(paymentId) {
      const refunded = book.refund(paymentId, clock.nowMs());
      assert(refunded !== undefined, 'only a payment that is known is refunded');
      if (refunded.status === 'refunded') return { refundedMinor: refunded.refundedMinor };
      throw failure('PROVIDER_UNAVAILABLE', { detail: 'The sandbox fails this refund once, as it was told.' });
    },
    async find(paymentId) {
      const payment = book.find(paymentId);
      return payment && (await spoken(payment));
    },
  };

  /** The payment, or no answer at all while the sandbox was told to be silent about it. */
  async function spoken(payment: SandboxPayment): Promise<SandboxPayment> {
    return payment.answersAtMs <= clock.nowMs() ? payment : new Promise(() => undefined);
  }
}

function whatBecameOf({ status, capturedMinor, currency }: SandboxPayment): CloseAnswer {
  return status === 'captured' ? { kind: 'captured', amountMinor: capturedMinor, currency } : { kind: 'closed' };
}
