import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLedgerInline } from '@penstock/embedded';
import { fakeClock, turn } from '@penstock/port-tests';
import type { HookAnswer } from '../domain/decide-delivery.ts';
import type { DueDelivery } from '../domain/delivery.ts';
import { deliveriesInFlightMax, deliveryKeptMs, deliveryLeaseMs } from '../limits.ts';
import type { HeldOrder } from '../ports/gate.ts';
import { createCourier, pruneDeliveries } from './deliver-webhooks.ts';
import { saleId, saleOf } from './test-room.ts';

/** A shop that is told, in this process: it answers what it is set to, or holds its answers back. */
function shopOf() {
  const told: { readonly delivery: DueDelivery; readonly answer: (answer: HookAnswer) => void }[] = [];
  const shop = {
    told,
    mood: 200 as number | 'silent' | 'held back',
    /** Answers everything that it held back. */
    answerAll(status: number) {
      for (const { answer } of told) answer({ kind: 'answered', status });
    },
    hook: {
      tell(delivery: DueDelivery): Promise<HookAnswer> {
        const { promise, resolve } = Promise.withResolvers<HookAnswer>();
        told.push({ delivery, answer: resolve });
        if (shop.mood === 'silent') resolve({ kind: 'silent', why: 'away', fault: { code: 'broken-off' } });
        else if (shop.mood !== 'held back') resolve({ kind: 'answered', status: shop.mood });
        return promise;
      },
      close: () => shop.answerAll(503),
    },
  };
  return shop;
}

/** A ledger with as many deliveries as there are buyers, a shop, and a courier between them that is run by hand. */
async function inOffice(buyers: number, run: (office: Awaited<ReturnType<typeof openOffice>>) => Promise<void>) {
  const office = await openOffice(buyers);
  try {
    await run(office);
  } finally {
    office.ledger.close();
  }
}

async function openOffice(buyers: number) {
  const clock = fakeClock(1_764_000_000_000);
  const ledger = openLedgerInline({ clock, tellsShop: true });
  const tee = { sku: 'tee', title: 'Tee', priceMinor: 990, currency: 'CNY', units: 1_000 };
  await ledger.create(saleOf(clock.nowMs(), { variants: [tee], paymentWindowMs: 3_600_000 }));
  const orders = Array.from({ length: buyers }, (_, at): HeldOrder => {
    const placed = { slot: 0, key: undefined, placedAtMs: clock.nowMs() };
    return { orderId: `b${at}-1`, buyerId: `b${at}`, sku: 'tee', unit: at + 1, ...placed };
  });
  await ledger.record({ entryId: '1', saleId, epoch: 1, orders });
  const shop = shopOf();
  const courier = createCourier({ ledger, hook: shop.hook, chance: () => 0.5 });
  const states = async () => {
    const { rows } = await ledger.deliveries({ limit: 1_000 });
    const count = (state: string) => rows.filter((row) => row.state === state).length;
    return `${count('pending')} pending, ${count('delivered')} delivered, ${count('failed')} failed`;
  };
  /** Lets the courier run for this long. While nothing is due its rounds find nothing, so they are left out. */
  const pass = async (ms: number) => {
    const untilMs = clock.nowMs() + ms;
    while (clock.nowMs() < untilMs) {
      const isFull =
        shop.mood === 'held back' && shop.told.length > 0 && shop.told.length % deliveriesInFlightMax === 0;
      const waitMs = isFull ? 100 : await courier.round();
      await turn();
      const dueMs = (await ledger.nextDeliveryAtMs()) ?? untilMs;
      await clock.advance(Math.min(untilMs - clock.nowMs(), Math.max(waitMs, 1, dueMs - clock.nowMs())));
    }
  };
  return { clock, ledger, shop, courier, states, pass };
}

test('everything that is due is told once, to a receiver that is well', () =>
  inOffice(100, async ({ shop, states, pass }) => {
    await pass(500);
    assert.equal(await states(), '0 pending, 100 delivered, 0 failed');
    assert.equal(new Set(shop.told.map(({ delivery }) => delivery.deliveryId)).size, 100);
    assert.equal(shop.told.length, 100);
  }));

