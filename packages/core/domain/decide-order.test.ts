import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { CancelDecision } from './decide-order.ts';
import { decideCancel, isDue } from './decide-order.ts';
import type { Order, OrderStatus } from './order.ts';
import { orderStatuses } from './order.ts';
import type { Payment, PaymentStatus } from './payment.ts';
import { paymentStatuses } from './payment.ts';

const orderWith = (status: OrderStatus): Order => ({
  ...{ orderId: 'o', saleId: 's', sku: 'tee', unit: 1, buyerId: 'ann', status, payByMs: 1_000 },
  ...{ priceMinor: 100, currency: 'CNY', placedAtMs: 0 },
});

const paymentWith = (status: PaymentStatus): Payment => ({
  ...{ paymentId: 'p', orderId: 'o', saleId: 's', provider: 'sandbox', status, amountMinor: 100, currency: 'CNY' },
  ...{ expiresAtMs: 1_000, capturedMinor: 0, refundedMinor: 0, openedAtMs: 0, changedAtMs: 0 },
});

const byStatus: Readonly<Record<OrderStatus, { readonly cancel: CancelDecision['kind']; readonly due: boolean }>> = {
  reserved: { cancel: 'not-cancellable', due: false },
  awaiting_payment: { cancel: 'cancel', due: true },
  paid: { cancel: 'not-cancellable', due: false },
  expired: { cancel: 'not-cancellable', due: false },
  cancelled: { cancel: 'cancelled-before', due: false },
  refused: { cancel: 'not-cancellable', due: false },
  refund_due: { cancel: 'not-cancellable', due: false },
  refunded: { cancel: 'not-cancellable', due: false },
};

suite('cancelling and falling due', () => {
  test('every status is in the table', () => assert.deepEqual(Object.keys(byStatus), [...orderStatuses]));
  for (const status of orderStatuses) {
    const { cancel, due } = byStatus[status];
    test(`${status}: ${cancel}, ${due ? 'falls' : 'never falls'} due`, () => {
      assert.equal(decideCancel(orderWith(status), []).kind, cancel);
      assert.equal(isDue(orderWith(status), 10_000), due);
    });
  }
  for (const status of paymentStatuses) {
    const isCapturable = status === 'opening' || status === 'open' || status === 'failed';
    const cancel = isCapturable ? 'close-first' : 'cancel';
    test(`with a payment that is ${status}: ${cancel}`, () => {
      assert.equal(decideCancel(orderWith('awaiting_payment'), [paymentWith(status)]).kind, cancel);
    });
  }
  test('payBy itself is too late, the moment before is not', () => {
    const order = orderWith('awaiting_payment');
    assert.deepEqual([isDue(order, 999), isDue(order, 1_000)], [false, true]);
  });
  test('without a payBy nothing falls due', () => {
    assert.equal(isDue({ status: 'awaiting_payment' }, 10_000), false);
  });
});
