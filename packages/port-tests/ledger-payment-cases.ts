import assert from 'node:assert/strict';
import type { Payment } from '@penstock/core';
import { checkFirstMs, nextCheckAtMs, paymentAttemptsMax, paymentIdOf } from '@penstock/core';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import {
  changesText,
  createSale,
  orderOf,
  pathText,
  placesText,
  record,
  saleId,
  takeChanges,
  windowMs,
} from './ledger-case.ts';

const provider = 'test';

export const ledgerPaymentCases: readonly LedgerCase[] = [
  [
    'an attempt is begun under its order’s id, and is the same until it is decided',
    async (under) => {
      await heldByAnn(under);
      const first = await begin(under, 'ann-1');
      assert.equal(first, 'pay_ann-1 opening 990 CNY');
      assert.equal(await begin(under, 'ann-1'), first);
      await under.ledger.paymentOpened('pay_ann-1', '/pay');
      assert.equal(await begin(under, 'ann-1'), 'pay_ann-1 open 990 CNY');
      await tell(under, 'pay_ann-1', { type: 'failed' });
      assert.equal(await begin(under, 'ann-1'), 'pay_ann-1-2 opening 990 CNY');
      await under.ledger.paymentClosed('pay_ann-1-2');
      assert.equal(await begin(under, 'ann-1'), 'pay_ann-1-3 opening 990 CNY');
      const { payByMs } = await orderOf(under, 'ann-1');
      assert.equal((await paymentOf(under, 'pay_ann-1-3')).expiresAtMs, payByMs);
    },
  ],
  [
    'not payable: somebody else’s order, a final one, one whose time is over, one that was tried too often',
    async (under) => {
      const { ledger } = under;
      await heldByAnn(under);
      assert.equal(await ledger.beginPayment({ orderId: 'ann-1', buyerId: 'bob', provider }), undefined);
      for (let attempt = 1; attempt <= paymentAttemptsMax; attempt += 1) {
        await begin(under, 'ann-1');
        await ledger.paymentClosed(paymentIdOf('ann-1', attempt));
      }
      assert.equal(await begin(under, 'ann-1'), 'not-payable awaiting_payment');
      await record(under, 'bob-1 tee 2', 'cid-1 tee 3');
      await ledger.cancel('bob-1', 'bob');
      assert.equal(await begin(under, 'bob-1'), 'not-payable cancelled');
      const { payByMs = 0 } = await orderOf(under, 'cid-1');
      await under.advance(payByMs - ledger.nowMs());
      assert.equal(await begin(under, 'cid-1'), 'not-payable awaiting_payment');
    },
  ],
  [
    'paid: the unit is sold in the same step that tells the gate, once',
    async (under) => {
      await heldByAnn(under);
      await begin(under, 'ann-1');
      assert.equal(await tell(under, 'pay_ann-1', { webhookId: 'a' }), 'pay of ann-1');
      assert.equal(await tell(under, 'pay_ann-1', { webhookId: 'a' }), 'seen of ann-1');
      assert.equal(await tell(under, 'pay_ann-1', { webhookId: 'b' }), 'seen of ann-1');
      assert.equal(await tell(under, 'pay_ann-1', { type: 'failed' }), 'seen of ann-1');
      assert.equal(await changesText(under), 'paid ann-1:tee:1');
      assert.equal(await pathText(under, 'ann-1'), 'reserved>awaiting_payment>paid');
      assert.match(await placesText(under), /^tee: held -, sold 1,/);
      assert.equal(await moneyText(under, 'pay_ann-1'), 'captured 990-0');
      const { paidAtMs = 0, endedAtMs } = await orderOf(under, 'ann-1');
      assert.ok(paidAtMs > 0 && endedAtMs === undefined);
    },
  ],
  [
    'money pays while the order waits for it, whatever the clock, and whatever the provider said before',
    async (under) => {
      await heldByAnn(under);
      await begin(under, 'ann-1');
      await tell(under, 'pay_ann-1', { type: 'failed' });
      await under.advance(windowMs + 5);
      assert.equal(await tell(under, 'pay_ann-1'), 'pay of ann-1');
      assert.deepEqual(await under.ledger.expireDue(10), { expired: 0, nextDueAtMs: undefined });
    },
  ],
  [
    'a wrong sum, or a wrong currency, buys nothing and flags the order, also after the right one',
    async (under) => {
      await heldByAnn(under);
      await record(under, 'bob-1 tee 2');
      await begin(under, 'ann-1');
      assert.equal(await tell(under, 'pay_ann-1', { amountMinor: 989, webhookId: 'a' }), 'wrong-amount of ann-1');
      assert.equal(await tell(under, 'pay_ann-1', { amountMinor: 989, webhookId: 'a' }), 'wrong-amount of ann-1');
      assert.equal((await orderOf(under, 'ann-1')).flag, 'wrong-amount');
      assert.equal(await moneyText(under, 'pay_ann-1'), 'opening 0-0');
      await begin(under, 'bob-1');
      await tell(under, 'pay_bob-1');
      assert.equal(await tell(under, 'pay_bob-1', { currency: 'EUR' }), 'wrong-amount of bob-1');
      const { status, flag } = await orderOf(under, 'bob-1');
      assert.deepEqual([status, flag], ['paid', 'wrong-amount']);
      assert.equal(await changesText(under), 'paid bob-1:tee:2');
    },
  ],
  [
    'money that comes too late is due for a refund, and is given back once',
    async (under) => {
      const { ledger } = under;
      await heldByAnn(under);
      await begin(under, 'ann-1');
      await ledger.paymentClosed('pay_ann-1');
      await ledger.cancel('ann-1', 'ann');
      await takeChanges(under);
      assert.equal(await tell(under, 'pay_ann-1'), 'refund-order of ann-1');
      assert.deepEqual(await refundsDue(under), ['pay_ann-1']);
      await ledger.refundFailed('pay_ann-1', ledger.nowMs() + 50);
      assert.deepEqual(await refundsDue(under), []);
      await under.advance(60);
      assert.deepEqual(await refundsDue(under), ['pay_ann-1']);
      for (const _ of [1, 2]) await ledger.paymentRefunded('pay_ann-1', 990);
      assert.deepEqual(await refundsDue(under), []);
      assert.equal(await moneyText(under, 'pay_ann-1'), 'refunded 990-990');
      assert.equal(await pathText(under, 'ann-1'), 'reserved>awaiting_payment>cancelled>refund_due>refunded');
      assert.equal(await changesText(under), 'none');
    },
  ],
  [
    'money twice: the second is given back on its own, and the order stays paid',
    async (under) => {
      const { ledger } = under;
      await heldByAnn(under);
      await begin(under, 'ann-1');
      await tell(under, 'pay_ann-1', { type: 'failed' });
      await begin(under, 'ann-1');
      assert.equal(await tell(under, 'pay_ann-1-2'), 'pay of ann-1');
      assert.equal(await tell(under, 'pay_ann-1'), 'refund-payment of ann-1');
      await ledger.paymentRefunded('pay_ann-1', 990);
      assert.equal((await orderOf(under, 'ann-1')).status, 'paid');
      assert.deepEqual(
        [await moneyText(under, 'pay_ann-1'), await moneyText(under, 'pay_ann-1-2')],
        ['refunded 990-990', 'captured 990-0'],
      );
    },
  ],
  [
    'what nobody here opened, or another provider tells, is not taken',
    async (under) => {
      await heldByAnn(under);
      await begin(under, 'ann-1');
      for (const _ of [1, 2]) assert.equal(await tell(under, 'pay_none', { webhookId: 'a' }), 'unknown-payment');
      assert.equal(await tell(under, 'pay_ann-1', { provider: 'other' }), 'unknown-payment');
      assert.equal((await orderOf(under, 'ann-1')).status, 'awaiting_payment');
    },
  ],
  [
    'an order whose payment may still be captured waits for the provider',
    async (under) => {
      const { ledger } = under;
      await heldByAnn(under);
      await record(under, 'bob-1 tee 2', 'cid-1 tee 3');
      await begin(under, 'ann-1');
      await begin(under, 'bob-1');
      assert.equal((await ledger.cancel('ann-1', 'ann'))?.decision.kind, 'close-first');
      await under.advance(windowMs + 5);
      assert.equal((await ledger.expireDue(10)).expired, 1);
      assert.equal((await orderOf(under, 'cid-1')).status, 'expired');
      await ledger.paymentClosed('pay_bob-1');
      assert.equal((await ledger.expireDue(10)).expired, 1);
      assert.equal((await orderOf(under, 'bob-1')).status, 'expired');
      assert.equal((await orderOf(under, 'ann-1')).status, 'awaiting_payment');
    },
  ],
  [
    'whoever is to ask about a payment gets it alone, and gets it again when nothing came of it',
    async (under) => {
      const { ledger } = under;
      await heldByAnn(under);
      await record(under, 'bob-1 tee 2', 'cid-1 tee 3');
      for (const orderId of ['ann-1', 'bob-1', 'cid-1']) await begin(under, orderId);
      assert.deepEqual(await claimed(under, 10), []);
      await tell(under, 'pay_cid-1');
      const { expiresAtMs, openedAtMs } = await paymentOf(under, 'pay_bob-1');
      assert.ok(expiresAtMs < openedAtMs + checkFirstMs, 'the first question here is whether it can be closed');
      await under.advance(expiresAtMs - ledger.nowMs());
      const taken = await Promise.all([claimed(under, 1), claimed(under, 1), claimed(under, 10)]);
      assert.deepEqual(taken.flat().sort(), ['pay_ann-1 over', 'pay_bob-1 over']);
      await ledger.paymentClosed('pay_ann-1');
      await under.advance(nextCheckAtMs({ openedAtMs, expiresAtMs }, ledger.nowMs()) - ledger.nowMs());
      assert.deepEqual(await claimed(under, 10), ['pay_bob-1 over']);
    },
  ],
  [
    'a wrong sum, and a paid order, let what is open be asked about at once',
    async (under) => {
      await heldByAnn(under);
      await begin(under, 'ann-1');
      await tell(under, 'pay_ann-1', { amountMinor: 1 });
      assert.deepEqual(await claimed(under, 10), ['pay_ann-1 waiting']);
      await tell(under, 'pay_ann-1', { type: 'failed' });
      await begin(under, 'ann-1');
      assert.deepEqual(await claimed(under, 10), []);
      await tell(under, 'pay_ann-1');
      assert.deepEqual(await claimed(under, 10), ['pay_ann-1-2 over']);
    },
  ],
  [
    'payment, expiry and cancellation race on one step: one of them wins, and money and units agree',
    async (under) => {
      const { ledger } = under;
      const names = [1, 2, 3, 4, 5].map((unit) => `b${unit}`);
      await createSale(under, { perBuyer: 1 });
      await takeChanges(under);
      await record(under, ...names.map((name, at) => `${name}-1 tee ${at + 1}`));
      for (const name of names) await begin(under, `${name}-1`);
      for (const name of names.slice(2)) await ledger.paymentClosed(`pay_${name}-1`);
      await under.advance(windowMs + 5);
      await Promise.all([
        ...names.map((name) => tell(under, `pay_${name}-1`)),
        ledger.expireDue(10),
        ...names.map((name) => ledger.cancel(`${name}-1`, name)),
      ]);
      const changes = await changesText(under);
      for (const name of names) {
        const { status } = await orderOf(under, `${name}-1`);
        const isPaid = status === 'paid';
        assert.ok(isPaid || status === 'refund_due', status);
        assert.equal(await moneyText(under, `pay_${name}-1`), `${isPaid ? 'captured' : 'refund_due'} 990-0`);
        assert.equal(changes.split(`${name}-1:`).length, 2, 'the gate hears of each order once');
      }
    },
  ],
  [
    'the payments of a sale come by id, in pages',
    async (under) => {
      const { ledger } = under;
      await heldByAnn(under);
      await record(under, 'bob-1 tee 2', 'cid-1 tee 3');
      for (const orderId of ['bob-1', 'ann-1', 'cid-1']) await begin(under, orderId);
      const first = await ledger.paymentsOfSale(saleId, undefined, 2);
      assert.deepEqual(
        [first.rows.map(({ paymentId }) => paymentId), first.next],
        [['pay_ann-1', 'pay_bob-1'], 'pay_bob-1'],
      );
      const rest = await ledger.paymentsOfSale(saleId, first.next, 2);
      assert.deepEqual([rest.rows.map(({ orderId }) => orderId), rest.next], [['cid-1'], undefined]);
      assert.deepEqual(await ledger.paymentsOfSale('none', undefined, 2), { rows: [], next: undefined });
    },
  ],
];