test('no more are under way than the receiver bears', () =>
  inOffice(100, async ({ shop, pass }) => {
    shop.mood = 'held back';
    await pass(500);
    assert.equal(shop.told.length, deliveriesInFlightMax);
  }));

test('a receiver that is away is probed by ever fewer messages, and hears everything soon after it is back', () =>
  inOffice(200, async ({ clock, shop, states, pass }) => {
    shop.mood = 'silent';
    await pass(60_000);
    assert.ok(shop.told.length <= deliveriesInFlightMax + 8, `${shop.told.length} tries in a minute`);
    shop.mood = 200;
    const backMs = clock.nowMs();
    while ((await states()) !== '0 pending, 200 delivered, 0 failed') {
      await pass(500);
      assert.ok(clock.nowMs() - backMs < 6 * 60_000, await states());
      if (clock.nowMs() - backMs > 40_000) assert.match(await states(), /1[89]\d delivered|200 delivered/);
    }
  }));

test('tries end, and what ran out of them can be seen and sent again', () =>
  inOffice(1, async ({ ledger, shop, courier, states, pass }) => {
    shop.mood = 500;
    await pass(5 * 24 * 3_600_000);
    assert.equal(await states(), '0 pending, 0 delivered, 1 failed');
    assert.equal(shop.told.length, 10);
    assert.deepEqual(courier.tries(), { delivered: 0, again: 9, failed: 1 });
    const [failed] = (await ledger.deliveries({ state: 'failed', limit: 1 })).rows;
    assert.deepEqual([failed?.attempts, failed?.lastError], [10, 'It answered 500.']);
    shop.mood = 200;
    await ledger.resendDelivery(failed?.deliveryId ?? '');
    courier.resume();
    await pass(500);
    assert.equal(await states(), '0 pending, 1 delivered, 0 failed');
    assert.deepEqual(courier.tries(), { delivered: 1, again: 9, failed: 1 });
  }));

test('a receiver that is gone is told nothing more, until an operator says so', () =>
  inOffice(100, async ({ ledger, shop, courier, states, pass }) => {
    shop.mood = 410;
    await pass(60_000);
    assert.ok(shop.told.length <= deliveriesInFlightMax, `${shop.told.length} messages after a 410`);
    assert.ok(courier.goneSinceMs() !== undefined);
    shop.mood = 200;
    await pass(60_000);
    assert.ok(shop.told.length <= deliveriesInFlightMax);
    for (const { deliveryId } of (await ledger.deliveries({ state: 'failed', limit: 100 })).rows) {
      await ledger.resendDelivery(deliveryId);
    }
    courier.resume();
    await pass(500);
    assert.equal(await states(), '0 pending, 100 delivered, 0 failed');
  }));

test('what a process took with it when it died is told by the next one', () =>
  inOffice(20, async ({ clock, ledger, shop, states, pass }) => {
    shop.mood = 'held back';
    await pass(300);
    // The process is gone: nobody hears the answers. Another one comes up on the same ledger.
    const second = shopOf();
    const next = createCourier({ ledger, hook: second.hook, chance: () => 0.5 });
    await clock.advance(deliveryLeaseMs);
    for (let round = 0; round < 10; round += 1) {
      await next.round();
      await turn();
    }
    assert.equal(await states(), '0 pending, 20 delivered, 0 failed');
    assert.equal(second.told.length, 20);
  }));

test('a stop breaks off what is under way, and leaves it to be told later', () =>
  inOffice(20, async ({ shop, courier, states, pass }) => {
    shop.mood = 'held back';
    await pass(300);
    await courier.stop();
    await courier.round();
    assert.equal(shop.told.length, deliveriesInFlightMax);
    assert.equal(await states(), '20 pending, 0 delivered, 0 failed');
  }));

test('what is long over is forgotten', () =>
  inOffice(3, async ({ clock, ledger, states, pass }) => {
    await pass(500);
    assert.equal(await pruneDeliveries(ledger), false);
    assert.equal(await states(), '0 pending, 3 delivered, 0 failed');
    await clock.advance(deliveryKeptMs);
    await pruneDeliveries(ledger);
    assert.equal(await states(), '0 pending, 0 delivered, 0 failed');
  }));
