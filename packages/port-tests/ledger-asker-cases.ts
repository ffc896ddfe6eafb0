import assert from 'node:assert/strict';
import type { JournalRow, Order, OrderFilter, Page } from '@penstock/core';
import { isMoveAllowed } from '@penstock/core';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import { createSale, entryOf, foldPath, orderOf, record, saleId } from './ledger-case.ts';

export const ledgerAskerCases: readonly LedgerCase[] = [
  [
    "a buyer's orders in a sale, the oldest first, ended ones too",
    async (under) => {
      await createSale(under);
      await createSale(under, { saleId: 'sale-2' });
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2');
      await under.ledger.cancel('ann-1', 'ann');
      await record(under, 'ann-2 tee 3', 'ann-3 cap 1 slot 1');
      await under.ledger.record(entryOf(under, ['ann-4 tee 1'], 1, 'sale-2'));
      const orders = await under.ledger.ordersOfBuyerInSale(saleId, 'ann');
      assert.deepEqual(idsOf(orders), ['ann-1', 'ann-2', 'ann-3']);
      assert.deepEqual(orders[0], await orderOf(under, 'ann-1'));
      assert.deepEqual(idsOf(await under.ledger.ordersOfBuyerInSale('sale-2', 'ann')), ['ann-4']);
    },
  ],
  [
    "a buyer's orders in all sales, the newest first, page by page",
    async (under) => {
      await createSale(under, { perBuyer: 9 });
      await createSale(under, { saleId: 'sale-2' });
      await record(under, 'ann-1 tee 1', 'bob-9 tee 5', 'ann-2 tee 2 slot 1', 'ann-4 tee 4 slot 2');
      await under.ledger.record(entryOf(under, ['ann-3 tee 1'], 1, 'sale-2'));
      const page = (after: string | undefined, limit: number) => under.ledger.ordersOfBuyer('ann', after, limit);
      assert.deepEqual(await pagesOf(page, 100), ['ann-4 ann-3 ann-2 ann-1']);
      assert.deepEqual(await pagesOf(page, 3), ['ann-4 ann-3 ann-2', 'ann-1']);
      assert.deepEqual(await pagesOf(page, 1), ['ann-4', 'ann-3', 'ann-2', 'ann-1']);
      assert.deepEqual((await under.ledger.ordersOfBuyer('zoe', undefined, 5)).rows, []);
    },
  ],
  [
    'the orders of a sale by id, page by page, all or of one status',
    async (under) => {
      await createSale(under, { perBuyer: 9 });
      await record(under, 'o4-1 tee 4', 'o2-1 tee 2', 'o1-1 tee 1', 'o3-1 tee 3', 'o5-1 tee 1');
      await under.ledger.cancel('o3-1', 'o3');
      const page = (status?: Order['status']) => (after: string | undefined, limit: number) =>
        under.ledger.ordersOfSale(saleId, {
          ...(status === undefined ? {} : { status }),
          ...(after === undefined ? {} : { after }),
          limit,
        });
      assert.deepEqual(await pagesOf(page(), 100), ['o1-1 o2-1 o3-1 o4-1 o5-1']);
      assert.deepEqual(await pagesOf(page(), 2), ['o1-1 o2-1', 'o3-1 o4-1', 'o5-1']);
      assert.deepEqual(await pagesOf(page('awaiting_payment'), 2), ['o1-1 o2-1', 'o4-1']);
      assert.deepEqual(await pagesOf(page('cancelled'), 2), ['o3-1']);
      assert.deepEqual(await pagesOf(page('refused'), 2), ['o5-1']);
      assert.deepEqual(await pagesOf(page('paid'), 2), []);
    },
  ],
  [
    'the orders of a sale that somebody looks for: by buyer, or by what is typed',
    async (under) => {
      await createSale(under, { perBuyer: 9 });
      await createSale(under, { saleId: 'sale-2' });
      const id = '019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90';
      await record(under, 'ann-1 tee 1', 'ann-2 tee 2 slot 1', 'anna-1 tee 3', 'bob-1 tee 4', `${id} tee 5`);
      await under.ledger.record(entryOf(under, ['ann-3 tee 1'], 1, 'sale-2'));
      await under.ledger.cancel('ann-2', 'ann');
      const found = (filter: Omit<OrderFilter, 'limit'>, limit: number) =>
        pagesOf((after) => under.ledger.ordersOfSale(saleId, { ...filter, ...(after && { after }), limit }), limit);
      assert.deepEqual(await found({ buyerId: 'ann' }, 9), ['ann-1 ann-2']);
      assert.deepEqual(await found({ buyerId: 'ann' }, 1), ['ann-1', 'ann-2']);
      assert.deepEqual(await found({ buyerId: 'ann', status: 'cancelled' }, 9), ['ann-2']);
      assert.deepEqual(await found({ text: 'ann' }, 2), ['ann-1 ann-2', 'anna-1']);
      assert.deepEqual(await found({ text: 'ann', status: 'awaiting_payment' }, 9), ['ann-1 anna-1']);
      assert.deepEqual(await found({ text: 'ann', buyerId: 'anna' }, 9), ['anna-1']);
      for (const text of [id, id.slice(0, 9), '3C5B-7A90', '3c5b7a90'])
        assert.deepEqual(await found({ text }, 9), [id]);
      for (const text of ['5b7a90', 'nn', '%', 'zoe']) assert.deepEqual(await found({ text }, 9), []);
    },
  ],
  [
    'a page that is just full is the last one when nothing follows',
    async (under) => {
      await createSale(under);
      await record(under, 'ann-1 tee 1', 'bob-1 tee 2');
      const { rows, next } = await under.ledger.ordersOfSale(saleId, { limit: 2 });
      assert.equal(rows.length, 2);
      const rest = next === undefined ? [] : (await under.ledger.ordersOfSale(saleId, { after: next, limit: 2 })).rows;
      assert.deepEqual(rest, []);
    },
  ],
  [
    'the journal of a sale, the oldest first, page by page, each number once',
    async (under) => {
      await playJournal(under);
      const all = await journalOf(under, {}, 100);
      const paged = await journalOf(under, {}, 3);
      assert.deepEqual(paged, all);
      assert.deepEqual(
        all.map((row) => row.seq),
        all.map((row) => row.seq).toSorted((a, b) => a - b),
      );
      assert.equal(new Set(all.map((row) => row.seq)).size, all.length);
    },
  ],
  [
    "the journal folds to every order's status by moves that are allowed",
    async (under) => {
      await playJournal(under);
      const all = await journalOf(under, {}, 100);
      const ids = new Set(all.map((row) => row.orderId));
      assert.deepEqual([...ids].sort(), ['ann-1', 'ann-2', 'bob-1']);
      for (const orderId of ids) {
        const rows = all.filter((row) => row.orderId === orderId);
        assert.equal(foldPath(rows).at(-1), (await orderOf(under, orderId)).status);
        for (const { from, to } of rows)
          assert.ok(from === undefined || isMoveAllowed({ from, to }), `${from} to ${to}`);
        assert.deepEqual(await journalOf(under, { orderId }, 1), rows);
      }
    },
  ],
  [
    'the journal of one sale says nothing of another',
    async (under) => {
      await playJournal(under);
      await createSale(under, { saleId: 'sale-2' });
      await under.ledger.record(entryOf(under, ['eve-1 tee 1'], 1, 'sale-2'));
      const { rows } = await under.ledger.journal('sale-2', { limit: 100 });
      assert.deepEqual([...new Set(rows.map((row) => row.orderId))], ['eve-1']);
      assert.deepEqual((await under.ledger.journal(saleId, { orderId: 'eve-1', limit: 9 })).rows, []);
    },
  ],
];

