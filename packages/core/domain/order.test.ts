import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { OrderStatus } from './order.ts';
import { isLive, isMoveAllowed, orderStatuses } from './order.ts';

// In the order of the union, so that a missing status shows.
const lives: Readonly<Record<OrderStatus, { readonly live: boolean; readonly to: readonly OrderStatus[] }>> = {
  reserved: { live: true, to: ['awaiting_payment', 'refused'] },
  awaiting_payment: { live: true, to: ['paid', 'expired', 'cancelled'] },
  paid: { live: true, to: [] },
  expired: { live: false, to: ['refund_due'] },
  cancelled: { live: false, to: ['refund_due'] },
  refused: { live: false, to: [] },
  refund_due: { live: false, to: ['refunded'] },
  refunded: { live: false, to: [] },
};

suite('the life of an order', () => {
  test('every status is in the table', () => assert.deepEqual(Object.keys(lives), [...orderStatuses]));
  for (const from of orderStatuses) {
    test(`${from} ${lives[from].live ? 'is' : 'is not'} live and goes to: ${lives[from].to.join(', ') || 'nothing'}`, () => {
      assert.equal(isLive(from), lives[from].live);
      assert.deepEqual(
        orderStatuses.filter((to) => isMoveAllowed({ from, to })),
        lives[from].to,
      );
    });
  }
  test('it moves forwards only: no path leads back to where it was', () => {
    const reachable = (from: OrderStatus): OrderStatus[] => lives[from].to.flatMap((to) => [to, ...reachable(to)]);
    for (const status of orderStatuses) assert.ok(!reachable(status).includes(status), status);
  });
});
