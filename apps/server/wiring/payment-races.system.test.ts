// Ten thousand payments that race with their expiry, and with their cancellation, at the very step in which they meet.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Order, OrderStatus, PaymentProvider } from '@penstock/core';
import { closeGraceMs, failure } from '@penstock/core';
import { seededRandom, testSeed } from '@penstock/port-tests';
import pino from 'pino';
import { startEmbeddedEngine } from './embedded-engine.ts';
import type { Engine } from './engine.ts';
import type { Sandbox } from './payments.ts';
import { startPayments } from './payments.ts';

const racesMax = 10_000;
const priceMinor = 990;

/** Room enough for all asks and openings on a slow machine; what is not open by then does not race. */
const windowMs = 15_000;
const atOnce = 250;

const random = seededRandom(testSeed);

/** How the buyer and the shop meet at the provider. */
const races = [
  // The buyer pays just before the provider hears `close`, or just after it.
  ...(['pay-first', 'close-first'] as const),
  // The provider's first answer is lost, with money in it or without.
  ...(['pay-and-no-answer', 'answer-lost'] as const),
  // The provider took the money and says nothing until the shop has let the order go.
  'pay-and-silence',
  'nobody-pays',
  // The buyer gives the order back around `payBy`, and may have paid in another window.
  ...(['cancel', 'cancel-and-pay'] as const),
] as const;

type Race = (typeof races)[number];

/** How long in ms the silence lasts: longer than the shop waits. */
const silenceMs = closeGraceMs + 500;

const raceOf = new Map<string, Race>();
const deliveries: Promise<unknown>[] = [];
let cancelled = 0;

test('ten thousand payments race with their expiry: paid, or nothing kept', { timeout: 300_000 }, async (t) => {
  const shop = await startShop(t);
  const { engine, sandbox } = shop;
  const orders: Order[] = [];
  for (let first = 0; first < racesMax; first += atOnce) {
    const buyers = Array.from({ length: atOnce }, (_, at) => `b${first + at}`);
    orders.push(...(await Promise.all(buyers.map((buyerId) => openOrder(engine, buyerId)))));
  }
  assert.equal(raceOf.size, racesMax, 'all of them are open before the first is due');
  await Promise.all(orders.map(({ orderId }) => settled(engine, orderId, ['awaiting_payment'])));
  await Promise.all(deliveries);
  // All who pay have paid. Money that the provider was silent about, or that the shop on a slow machine did not hear of in
  // time, is found by asking, and then goes back.
  const taken = keptByOrder(sandbox);
  await Promise.all(
    orders.map(({ orderId }) => {
      const toBeLeft = (taken.get(orderId) ?? 0) > 0 ? (['expired', 'cancelled'] as const) : [];
      return settled(engine, orderId, ['awaiting_payment', 'refund_due', ...toBeLeft]);
    }),
  );

  const kept = keptByOrder(sandbox);
  const ends = new Map<string, number>();
  for (const { orderId } of orders) {
    const status = (await engine.ledger.order(orderId))?.status;
    const race = raceOf.get(orderId);
    assert.equal(kept.get(orderId), status === 'paid' ? priceMinor : 0, `${orderId}: ${race}, ${status}`);
    ends.set(`${race}: ${status}`, (ends.get(`${race}: ${status}`) ?? 0) + 1);
  }
  const paid = [...ends].filter(([end]) => end.endsWith(': paid')).reduce((sum, [, count]) => sum + count, 0);
  const audit = await engine.audit('races');
  assert.deepEqual([audit?.balanced, audit?.skus[0]?.sold, audit?.skus[0]?.held], [true, paid, 0]);
  t.diagnostic(
    [...ends]
      .sort()
      .map(([end, count]) => `${end} ${count}`)
      .join(', '),
  );
  const expected = [
    ...['pay-first: paid', 'close-first: expired', 'nobody-pays: expired', 'answer-lost: expired'],
    ...['pay-and-no-answer: paid', 'pay-and-silence: refunded', 'cancel-and-pay: paid', 'cancel-and-pay: cancelled'],
  ];
  for (const end of expected) assert.ok((ends.get(end) ?? 0) > 0, `${end} happened`);
  assert.ok(cancelled > 0, 'somebody gave an order back in time');
});