async function playJournal(under: LedgerUnderTest): Promise<void> {
  await createSale(under);
  await record(under, 'ann-1 tee 1', 'bob-1 tee 1');
  await under.ledger.cancel('ann-1', 'ann');
  await record(under, 'ann-2 tee 1');
}

function idsOf(orders: readonly Order[]): string[] {
  return orders.map((order) => order.orderId);
}

/** Every page as one line of order ids, by following the cursors. */
async function pagesOf(
  page: (after: string | undefined, limit: number) => Promise<Page<Order, string>>,
  limit: number,
): Promise<string[]> {
  const pages: string[] = [];
  let after: string | undefined;
  do {
    const { rows, next } = await page(after, limit);
    if (rows.length > 0) pages.push(idsOf(rows).join(' '));
    assert.ok(rows.length <= limit);
    assert.ok(next === undefined || next !== after, 'a cursor moves on');
    after = next;
  } while (after !== undefined);
  return pages;
}

async function journalOf(
  { ledger }: LedgerUnderTest,
  filter: { readonly orderId?: string },
  limit: number,
): Promise<JournalRow[]> {
  const all: JournalRow[] = [];
  let after: number | undefined;
  do {
    const page = await ledger.journal(saleId, { ...filter, ...(after === undefined ? {} : { after }), limit });
    all.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return all;
}
