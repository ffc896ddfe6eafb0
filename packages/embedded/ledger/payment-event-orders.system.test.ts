import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Ledger, Payment } from '@penstock/core';
import { paymentIdOf } from '@penstock/core';
import { fakeClock } from '@penstock/port-tests';
import { openLedgerInline } from './open-ledger-inline.ts';
import { saleId, teeSale } from './test-holds.ts';

/** What a provider may tell of an order's two attempts to pay, in any order and any number of times. */
type News = { readonly attempt: 1 | 2; readonly type: 'succeeded' | 'failed'; readonly amountMinor: number };

const priceMinor = 9_900;
const success = { type: 'succeeded', amountMinor: priceMinor } as const;
const failure = { type: 'failed', amountMinor: priceMinor } as const;
const wrongSum = { type: 'succeeded', amountMinor: priceMinor - 1 } as const;

const ofOneAttempt: readonly News[] = [success, success, wrongSum, failure, failure].map((news) => ({
  ...news,
  attempt: 1,
}));

const ofTwoAttempts: readonly News[] = [
  { ...success, attempt: 1 },
  { ...failure, attempt: 1 },
  { ...wrongSum, attempt: 1 },
  { ...success, attempt: 2 },
  { ...failure, attempt: 2 },
];

/** What became of the order before the news came. */
type Before = 'awaiting' | 'expired' | 'cancelled';

const kept = 'captured 9900-0';
const givenBack = 'refunded 9900-9900';

type End = { readonly order: string; readonly attempts: string };

/** How it must end, whatever came first. */
function endOfAll(before: Before, attempts: 1 | 2): End {
  const given = 'reserved>awaiting_payment';
  if (before === 'awaiting')
    return { order: `${given}>paid`, attempts: attempts === 1 ? kept : `${kept}, ${givenBack}` };
  const refunds = Array.from({ length: attempts }, () => givenBack).join(', ');
  return { order: `${given}>${before}>refund_due>refunded`, attempts: refunds };
}

suite('all orders of five pieces of news, each once or twice, end alike', () => {
  for (const [before, attempts] of [
    ['awaiting', 1],
    ['awaiting', 2],
    ['expired', 2],
    ['cancelled', 2],
  ] as const) {
    test(`${before}, ${attempts} paid attempts`, async () => {
      const found = await tellInAllOrders(attempts === 1 ? ofOneAttempt : ofTwoAttempts, before);
      const end = endOfAll(before, attempts);
      assert.deepEqual(found, { histories: 120 * 32, ends: [`${end.order}; flagged; ${end.attempts}`] });
    });
  }
});

async function tellInAllOrders(news: readonly News[], before: Before) {
  const clock = fakeClock(1_764_000_000_000);
  const ledger = openLedgerInline({ clock });
  const orders = permutations(news.map((_, index) => index));
  const tellings = orders.flatMap((order) =>
    Array.from({ length: 2 ** news.length }, (_, twice) => ({ order, twice })),
  );
  const variants = [{ sku: 'tee', title: 'Tee', priceMinor, currency: 'CNY', units: tellings.length }];
  await ledger.create(teeSale(0, { variants, closesAtMs: clock.nowMs() * 2 }));
  const ends = new Set<string>();
  for (const [index, { order, twice }] of tellings.entries()) {
    const orderId = await placeOrder(ledger, index + 1);
    await end(ledger, clock, orderId, before);
    const repeated = order.filter((at) => (twice & (1 << at)) !== 0);
    for (const at of [...order, ...repeated]) {
      await tell(ledger, orderId, news[at], `${orderId} ${at}`);
      // Money goes back as soon as it is due in every second history, and after all the news in the others.
      if (index % 2 === 0) await refundAll(ledger);
    }
    await refundAll(ledger);
    ends.add(await endOf(ledger, orderId));
  }
  const places = await ledger.places(saleId);
  const sold = before === 'awaiting' ? tellings.length : 0;
  assert.deepEqual([places?.skus[0]?.sold.length, places?.skus[0]?.held.length], [sold, 0]);
  ledger.close();
  return { histories: tellings.length, ends: [...ends] };
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

/** An order with two attempts to pay: the first was closed, the second is open. */
async function placeOrder(ledger: Ledger, unit: number): Promise<string> {
  const orderId = `order-${unit}`;
  const buyerId = `buyer-${unit}`;
  const held = { orderId, buyerId, sku: 'tee', unit, slot: 0, key: undefined, placedAtMs: ledger.nowMs() };
  await ledger.record({ entryId: `entry-${unit}`, saleId, epoch: 1, orders: [held] });
  const begin = () => ledger.beginPayment({ orderId, buyerId, provider: 'test' });
  await begin();
  await ledger.paymentClosed(paymentIdOf(orderId, 1));
  await begin();
  return orderId;
}

async function end(
  ledger: Ledger,
  clock: ReturnType<typeof fakeClock>,
  orderId: string,
  before: Before,
): Promise<void> {
  if (before === 'awaiting') return;
  await ledger.paymentClosed(paymentIdOf(orderId, 2));
  if (before === 'cancelled') await ledger.cancel(orderId, orderId.replace('order', 'buyer'));
  else {
    await clock.advance(60_001);
    assert.equal((await ledger.expireDue(10)).expired, 1);
  }
}

async function tell(ledger: Ledger, orderId: string, news: News | undefined, webhookId: string): Promise<void> {
  assert.ok(news);
  const { attempt, ...event } = news;
  const about = { paymentId: paymentIdOf(orderId, attempt), provider: 'test', webhookId, currency: 'CNY' };
  await ledger.takeEvent({ ...event, ...about });
}

async function refundAll(ledger: Ledger): Promise<void> {
  for (const { paymentId, capturedMinor } of await ledger.refundsDue(10)) {
    await ledger.paymentRefunded(paymentId, capturedMinor);
  }
}

/** The order's path by the journal, its flag, and its attempts as far as money was in them. */
async function endOf(ledger: Ledger, orderId: string): Promise<string> {
  const { rows } = await ledger.journal(saleId, { orderId, limit: 100 });
  const order = await ledger.order(orderId);
  const attempts = await Promise.all([1, 2].map((attempt) => ledger.payment(paymentIdOf(orderId, attempt))));
  const texts = attempts.filter((each) => each !== undefined && each.capturedMinor > 0).map(moneyText);
  assert.equal(order?.status, rows.at(-1)?.to);
  return `${rows.map(({ to }) => to).join('>')}; ${order?.flag === undefined ? 'not flagged' : 'flagged'}; ${texts.sort().join(', ')}`;
}

function moneyText(payment: Payment | undefined): string {
  return `${payment?.status} ${payment?.capturedMinor}-${payment?.refundedMinor}`;
}
