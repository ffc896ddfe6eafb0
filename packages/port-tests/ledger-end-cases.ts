import assert from 'node:assert/strict';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import {
  begin,
  changesText,
  createSale,
  entryOf,
  orderOf,
  pathText,
  placesText,
  record,
  settlementText,
  windowMs,
} from './ledger-case.ts';

export const ledgerEndCases: readonly LedgerCase[] = [
  [
    'cancelled once: the unit is free in the same step that tells the gate; again is the same answer',
    async (under) => {
      const { ledger } = under;
      await createSaleTold(under);
      await record(under, 'ann-1 tee 3', 'bob-1 cap 1');
      const first = await ledger.cancel('ann-1', 'ann');
      assert.deepEqual([first?.decision.kind, first?.order.status], ['cancel', 'cancelled']);
      assert.ok(first?.order.endedAtMs !== undefined && first.order.endedAtMs <= ledger.nowMs());
      assert.equal((await placesText(under)).split(';')[0], 'tee: held -, sold -, withdrawn - of 5/5');
      const second = await ledger.cancel('ann-1', 'ann');
      assert.deepEqual(second, { decision: { kind: 'cancelled-before' }, order: first.order });
      assert.deepEqual(await orderOf(under, 'ann-1'), first.order);
      assert.equal(await changesText(under), 'released ann-1:tee:3');
      assert.equal(await pathText(under, 'ann-1'), 'reserved>awaiting_payment>cancelled');
    },
  ],
  [
    'an order of somebody else, or of nobody, is not there',
    async (under) => {
      await createSaleTold(under);
      await record(under, 'ann-1 tee 1');
      assert.equal(await under.ledger.cancel('ann-1', 'bob'), undefined);
      assert.equal(await under.ledger.cancel('zoe-1', 'zoe'), undefined);
      assert.equal((await orderOf(under, 'ann-1')).status, 'awaiting_payment');
      assert.equal(await changesText(under), 'none');
    },
  ],
  [
    'not-cancellable: refused, expired',
    async (under) => {
      await createSaleTold(under);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 1');
      await under.advance(windowMs + 5);
      await under.ledger.expireDue(10);
      for (const [orderId, buyerId] of [
        ['bob-1', 'bob'],
        ['ann-1', 'ann'],
      ] as const) {
        const before = await orderOf(under, orderId);
        const answer = await under.ledger.cancel(orderId, buyerId);
        assert.deepEqual(answer, { decision: { kind: 'not-cancellable' }, order: before });
      }
    },
  ],
  [
    'a payment that was declined may still be captured: it is closed before its order ends',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      await begin(under, 'ann-1');
      const declined = { type: 'failed', paymentId: 'pay_ann-1', provider: 'test', webhookId: 'a' } as const;
      await ledger.takeEvent({ ...declined, amountMinor: 990, currency: 'CNY' });
      assert.equal((await ledger.cancel('ann-1', 'ann'))?.decision.kind, 'close-first');
      assert.equal((await ledger.capturablePayments('ann-1'))[0]?.status, 'failed');
      await under.advance(windowMs + 5);
      assert.equal((await ledger.expireDue(10)).expired, 0);
      const [check] = await ledger.claimChecks(10);
      assert.deepEqual([check?.payment.paymentId, check?.isOver], ['pay_ann-1', true]);
      await ledger.paymentClosed('pay_ann-1');
      assert.equal((await ledger.payment('pay_ann-1'))?.status, 'closed');
      assert.equal((await ledger.expireDue(10)).expired, 1);
    },
  ],
  [
    'cancelled at once by many: one does it',
    async (under) => {
      await createSaleTold(under);
      await record(under, 'ann-1 tee 1');
      const answers = await Promise.all(Array.from({ length: 8 }, () => under.ledger.cancel('ann-1', 'ann')));
      const kinds = answers.map((answer) => answer?.decision.kind);
      assert.deepEqual(kinds.filter((kind) => kind === 'cancel').length, 1, kinds.join(' '));
      assert.equal(await changesText(under), 'released ann-1:tee:1');
    },
  ],
  [
    'nothing expires before its payBy, and the next due moment is told',
    async (under) => {
      await createSaleTold(under);
      assert.deepEqual(await under.ledger.expireDue(10), { expired: 0, nextDueAtMs: undefined });
      await record(under, 'ann-1 tee 1');
      const { payByMs } = await orderOf(under, 'ann-1');
      assert.deepEqual(await under.ledger.expireDue(10), { expired: 0, nextDueAtMs: payByMs });
    },
  ],
  [
    'expired from payBy on: the unit is free in the same step that tells the gate, once',
    async (under) => {
      const { ledger } = under;
      await createSaleTold(under);
      await record(under, 'ann-1 tee 3');
      const { payByMs = 0 } = await orderOf(under, 'ann-1');
      await under.advance(payByMs - ledger.nowMs());
      assert.deepEqual(await ledger.expireDue(10), { expired: 1, nextDueAtMs: undefined });
      assert.deepEqual(await ledger.expireDue(10), { expired: 0, nextDueAtMs: undefined });
      const ann = await orderOf(under, 'ann-1');
      assert.ok(ann.status === 'expired' && (ann.endedAtMs ?? 0) >= payByMs);
      assert.equal((await placesText(under)).split(';')[0], 'tee: held -, sold -, withdrawn - of 5/5');
      assert.equal(await changesText(under), 'released ann-1:tee:3');
      assert.equal(await pathText(under, 'ann-1'), 'reserved>awaiting_payment>expired');
    },
  ],
  [
    'the oldest expire first, no more than the limit; what is not due stays',
    async (under) => {
      await createSaleTold(under);
      for (const unit of [1, 2, 3]) {
        await record(under, `b${unit}-1 tee ${unit}`);
        await under.advance(10);
      }
      await under.advance(windowMs);
      await record(under, 'ann-1 tee 4');
      const { payByMs } = await orderOf(under, 'ann-1');
      const { payByMs: thirdMs } = await orderOf(under, 'b3-1');
      assert.deepEqual(await under.ledger.expireDue(2), { expired: 2, nextDueAtMs: thirdMs });
      assert.equal(await statuses(under, 'b1-1', 'b2-1', 'b3-1'), 'expired expired awaiting_payment');
      assert.deepEqual(await under.ledger.expireDue(2), { expired: 1, nextDueAtMs: payByMs });
      assert.equal(await statuses(under, 'b3-1', 'ann-1'), 'expired awaiting_payment');
    },
  ],
  [
    'orders of several sales expire together, and each gate hears of its own',
    async (under) => {
      await createSaleTold(under);
      await createSale(under, { saleId: 'sale-2' });
      await changesText(under);
      await record(under, 'ann-1 tee 1');
      await under.ledger.record(entryOf(under, ['ann-2 tee 2'], 1, 'sale-2'));
      await under.advance(windowMs + 5);
      assert.equal((await under.ledger.expireDue(10)).expired, 2);
      const rows = await under.ledger.pendingChanges(10);
      const told = rows.map(
        ({ saleId, change }) => `${saleId} ${change.kind === 'released' && change.orders[0]?.orderId}`,
      );
      assert.deepEqual(told.sort(), ['sale-1 ann-1', 'sale-2 ann-2']);
    },
  ],
  [
    'pause, close and a new epoch keep nobody from expiring or cancelling',
    async (under) => {
      await createSaleTold(under);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2');
      for (const act of ['pause', 'close'] as const) await under.ledger.act('sale-1', act);
      await under.ledger.raiseEpoch('sale-1');
      assert.equal((await under.ledger.cancel('bob-1', 'bob'))?.decision.kind, 'cancel');
      await under.advance(windowMs + 5);
      assert.equal((await under.ledger.expireDue(10)).expired, 1);
    },
  ],
  [
    'cancel and expiry race on one step: one of them wins, and the unit comes back once',
    async (under) => {
      await createSaleTold(under);
      await record(under, ...[1, 2, 3, 4, 5].map((unit) => `b${unit}-1 tee ${unit}`));
      await under.advance(windowMs + 5);
      const cancels = [1, 2, 3, 4, 5].map((unit) => under.ledger.cancel(`b${unit}-1`, `b${unit}`));
      const [expiry, ...answers] = await Promise.all([under.ledger.expireDue(10), ...cancels]);
      const cancelled = answers.filter((answer) => answer?.decision.kind === 'cancel').length;
      assert.equal(cancelled + expiry.expired, 5);
      const released = (await changesText(under)).match(/b\d-1:tee:\d/g) ?? [];
      assert.deepEqual(
        released.toSorted(),
        [1, 2, 3, 4, 5].map((unit) => `b${unit}-1:tee:${unit}`),
      );
    },
  ],
  [
    'an order that ended is never live again, whatever is recorded late',
    async (under) => {
      await createSaleTold(under);
      const entry = entryOf(under, ['ann-1 tee 1']);
      await under.ledger.record(entry);
      await under.ledger.cancel('ann-1', 'ann');
      await record(under, 'bob-1 tee 1');
      assert.equal(settlementText(await under.ledger.record(entry)), 'ann-1 known cancelled');
      assert.equal((await placesText(under)).split(';')[0], 'tee: held 1, sold -, withdrawn - of 5/5');
    },
  ],
];

async function createSaleTold(under: LedgerUnderTest): Promise<void> {
  await createSale(under);
  await changesText(under);
}

async function statuses(under: LedgerUnderTest, ...orderIds: string[]): Promise<string> {
  const orders = await Promise.all(orderIds.map((orderId) => orderOf(under, orderId)));
  return orders.map((order) => order.status).join(' ');
}
