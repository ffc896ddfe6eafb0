import type { PaymentProvider } from '@penstock/core';
import { closeTimeoutMs, failure, findTimeoutMs, isFailure, openTimeoutMs, refundTimeoutMs } from '@penstock/core';

/**
 * A provider whose every call ends in time: one that hangs, or fails in a way of its own, counts as
 * PROVIDER_UNAVAILABLE, so that it holds up nothing but its own payment. Its effect may still come, which is why every
 * call may be repeated.
 */
export function answerInTime(provider: PaymentProvider): PaymentProvider {
  return {
    name: provider.name,
    open: (payment) => within(openTimeoutMs, provider.open(payment)),
    close: (paymentId) => within(closeTimeoutMs, provider.close(paymentId)),
    refund: (paymentId) => within(refundTimeoutMs, provider.refund(paymentId)),
    find: (paymentId) => within(findTimeoutMs, provider.find(paymentId)),
  };
}

async function within<Answer>(timeoutMs: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const detail = `No answer within ${timeoutMs} ms.`;
    timer = setTimeout(() => reject(failure('PROVIDER_UNAVAILABLE', { detail })), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (cause) {
    throw isFailure(cause) ? cause : failure('PROVIDER_UNAVAILABLE', { detail: 'The call failed.', cause });
  } finally {
    clearTimeout(timer);
  }
}
