import assert from 'node:assert/strict';
import type { HeardEvent } from '@penstock/core';
import { paymentIdOf } from '@penstock/core';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import { begin, createSale, record, saleId } from './ledger-case.ts';

/** Of what the ledger tells people about money. */
export const ledgerStoryCases: readonly LedgerCase[] = [
  [
    'the money of an order: its payments and what was heard of them, each oldest first, and of no other order',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1', 'bob-1 cap 1');
      assert.deepEqual(await ledger.moneyOfOrder('ann-1'), { payments: [], heard: [] });
      assert.deepEqual(await ledger.moneyOfOrder('nobody-1'), { payments: [], heard: [] });
      await begin(under, 'ann-1');
      await hear(under, 'a', 'failed');
      await begin(under, 'ann-1');
      await begin(under, 'bob-1');
      await hear(under, 'b', 'succeeded', { paymentId: paymentIdOf('bob-1', 1), amountMinor: 450, currency: 'EUR' });
      await under.advance(5);
      await hear(under, 'c', 'succeeded', { amountMinor: 1 });
      await under.advance(5);
      await hear(under, 'd', 'succeeded', { paymentId: paymentIdOf('ann-1', 2) });
      // The same message again is no second thing that was heard.
      await hear(under, 'd', 'succeeded', { paymentId: paymentIdOf('ann-1', 2) });
      await under.advance(5);
      await hear(under, 'e', 'succeeded');
      const { payments, heard } = await ledger.moneyOfOrder('ann-1');
      assert.deepEqual(
        payments.map(({ paymentId, status, capturedMinor }) => `${paymentId} ${status} ${capturedMinor}`),
        ['pay_ann-1 refund_due 990', 'pay_ann-1-2 captured 990'],
      );
      assert.deepEqual(payments[1], await ledger.payment('pay_ann-1-2'), 'the payment as the book has it');
      assert.deepEqual(heard.map(heardText), [
        'a failed 990 CNY of pay_ann-1: declined',
        'c succeeded 1 CNY of pay_ann-1: wrong-amount',
        'd succeeded 990 CNY of pay_ann-1-2: pay',
        'e succeeded 990 CNY of pay_ann-1: refund-payment',
      ]);
      for (const { orderId, saleId: of, provider: from, atMs } of heard) {
        assert.deepEqual([orderId, of, from], ['ann-1', saleId, provider]);
        assert.ok(atMs <= ledger.nowMs());
      }
      await ledger.paymentRefunded('pay_ann-1', 990);
      const after = await ledger.moneyOfOrder('ann-1');
      assert.deepEqual([after.payments[0]?.status, after.payments[0]?.refundedMinor], ['refunded', 990]);
      assert.deepEqual((await ledger.moneyOfOrder('bob-1')).heard.map(heardText), [
        'b succeeded 450 EUR of pay_bob-1: pay',
      ]);
    },
  ],
  [
    'what could not be applied is listed newest first: wrong sums with their order, unknown payments without one',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      await record(under, 'ann-1 tee 1');
      await begin(under, 'ann-1');
      assert.deepEqual(await ledger.eventsNotApplied(10), []);
      await hear(under, 'a', 'succeeded', { amountMinor: 989 });
      await under.advance(5);
      await hear(under, 'b', 'succeeded', { paymentId: 'pay_none' });
      await hear(under, 'b', 'succeeded', { paymentId: 'pay_none' });
      await under.advance(5);
      await hear(under, 'c', 'succeeded', { currency: 'EUR' });
      await under.advance(5);
      // One of another provider is none that is known here; and what was applied is not listed.
      await hear(under, 'd', 'failed', { provider: 'other' });
      await hear(under, 'e', 'succeeded');
      const found = await ledger.eventsNotApplied(10);
      assert.deepEqual(found.map(heardText), [
        'd failed 990 CNY of pay_ann-1: unknown-payment',
        'c succeeded 990 EUR of pay_ann-1: wrong-amount',
        'b succeeded 990 CNY of pay_none: unknown-payment',
        'a succeeded 989 CNY of pay_ann-1: wrong-amount',
      ]);
      assert.deepEqual(
        found.map(({ orderId, saleId: of }) => [orderId, of]),
        [
          [undefined, undefined],
          ['ann-1', saleId],
          [undefined, undefined],
          ['ann-1', saleId],
        ],
      );
      assert.deepEqual(
        (await ledger.eventsNotApplied(2)).map(({ webhookId }) => webhookId),
        ['d', 'c'],
      );
    },
  ],
];

const provider = 'test';

/** News of ann's first payment of 990 CNY, but for what is named. */
async function hear(
  { ledger }: LedgerUnderTest,
  webhookId: string,
  type: 'succeeded' | 'failed',
  news: Partial<Pick<HeardEvent, 'paymentId' | 'amountMinor' | 'currency' | 'provider'>> = {},
): Promise<void> {
  const about = { paymentId: paymentIdOf('ann-1', 1), amountMinor: 990, currency: 'CNY', provider };
  await ledger.takeEvent({ webhookId, type, ...about, ...news });
}

/** `a succeeded 990 CNY of pay_ann-1: pay` */
function heardText({ webhookId, type, amountMinor, currency, paymentId, decision }: HeardEvent): string {
  return `${webhookId} ${type} ${amountMinor} ${currency} of ${paymentId}: ${decision}`;
}