async function startShop(t: TestContext): Promise<{ readonly engine: Engine; readonly sandbox: Sandbox }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-races-'));
  const payments = startPayments({ provider: 'sandbox', webhookSecret: undefined, dataDir });
  const { sandbox } = payments;
  assert.ok(sandbox !== undefined);
  const engineRef: { engine?: Engine } = {};
  const running = await startEmbeddedEngine({
    dataDir,
    secret: 'a secret of races, thirty-two bytes',
    logger: pino({ level: 'silent' }),
    provider: racing(payments.provider, sandbox, () => engineRef.engine),
    onFatal: (error) => assert.fail(String(error)),
  });
  engineRef.engine = running.engine;
  t.after(async () => {
    await running.stop();
    await payments.stop();
    rmSync(dataDir, { recursive: true });
  });
  const opensAtMs = Date.now() - 1_000;
  const sale = {
    saleId: 'races',
    draft: false,
    title: 'Races',
    perBuyer: 1,
    opensAtMs,
    closesAtMs: opensAtMs + 3_600_000,
  };
  const variants = [{ sku: 'tee', title: 'Tee', priceMinor, currency: 'CNY', units: racesMax }];
  await running.engine.createSale({ ...sale, paymentWindowMs: windowMs, variants });
  return { engine: running.engine, sandbox };
}

/** The provider, with a buyer who pays in the step in which the shop closes. */
function racing(provider: PaymentProvider, sandbox: Sandbox, engineOf: () => Engine | undefined): PaymentProvider {
  const met = new Set<string>();
  const pay = (paymentId: string) => {
    const { kind } = sandbox.decide(paymentId, 'approve');
    const isSilent = raceOf.get(sandbox.find(paymentId)?.orderId ?? '') === 'pay-and-silence';
    if (kind === 'decided' && !isSilent) deliveries.push(deliver(engineOf(), paymentId));
  };
  return {
    ...provider,
    async close(paymentId) {
      const { orderId = '', expiresAtMs = 0 } = sandbox.find(paymentId) ?? {};
      const race = raceOf.get(orderId);
      const isFirst = !met.has(paymentId);
      met.add(paymentId);
      const isPayingFirst = race === 'cancel-and-pay' ? random() < 0.5 : race?.startsWith('pay-') === true;
      if (isFirst && isPayingFirst) pay(paymentId);
      if (isFirst && race === 'pay-and-no-answer') throw failure('PROVIDER_UNAVAILABLE');
      if (race === 'pay-and-silence' && Date.now() < expiresAtMs + silenceMs) throw failure('PROVIDER_UNAVAILABLE');
      const closing = provider.close(paymentId);
      if (isFirst && (race === 'close-first' || race === 'cancel-and-pay')) pay(paymentId);
      if (random() < 0.5) await turn();
      const answer = await closing;
      if (isFirst && race === 'answer-lost') throw failure('PROVIDER_UNAVAILABLE');
      return answer;
    },
  };
}

/** The provider's message comes at once, a moment later, after much else, or never. */
async function deliver(engine: Engine | undefined, paymentId: string): Promise<void> {
  const turns = [0, 1, 20, 400, undefined][Math.floor(random() * 5)];
  if (turns === undefined) return;
  for (let count = 0; count < turns; count += 1) await turn();
  const event = { type: 'succeeded', provider: 'sandbox', webhookId: `msg:${paymentId}`, paymentId } as const;
  await engine?.takePaymentEvent({ ...event, amountMinor: priceMinor, currency: 'CNY' });
}

async function openOrder(engine: Engine, buyerId: string): Promise<Order> {
  const answer = await engine.ask('races', { buyerId, sku: 'tee', key: undefined });
  assert.equal(answer.kind, 'held');
  const { orderId, payByMs = 0 } = answer.order;
  const opened = await engine.openPayment(orderId, buyerId);
  assert.equal(opened.kind, 'open');
  const race = races[Math.floor(random() * races.length)] ?? 'pay-first';
  raceOf.set(orderId, race);
  // Around the moment at which the shop begins to close: the two meet at the provider, and in the ledger.
  if (race.startsWith('cancel'))
    deliveries.push(cancelAt(engine, { orderId, buyerId, atMs: payByMs + random() * 120 - 20 }));
  return answer.order;
}

type Cancel = { readonly orderId: string; readonly buyerId: string; readonly atMs: number };

function cancelAt(engine: Engine, { orderId, buyerId, atMs }: Cancel): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      const count = ({ kind }: { readonly kind: string }) => {
        if (kind === 'cancelled') cancelled += 1;
        resolve();
      };
      engine.cancel(orderId, buyerId).then(count, reject);
    }, atMs - Date.now());
  });
}

/** Settles once the order has none of these statuses any more. */
async function settled(engine: Engine, orderId: string, statuses: readonly OrderStatus[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = () =>
    engine.ledger.order(orderId).then((order) => {
      if (order !== undefined && !statuses.includes(order.status)) resolve();
    }, reject);
  const stop = engine.events.follow(orderId, look);
  await look();
  await promise.finally(stop);
}

/** What the provider captured less what it gave back. */
function keptByOrder(sandbox: Sandbox): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  const payments = sandbox.list({ saleId: 'races', after: undefined, limit: racesMax * 2 });
  for (const { orderId, capturedMinor, refundedMinor } of payments) {
    kept.set(orderId, (kept.get(orderId) ?? 0) + capturedMinor - refundedMinor);
  }
  return kept;
}