async function heldByAnn(under: LedgerUnderTest): Promise<void> {
  await createSale(under);
  await record(under, 'ann-1 tee 1');
  await takeChanges(under);
}

/** `pay_ann-1 opening 990 CNY`, or `not-payable cancelled` */
async function begin({ ledger }: LedgerUnderTest, orderId: string): Promise<string> {
  const begun = await ledger.beginPayment({ orderId, buyerId: orderId.split('-')[0] ?? '', provider });
  assert.ok(begun, `${orderId} is there`);
  if (begun.kind === 'not-payable') return `${begun.kind} ${begun.order.status}`;
  const { paymentId, status, amountMinor, currency } = begun.payment;
  return `${paymentId} ${status} ${amountMinor} ${currency}`;
}

let messages = 0;

type News = {
  readonly type?: 'succeeded' | 'failed';
  readonly webhookId?: string;
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly provider?: string;
};

/** `pay of ann-1`, `unknown-payment`: what became of the news that 990 CNY were captured, but for what is named. */
async function tell({ ledger }: LedgerUnderTest, paymentId: string, news: News = {}): Promise<string> {
  messages += 1;
  const event = { type: 'succeeded', amountMinor: 990, currency: 'CNY', provider, webhookId: `m${messages}` } as const;
  const { decision, orderId } = await ledger.takeEvent({ ...event, paymentId, ...news });
  return orderId === undefined ? decision.kind : `${decision.kind} of ${orderId}`;
}

async function paymentOf({ ledger }: LedgerUnderTest, paymentId: string): Promise<Payment> {
  const payment = await ledger.payment(paymentId);
  assert.ok(payment, `${paymentId} is recorded`);
  return payment;
}

/** `captured 990-0`: the status, what was captured and what was given back. */
async function moneyText(under: LedgerUnderTest, paymentId: string): Promise<string> {
  const { status, capturedMinor, refundedMinor } = await paymentOf(under, paymentId);
  return `${status} ${capturedMinor}-${refundedMinor}`;
}

async function refundsDue({ ledger }: LedgerUnderTest): Promise<readonly string[]> {
  return (await ledger.refundsDue(10)).map(({ paymentId }) => paymentId);
}

async function claimed({ ledger }: LedgerUnderTest, limit: number): Promise<readonly string[]> {
  const checks = await ledger.claimChecks(limit);
  return checks.map(({ payment, isOver }) => `${payment.paymentId} ${isOver ? 'over' : 'waiting'}`);
}
