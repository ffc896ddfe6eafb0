import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Payment, PaymentProvider } from '@penstock/core';
import { failure, isFailure } from '@penstock/core';
import { answerInTime } from './answer-in-time.ts';

const payment = { paymentId: 'pay_1' } as Payment;

/** Each call of a provider that answers everything alike. */
function callsOf(answer: () => Promise<never>) {
  const provider: PaymentProvider = { name: 'test', open: answer, close: answer, refund: answer, find: answer };
  const { open, close, refund, find } = answerInTime(provider);
  return [() => open(payment), () => close('pay_1'), () => refund('pay_1'), () => find('pay_1')];
}

suite('a provider', () => {
  test('that fails in a way of its own counts as one without an answer, and the cause is kept', async () => {
    const cause = new TypeError('fetch failed');
    for (const call of callsOf(() => Promise.reject(cause))) {
      await assert.rejects(call(), (error) => isFailure(error, 'PROVIDER_UNAVAILABLE') && error.cause === cause);
    }
  });

  test('that says itself that it is away is believed word for word', async () => {
    const away = failure('PROVIDER_UNAVAILABLE', { detail: 'It is being mended.' });
    for (const call of callsOf(() => Promise.reject(away))) await assert.rejects(call(), away);
  });

  test('that hangs is given up, and what it says afterwards is nobody’s', async () => {
    const late = Promise.withResolvers<never>();
    const [, close] = callsOf(() => late.promise);
    await assert.rejects(close?.() ?? Promise.resolve(), (error) => isFailure(error, 'PROVIDER_UNAVAILABLE'));
    late.reject(new Error('too late'));
    await new Promise(setImmediate);
  });
});
