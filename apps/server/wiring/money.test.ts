import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { suite, test } from 'node:test';
import type { Clock, Order, PaymentProvider } from '@penstock/core';
import {
  checkFirstMs,
  closeGraceMs,
  closeTimeoutMs,
  failure,
  findTimeoutMs,
  openTimeoutMs,
  settlementWaitMs,
} from '@penstock/core';
import { createMemoryGate, createOrderEventHub, openLedgerInline } from '@penstock/embedded';
import { fakeClock, seededIds } from '@penstock/port-tests';
import type { Scenario } from '@penstock/sandbox-payments';
import { createSandboxProvider, decideSandboxPayment, openSandboxBook } from '@penstock/sandbox-payments';
import pino from 'pino';
import { startEngine } from './engine.ts';

const windowMs = 60_000;

/** Longer than any sweep, and well within the second in which a unit is for sale again. */
const soonMs = 900;

/** A provider that is given up on by a clock that is moved. */
function impatient(provider: PaymentProvider, clock: Clock): PaymentProvider {
  const within = <Answer>(ms: number, answer: Promise<Answer>) =>
    Promise.race([answer, clock.sleep(ms).then(() => Promise.reject(failure('PROVIDER_UNAVAILABLE')))]);
  return {
    ...provider,
    open: (payment) => within(openTimeoutMs, provider.open(payment)),
    close: (paymentId) => within(closeTimeoutMs, provider.close(paymentId)),
    find: (paymentId) => within(findTimeoutMs, provider.find(paymentId)),
  };
}

/** A whole engine on one clock that is moved, with the sandbox as its provider. Its webhooks do not arrive. */
async function shop(t: TestContext, units: number) {
  const clock = fakeClock(1_764_000_000_000);
  const ledger = openLedgerInline({ clock });
  const book = openSandboxBook(':memory:');
  const { gate, outbox, view, close } = createMemoryGate(clock);
  const { engine, stop } = await startEngine({
    ...{ gate, outbox, view, ledger, clock },
    events: createOrderEventHub(),
    provider: impatient(createSandboxProvider({ book, clock }), clock),
    ids: seededIds(1),
    logger: pino({ level: 'silent' }),
    onFatal: (error) => assert.fail(String(error)),
    settlementWaitMs,
    closeOutbox: close,
  });
  t.after(async () => {
    const stopped = stop();
    await clock.advance(20_000);
    await stopped;
    book.end();
    ledger.close();
  });
  const variants = [{ sku: 'tee', title: 'Tee', priceMinor: 990, currency: 'CNY', units }];
  const opensAtMs = clock.nowMs() + 1_000;
  const creating = engine.createSale({
    ...{ saleId: 'sale', draft: false, title: 'Sale', perBuyer: 1, opensAtMs, closesAtMs: opensAtMs + 86_400_000 },
    ...{ paymentWindowMs: windowMs, variants },
  });
  await clock.advance(2_000);
  await creating;
  const settled = async <Answer>(call: Promise<Answer>): Promise<Answer> => {
    await clock.advance(1);
    return call;
  };
  return {
    ...{ clock, engine, book },
    available: () => view.counts('sale')?.skus[0]?.available,
    async order(buyerId: string): Promise<Order> {
      const answer = await settled(Promise.resolve(engine.ask('sale', { buyerId, sku: 'tee', key: undefined })));
      assert.equal(answer.kind, 'held');
      return answer.order;
    },
    async opened({ orderId, buyerId }: Order): Promise<string> {
      const outcome = await settled(engine.openPayment(orderId, buyerId));
      assert.equal(outcome.kind, 'open');
      return outcome.payment.paymentId;
    },
    decide(paymentId: string, scenario: Scenario): void {
      assert.equal(decideSandboxPayment(book, { paymentId, scenario, nowMs: clock.nowMs() }).kind, 'decided');
    },
    async status({ orderId }: Order): Promise<string | undefined> {
      return (await ledger.order(orderId))?.status;
    },
    /** Moves to this many ms after the order's `payBy`. */
    async afterPayBy({ payByMs = 0 }: Order, ms: number): Promise<void> {
      await clock.advance(payByMs + ms - clock.nowMs());
    },
  };
}

