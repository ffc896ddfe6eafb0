import assert from 'node:assert/strict';
import type { AskRecord } from '@penstock/core';
import { captureWindowMs, paymentIdOf } from '@penstock/core';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import { adjustmentOf, begin, createSale, orderOf, pay, record, saleId, windowMs } from './ledger-case.ts';

export const ledgerNumberCases: readonly LedgerCase[] = [
  [
    'the numbers of a sale follow every move of its units, by sku',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      assert.equal(await numbersText(under), 'tee 5 free; cap 2 free');
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2', 'cid-1 cap 1', 'dan-1 tee 2');
      assert.equal(await numbersText(under), 'tee 3 free 2 held 1 returned; cap 1 free 1 held');
      await ledger.cancel('ann-1', 'ann');
      await pay(under, 'cid-1');
      assert.equal(await numbersText(under), 'tee 4 free 1 held 2 returned; cap 1 free 1 paid');
      await ledger.addUnits(adjustmentOf('a1', 'tee', 2));
      await ledger.withdrawUnits(adjustmentOf('a2', 'cap', -1), [2]);
      assert.equal(await numbersText(under), 'tee 6 free 1 held 2 returned; cap 0 free 1 paid');
      await under.advance(windowMs + 5);
      await ledger.expireDue(10);
      assert.equal(await numbersText(under), 'tee 7 free 3 returned; cap 0 free 1 paid');
      await createSale(under, { saleId: 'sale-2' });
      assert.equal(await numbersText(under, 'sale-2'), 'tee 5 free; cap 2 free');
      assert.equal(await ledger.saleNumbers('nowhere'), undefined);
    },
  ],
  [
    'payments: open, captured a second over the last seconds, and what must go back',
    async (under) => {
      await createSale(under);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2', 'cid-1 tee 3');
      await begin(under, 'ann-1');
      await begin(under, 'cid-1');
      assert.deepEqual(await payments(under), { open: 2, capturedPerSecond: 0, refundDue: 0 });
      await pay(under, 'ann-1');
      await pay(under, 'bob-1');
      const perSecond = 2 / (captureWindowMs / 1_000);
      assert.deepEqual(await payments(under), { open: 1, capturedPerSecond: perSecond, refundDue: 0 });
      await under.advance(captureWindowMs);
      assert.deepEqual(await payments(under), { open: 1, capturedPerSecond: 0, refundDue: 0 });
      await under.ledger.paymentClosed(paymentIdOf('cid-1', 1));
      await under.ledger.expireDue(10);
      await pay(under, 'cid-1');
      assert.deepEqual(await payments(under), { open: 0, capturedPerSecond: perSecond / 2, refundDue: 1 });
    },
  ],
  [
    'a sale is summed up: buyers, when everything was given and when paid, and the money',
    async (under) => {
      const { ledger } = under;
      const cap = { sku: 'cap', title: 'Cap', priceMinor: 450, currency: 'EUR', units: 2 };
      await createSale(under, { variants: [cap] });
      const nothing = { buyers: 0, allGivenAtMs: undefined, soldOutAtMs: undefined, money: [] };
      assert.deepEqual(await ledger.saleSummary(saleId), nothing);
      await record(under, 'ann-1 cap 1');
      await ledger.cancel('ann-1', 'ann');
      // Tests place their orders a little before they record them.
      await under.advance(200);
      await record(under, 'ann-2 cap 1', 'bob-1 cap 1');
      assert.deepEqual(await ledger.saleSummary(saleId), { ...nothing, buyers: 1 });
      await record(under, 'cid-1 cap 2');
      const { placedAtMs } = await orderOf(under, 'cid-1');
      assert.deepEqual(await ledger.saleSummary(saleId), { ...nothing, buyers: 2, allGivenAtMs: placedAtMs });
      await ledger.addUnits(adjustmentOf('a1', 'cap', 1));
      await pay(under, 'ann-2');
      await pay(under, 'cid-1');
      const { soldOutAtMs, ...summary } = (await ledger.saleSummary(saleId)) ?? nothing;
      const euros = { currency: 'EUR', captured: 2, capturedMinor: 900, refunded: 0, refundedMinor: 0 };
      assert.deepEqual(summary, { buyers: 2, allGivenAtMs: placedAtMs, money: [euros] });
      assert.equal(soldOutAtMs, undefined, 'one that was added is not sold');
      await ledger.withdrawUnits(adjustmentOf('a2', 'cap', -1), [3]);
      const { paidAtMs } = await orderOf(under, 'cid-1');
      assert.equal((await ledger.saleSummary(saleId))?.soldOutAtMs, paidAtMs);
      assert.equal(await ledger.saleSummary('nowhere'), undefined);
    },
  ],
  [
    'what a node counted is there after a stop, and is not whole when it died',
    async (under) => {
      const { ledger } = under;
      await createSale(under);
      const record_ = { ...counted, saleId };
      assert.deepEqual(await ledger.resumeAsks('one'), []);
      await ledger.saveAsks('one', [record_, { ...counted, saleId: 'nowhere' }], false);
      await ledger.saveAsks('one', [{ ...record_, asks: 6 }], false);
      await ledger.saveAsks('one', [], true);
      assert.deepEqual(await ledger.resumeAsks('one'), [{ ...record_, asks: 6 }]);
      assert.deepEqual(await ledger.resumeAsks('two'), []);
      // It began again and died: nobody knows what it counted since.
      assert.deepEqual(await ledger.resumeAsks('one'), [{ ...record_, asks: 6, isWhole: false }]);
    },
  ],
];

const counted: Omit<AskRecord, 'saleId'> = {
  ...{ sinceMs: 5, isWhole: true, asks: 4, answers: { held: 3, 'sold-out': 1 }, peakAsksPerSecond: 2 },
  ...{ latencies: [0, 4], latencyMaxMs: 1.25 },
};

/** `tee 3 free 1 held 1 paid 2 returned; …`; what is zero is left out but for what is free. */
async function numbersText({ ledger }: LedgerUnderTest, of = saleId): Promise<string> {
  const numbers = await ledger.saleNumbers(of);
  assert.ok(numbers, `${of} has numbers`);
  const texts = numbers.skus.map(({ sku, units, available, held, paid, given, returned }) => {
    assert.equal(units, available + held + paid, 'units = available + held + paid');
    assert.ok(given >= held + paid, 'what was given is held, paid or was given back');
    const rest = Object.entries({ held, paid, returned }).filter(([, count]) => count !== 0);
    return [`${sku} ${available} free`, ...rest.map(([name, count]) => `${count} ${name}`)].join(' ');
  });
  return texts.join('; ');
}

async function payments({ ledger }: LedgerUnderTest) {
  return (await ledger.saleNumbers(saleId))?.payments;
}
