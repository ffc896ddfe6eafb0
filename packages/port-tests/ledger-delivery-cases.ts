import assert from 'node:assert/strict';
import type { DueDelivery, HookFault } from '@penstock/core';
import { paymentIdOf } from '@penstock/core';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import { begin, createSale, orderOf, pay, record, windowMs } from './ledger-case.ts';

const fault: HookFault = { code: 'answered', params: { status: 500 } };

/** Of ledgers that tell the shop. */
export const ledgerDeliveryCases: readonly LedgerCase[] = [
  [
    'each state that the shop hears of makes one delivery, and tells the order as it was then',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2', 'cid-1 tee 2');
      await ledger.cancel('ann-1', 'ann');
      await pay(under, 'bob-1');
      await under.advance(5);
      const taken = await take(under);
      assert.deepEqual(taken.map(dueText), [
        'ann-1 awaiting_payment 1',
        'bob-1 awaiting_payment 1',
        'ann-1 cancelled 1',
        'bob-1 paid 1',
      ]);
      const [begun, , ended, paid] = taken.map(({ order }) => order);
      const { endedAtMs, ...live } = await orderOf(under, 'ann-1');
      assert.deepEqual(begun, { ...live, status: 'awaiting_payment' });
      assert.deepEqual(ended, { ...live, status: 'cancelled', endedAtMs });
      assert.deepEqual(paid, await orderOf(under, 'bob-1'));
      assert.deepEqual(
        taken.map(({ deliveryId }) => deliveryId),
        ['evt_ann-1_awaiting_payment', 'evt_bob-1_awaiting_payment', 'evt_ann-1_cancelled', 'evt_bob-1_paid'],
      );
    },
  ],
  [
    'expired, then money that comes too late, then given back: each is told',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      await begin(under, 'ann-1');
      await ledger.paymentClosed(paymentIdOf('ann-1', 1));
      await under.advance(windowMs + 5);
      await ledger.expireDue(10);
      await pay(under, 'ann-1');
      await ledger.paymentRefunded(paymentIdOf('ann-1', 1), 990);
      const texts = (await take(under)).map(dueText);
      const told = ['awaiting_payment', 'expired', 'refund_due', 'refunded'];
      assert.deepEqual(
        texts,
        told.map((status) => `ann-1 ${status} 1`),
      );
    },
  ],
  [
    'one that was taken is nobody else’s until its time is over, and counts as tried',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      assert.equal(await ledger.nextDeliveryAtMs(), undefined);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2');
      const [first] = await ledger.takeDeliveries(1, ledger.nowMs() + 300);
      assert.equal(first && dueText(first), 'ann-1 awaiting_payment 1');
      assert.deepEqual((await take(under)).map(dueText), ['bob-1 awaiting_payment 1']);
      assert.deepEqual(await take(under), []);
      await under.advance(305);
      assert.ok(((await ledger.nextDeliveryAtMs()) ?? Number.POSITIVE_INFINITY) <= ledger.nowMs());
      assert.deepEqual((await take(under)).map(dueText), ['ann-1 awaiting_payment 2']);
    },
  ],
  [
    'a try ends in a delivery, in another try or in none; what is over stays so until it is sent again',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2', 'cid-1 tee 3');
      const [ann, bob, cid] = (await take(under)).map(({ deliveryId }) => deliveryId);
      assert.ok(ann && bob && cid);
      await ledger.settleDelivery(ann, { kind: 'delivered' });
      await ledger.settleDelivery(bob, { kind: 'again', atMs: ledger.nowMs() + 100, error: 'It answered 500.', fault });
      await ledger.settleDelivery(cid, { kind: 'failed', error: 'x'.repeat(5_000), fault });
      await ledger.settleDelivery(ann, { kind: 'failed', error: 'too late', fault });
      await ledger.settleDelivery('evt_nobody_paid', { kind: 'delivered' });
      assert.equal(await listText(under), 'cid-1 failed 1; bob-1 pending 1; ann-1 delivered 1');
      const [failed] = (await ledger.deliveries({ state: 'failed', limit: 9 })).rows;
      assert.ok(failed?.lastError !== undefined && failed.lastError.length < 1_000);
      assert.deepEqual(failed.lastFault, fault);
      await under.advance(105);
      assert.deepEqual((await take(under)).map(dueText), ['bob-1 awaiting_payment 2']);
      await ledger.settleDelivery(bob, { kind: 'delivered' });
      const again = await ledger.resendDelivery(ann);
      assert.deepEqual([again?.state, again?.attempts, again?.deliveredAtMs], ['pending', 0, undefined]);
      await ledger.resendDelivery(cid);
      assert.deepEqual((await take(under)).map(dueText), ['ann-1 awaiting_payment 1', 'cid-1 awaiting_payment 1']);
      assert.equal(again?.lastFault, undefined, 'it was delivered');
      assert.equal(await ledger.resendDelivery('evt_nobody_paid'), undefined);
      assert.equal(await ledger.resendDelivery('made up'), undefined);
    },
  ],
  [
    'deliveries are listed newest first, in pages, by state and by order',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, ...[1, 2, 3, 4, 5].map((unit) => `b${unit}-1 tee ${unit}`));
      await ledger.cancel('b2-1', 'b2');
      const seen: string[] = [];
      let after: number | undefined;
      do {
        const page = await ledger.deliveries({ limit: 4, ...(after !== undefined && { after }) });
        seen.push(...page.rows.map(({ orderId, status }) => `${orderId} ${status}`));
        after = page.next;
      } while (after !== undefined);
      assert.equal(seen.length, 6);
      assert.equal(seen[0], 'b2-1 cancelled');
      assert.equal(seen[5], 'b1-1 awaiting_payment');
      const ofOrder = (await ledger.deliveries({ orderId: 'b2-1', limit: 9 })).rows;
      assert.deepEqual(
        ofOrder.map(({ status }) => status),
        ['cancelled', 'awaiting_payment'],
      );
      assert.deepEqual((await ledger.deliveries({ orderId: 'b2-1', state: 'failed', limit: 9 })).rows, []);
      assert.equal((await ledger.deliveries({ state: 'pending', limit: 9 })).rows.length, 6);
    },
  ],
  [
    'what is pending and what failed is counted, with the age of the oldest that is pending',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      assert.deepEqual(await ledger.deliveryNumbers(), { pending: 0, failed: 0, oldestPendingAtMs: undefined });
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2');
      await under.advance(5);
      await ledger.cancel('bob-1', 'bob');
      const [ann, bob, cancelled] = await take(under);
      assert.ok(ann && bob && cancelled && ann.atMs < cancelled.atMs);
      assert.deepEqual(await ledger.deliveryNumbers(), { pending: 3, failed: 0, oldestPendingAtMs: ann.atMs });
      await ledger.settleDelivery(ann.deliveryId, { kind: 'failed', error: 'It answered 500.', fault });
      await ledger.settleDelivery(bob.deliveryId, { kind: 'delivered' });
      assert.deepEqual(await ledger.deliveryNumbers(), { pending: 1, failed: 1, oldestPendingAtMs: cancelled.atMs });
      await ledger.resendDelivery(ann.deliveryId);
      assert.deepEqual(await ledger.deliveryNumbers(), { pending: 2, failed: 0, oldestPendingAtMs: ann.atMs });
    },
  ],
  [
    'those that are over are forgotten after a while, the oldest first; those that are not stay',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2', 'cid-1 tee 3');
      const [ann, bob] = await take(under);
      assert.ok(ann && bob);
      await ledger.settleDelivery(ann.deliveryId, { kind: 'delivered' });
      await ledger.settleDelivery(bob.deliveryId, { kind: 'failed', error: 'gone', fault });
      assert.equal(await ledger.pruneDeliveries(ann.atMs, 10), 0);
      await under.advance(5);
      assert.equal(await ledger.pruneDeliveries(ledger.nowMs(), 1), 1);
      assert.equal(await listText(under), 'cid-1 pending 1; bob-1 failed 1');
      assert.equal(await ledger.pruneDeliveries(ledger.nowMs(), 10), 1);
      assert.equal(await listText(under), 'cid-1 pending 1');
    },
  ],
];

/** Takes all that are due, for a minute. */
function take({ ledger }: LedgerUnderTest): Promise<readonly DueDelivery[]> {
  return ledger.takeDeliveries(100, ledger.nowMs() + 60_000);
}

/** `ann-1 paid 2`: the second try to tell that ann's order is paid. */
function dueText({ orderId, status, attempts, order }: DueDelivery): string {
  assert.equal(order.status, status);
  return `${orderId} ${status} ${attempts}`;
}

async function listText({ ledger }: LedgerUnderTest): Promise<string> {
  const { rows } = await ledger.deliveries({ limit: 100 });
  return rows.map(({ orderId, state, attempts }) => `${orderId} ${state} ${attempts}`).join('; ');
}