suite('a unit and its money', () => {
  test('an unpaid unit is for sale again within a second of its payBy, and its payment is closed', async (t) => {
    const { available, afterPayBy, book, opened, order, status } = await shop(t, 1);
    const ann = await order('ann');
    const paymentId = await opened(ann);
    await afterPayBy(ann, -1);
    assert.equal(await status(ann), 'awaiting_payment');
    await afterPayBy(ann, soonMs);
    assert.deepEqual([await status(ann), available(), book.find(paymentId)?.status], ['expired', 1, 'closed']);
  });

  test('silent payments hold up no others, and not their own units for ever', async (t) => {
    const { available, afterPayBy, clock, decide, opened, order } = await shop(t, 700);
    const orders: Order[] = [];
    for (let buyer = 0; buyer < 700; buyer += 1) orders.push(await order(`b${buyer}`));
    const last = orders.at(-1);
    assert.ok(last !== undefined);
    for (const [index, each] of orders.entries()) {
      const paymentId = await opened(each);
      if (index % 7 === 0) decide(paymentId, 'silent-capture');
    }
    await afterPayBy(last, soonMs);
    assert.equal(available(), 600);
    await afterPayBy(last, closeGraceMs + soonMs);
    assert.equal(available(), 700);
    await clock.advance(60_000);
  });

  test('money that comes after the hold was given up is given back, once, also when that fails at first', async (t) => {
    for (const scenario of ['silent-capture', 'refund-fails-once'] as const) {
      const { afterPayBy, book, clock, decide, opened, order, status } = await shop(t, 1);
      const ann = await order('ann');
      const paymentId = await opened(ann);
      decide(paymentId, scenario);
      await afterPayBy(ann, closeGraceMs - 1);
      assert.equal(await status(ann), 'awaiting_payment');
      await afterPayBy(ann, closeGraceMs + soonMs);
      assert.equal(await status(ann), 'expired');
      await clock.advance(60_000);
      assert.equal(await status(ann), 'refunded');
      const { status: atProvider, refundedMinor } = book.find(paymentId) ?? {};
      assert.deepEqual([atProvider, refundedMinor], ['refunded', 990]);
    }
  });

  test('money whose news was lost is found, long before payBy', async (t) => {
    const { clock, decide, opened, order, status } = await shop(t, 1);
    const ann = await order('ann');
    decide(await opened(ann), 'lost-webhook');
    await clock.advance(checkFirstMs + soonMs);
    assert.equal(await status(ann), 'paid');
  });

  test('a slow capture that crosses payBy is paid once the provider speaks again', async (t) => {
    const { afterPayBy, decide, opened, order, status } = await shop(t, 1);
    const ann = await order('ann');
    const paymentId = await opened(ann);
    await afterPayBy(ann, -100);
    decide(paymentId, 'slow-capture');
    await afterPayBy(ann, 2_000);
    assert.equal(await status(ann), 'awaiting_payment');
    await afterPayBy(ann, 6_000);
    assert.equal(await status(ann), 'paid');
  });

  test('a second capture goes back on its own, and what is still open is closed', async (t) => {
    const { book, clock, decide, engine, opened, order, status } = await shop(t, 1);
    const ann = await order('ann');
    const first = await opened(ann);
    await engine.takePaymentEvent({ ...eventOf(first), type: 'failed', webhookId: 'a' });
    const second = await opened(ann);
    decide(second, 'approve');
    await engine.takePaymentEvent({ ...eventOf(second), webhookId: 'b' });
    decide(first, 'approve');
    await engine.takePaymentEvent({ ...eventOf(first), webhookId: 'c' });
    await clock.advance(soonMs);
    assert.equal(await status(ann), 'paid');
    assert.deepEqual([book.find(first)?.status, book.find(second)?.status], ['refunded', 'captured']);
  });

  test('money that a declined payment takes after all is found, though no news of it comes', async (t) => {
    const { afterPayBy, book, clock, decide, engine, opened, order, status } = await shop(t, 2);
    const declined = async (buyerId: string) => {
      const placed = await order(buyerId);
      const paymentId = await opened(placed);
      decide(paymentId, 'decline');
      await engine.takePaymentEvent({ ...eventOf(paymentId), type: 'failed', webhookId: `no-${buyerId}` });
      return { placed, paymentId };
    };
    const ann = await declined('ann');
    const bob = await declined('bob');
    decide(ann.paymentId, 'lost-webhook');
    await clock.advance(checkFirstMs + soonMs);
    assert.equal(await status(ann.placed), 'paid');
    // What was declined is closed before its unit is released, so that nothing can be captured for it any more.
    await afterPayBy(bob.placed, soonMs);
    assert.deepEqual([await status(bob.placed), book.find(bob.paymentId)?.status], ['expired', 'closed']);
  });

  test('a wrong sum is given back, and the buyer may pay the right one', async (t) => {
    const { book, clock, decide, engine, opened, order, status } = await shop(t, 1);
    const ann = await order('ann');
    const first = await opened(ann);
    decide(first, 'wrong-amount');
    await engine.takePaymentEvent({ ...eventOf(first), amountMinor: 989, webhookId: 'a' });
    await clock.advance(soonMs);
    assert.equal(book.find(first)?.refundedMinor, 989);
    const second = await opened(ann);
    assert.notEqual(second, first);
    decide(second, 'approve');
    await engine.takePaymentEvent({ ...eventOf(second), webhookId: 'b' });
    assert.equal(await status(ann), 'paid');
  });

  test('a buyer who gives the order back has nothing left to pay', async (t) => {
    const { available, book, clock, engine, opened, order, status } = await shop(t, 1);
    const ann = await order('ann');
    const paymentId = await opened(ann);
    const cancelled = engine.cancel(ann.orderId, 'ann');
    await clock.advance(1);
    assert.equal((await cancelled).kind, 'cancelled');
    assert.deepEqual([await status(ann), available(), book.find(paymentId)?.status], ['cancelled', 1, 'closed']);
  });
});

function eventOf(paymentId: string) {
  return { type: 'succeeded', provider: 'sandbox', paymentId, amountMinor: 990, currency: 'CNY' } as const;
}
