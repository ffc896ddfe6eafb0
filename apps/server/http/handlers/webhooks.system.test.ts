import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import type { Delivery, SandboxScenario } from '@penstock/contract';
import { webhookTypes } from '@penstock/contract';
import { failure } from '@penstock/core';
import { startShopReceiver } from '@penstock/port-tests';
import type { TestNode } from '../test-node.ts';
import { said, startNode } from '../test-node.ts';

async function startBoth(t: TestContext) {
  const shop = await startShopReceiver(t);
  const webhook = { url: shop.url, secret: shop.secret, allowsPrivate: true };
  return { shop, node: await startNode(t, { webhook }) };
}

const buy = async (node: TestNode, saleId: string, as: string) =>
  (await node.call(`POST /api/v1/sales/${saleId}/orders`, { as })).body;
const list = async (node: TestNode, query = ''): Promise<readonly Delivery[]> =>
  (await node.call(`GET /api/v1/admin/webhooks${query}`, { as: 'operator' })).body.deliveries;

/** Settles once every delivery is in this state. */
async function allAre(node: TestNode, status: Delivery['status'], count: number): Promise<readonly Delivery[]> {
  for (;;) {
    const deliveries = await list(node, `?status=${status}`);
    if (deliveries.length >= count) return deliveries;
  }
}

test('the shop hears of an order’s life, in messages that a library of Standard Webhooks believes', async (t) => {
  const { shop, node } = await startBoth(t);
  const saleId = await node.sale();
  const order = await buy(node, saleId, 'ann');
  const { body: cancelled } = await node.call(`POST /api/v1/orders/${order.orderId}/cancel`, { as: 'ann' });
  await shop.until((heard) => heard.length === 2);
  assert.deepEqual(shop.forged, []);
  const told = shop.heard.toSorted((one, other) => (one.type < other.type ? -1 : 1));
  assert.deepEqual(told, [
    {
      id: `evt_${order.orderId}_awaiting_payment`,
      type: 'order.awaiting_payment',
      timestamp: order.promisedAt,
      data: order,
    },
    { id: `evt_${order.orderId}_cancelled`, type: 'order.cancelled', timestamp: cancelled.endedAt, data: cancelled },
  ]);
  const deliveries = await allAre(node, 'delivered', 2);
  assert.deepEqual(deliveries.map(({ type }) => type).toSorted(), ['order.awaiting_payment', 'order.cancelled']);
  for (const { id, attempts, lastError, nextAttemptAt } of deliveries) {
    assert.ok(shop.heard.some((message) => message.id === id));
    assert.deepEqual([attempts, lastError, nextAttemptAt], [1, undefined, undefined]);
  }
});

/** Opens the payment of an order, and decides it on the sandbox's page. */
async function pay(node: TestNode, { orderId, buyerId }: { orderId: string; buyerId: string }, how: SandboxScenario) {
  const { body } = await node.call(`POST /api/v1/orders/${orderId}/payment`, { as: buyerId });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const page = new URL(body.url).pathname;
  const decided = await node.call(`POST ${page}`, { body: `scenario=${how}`, headers: form });
  assert.equal(decided.status, 303, decided.text);
}

test('every type that the contract names reaches the shop, signed, with the order as it was then', async (t) => {
  const { shop, node } = await startBoth(t);
  const saleId = await node.sale();
  const shortSaleId = await node.sale({ paymentWindowSeconds: 3 });
  // The provider gives no answer about this one until its unit is let go: the money is too late, and goes back.
  const late = await buy(node, shortSaleId, 'cid');
  await pay(node, late, 'silent-capture');
  const paid = await buy(node, saleId, 'ann');
  await pay(node, paid, 'approve');
  const cancelled = await buy(node, saleId, 'bob');
  await node.call(`POST /api/v1/orders/${cancelled.orderId}/cancel`, { as: 'bob' });

  const lives: Readonly<Record<string, readonly string[]>> = {
    [paid.orderId]: ['awaiting_payment', 'paid'],
    [cancelled.orderId]: ['awaiting_payment', 'cancelled'],
    [late.orderId]: ['awaiting_payment', 'expired', 'refund_due', 'refunded'],
  };
  const expected = Object.entries(lives).flatMap(([orderId, statuses]) =>
    statuses.map((status) => `${orderId} order.${status} ${status}`),
  );
  await shop.until((heard) => new Set(heard.map(({ id }) => id)).size >= expected.length);
  assert.deepEqual(shop.forged, []);
  const told = shop.heard.map(({ type, data }) => `${data.orderId} ${type} ${data.status}`);
  assert.deepEqual([...new Set(told)].toSorted(), expected.toSorted());
  assert.deepEqual([...new Set(shop.heard.map(({ type }) => type))].toSorted(), webhookTypes.toSorted());
});

test('a receiver that fails is told again; the list says why and when, by pages and by order', async (t) => {
  const { shop, node } = await startBoth(t);
  shop.answer(500);
  const saleId = await node.sale({ perBuyer: 3 });
  const orders = [await buy(node, saleId, 'ann'), await buy(node, saleId, 'bob')];
  await shop.until((heard) => heard.length >= 2);
  const [pending] = await list(node, `?orderId=${orders[0].orderId}`);
  assert.deepEqual([pending?.status, pending?.attempts], ['pending', 1]);
  for (;;) {
    const [told] = await list(node, `?orderId=${orders[0].orderId}`);
    if (told?.lastError !== undefined) break;
  }
  const [told] = await list(node, `?orderId=${orders[0].orderId}`);
  assert.equal(told?.lastError, 'It answered 500.');
  assert.deepEqual([told?.lastErrorCode, told?.lastErrorParams], ['answered', { status: 500 }]);
  assert.ok(Date.parse(told?.nextAttemptAt ?? '') > Date.parse(told?.createdAt ?? ''));
  const { body: first } = await node.call('GET /api/v1/admin/webhooks?limit=1', { as: 'operator' });
  assert.equal(first.deliveries[0].orderId, orders[1].orderId);
  const { body: second } = await node.call(`GET /api/v1/admin/webhooks?limit=1&cursor=${first.next}`, {
    as: 'operator',
  });
  assert.equal(second.deliveries[0].orderId, orders[0].orderId);
  assert.equal(second.next, undefined);
  shop.answer(200);
  await allAre(node, 'delivered', 2);
});

test('an operator sends one again, also to a receiver that said 410', async (t) => {
  const { shop, node } = await startBoth(t);
  shop.answer(410);
  const saleId = await node.sale();
  const { orderId } = await buy(node, saleId, 'ann');
  const [failed] = await allAre(node, 'failed', 1);
  assert.equal(failed?.lastError, 'It answered 410.');
  const dead = await node.call('GET /api/v1/admin/dead-letters', { as: 'operator' });
  const [letter] = dead.body.deadLetters;
  assert.deepEqual([letter.kind, letter.orderId, letter.reason], ['delivery', orderId, 'It answered 410.']);
  const params = { status: 410, event: 'order.awaiting_payment', attempts: 1 };
  assert.deepEqual([letter.code, letter.params], ['answered', params]);
  const { body } = await node.call('GET /api/v1/admin/webhooks', { as: 'operator' });
  assert.ok(Date.parse(body.goneSince) > 0);
  await buy(node, saleId, 'bob');
  shop.answer(204);
  const resend = (id: string) => node.call(`POST /api/v1/admin/webhooks/${id}/resend`, { as: 'operator' });
  const { status, body: resent } = await resend(`evt_${orderId}_awaiting_payment`);
  assert.deepEqual([status, resent.status, resent.attempts], [200, 'pending', 0]);
  await allAre(node, 'delivered', 2);
  assert.equal((await node.call('GET /api/v1/admin/webhooks', { as: 'operator' })).body.goneSince, undefined);
  assert.equal(said(await resend('evt_nothing_paid')), '404 delivery-not-found');
  const { body: log } = await node.call('GET /api/v1/admin/operator-log', { as: 'operator' });
  const acts = log.entries.filter(({ action }: { action: string }) => action === 'resend');
  assert.deepEqual(
    acts.map((act: { orderId: string; detail: string }) => [act.orderId, act.detail]),
    [[orderId, `evt_${orderId}_awaiting_payment`]],
  );
  const story = await node.call(`GET /api/v1/admin/orders/${orderId}/story`, { as: 'operator' });
  const kinds: readonly string[] = story.body.events.map(({ kind }: { kind: string }) => kind);
  assert.ok(kinds.includes('delivery') && kinds.includes('operator'));
});

test('the numbers tell what waits, for how long, what failed, and what came of the tries', async (t) => {
  const { shop, node } = await startBoth(t);
  const numbers = async () => {
    const { text } = await node.call('GET /metrics', { as: 'operator' });
    return [...text.matchAll(/^(penstock_webhook_\S+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]);
  };
  const named = async (name: string) =>
    new Map((await numbers()) as [string, number][]).get(`penstock_webhook_${name}`);
  assert.deepEqual(await numbers(), [
    ['penstock_webhook_deliveries{state="pending"}', 0],
    ['penstock_webhook_deliveries{state="failed"}', 0],
    ['penstock_webhook_oldest_pending_seconds', 0],
    ['penstock_webhook_tries_total{outcome="delivered"}', 0],
    ['penstock_webhook_tries_total{outcome="again"}', 0],
    ['penstock_webhook_tries_total{outcome="failed"}', 0],
  ]);
  const saleId = await node.sale();
  await buy(node, saleId, 'ann');
  await allAre(node, 'delivered', 1);
  shop.answer(410);
  await buy(node, saleId, 'bob');
  await allAre(node, 'failed', 1);
  const third = await buy(node, saleId, 'cid');
  assert.deepEqual([await named('deliveries{state="pending"}'), await named('deliveries{state="failed"}')], [1, 1]);
  assert.deepEqual(
    [await named('tries_total{outcome="delivered"}'), await named('tries_total{outcome="failed"}')],
    [1, 1],
  );
  const before = (Date.now() - Date.parse(third.promisedAt)) / 1_000;
  const waited = (await named('oldest_pending_seconds')) ?? -1;
  assert.ok(waited >= before && waited <= (Date.now() - Date.parse(third.promisedAt)) / 1_000, String(waited));
});

test('while the ledger is away the numbers leave out what it alone knows', async (t) => {
  const away = { deliveryNumbers: () => Promise.reject(failure('LEDGER_UNAVAILABLE')) };
  const node = await startNode(t, { wrap: (engine) => ({ ...engine, ledger: { ...engine.ledger, ...away } }) });
  const { status, text } = await node.call('GET /metrics', { as: 'operator' });
  assert.equal(status, 200);
  assert.doesNotMatch(text, /^penstock_webhook_(deliveries|oldest)/m);
  assert.match(text, /^penstock_webhook_tries_total\{outcome="again"\} 0$/m);
});

test('without an address nothing is written down and nothing is sent again', async (t) => {
  const node = await startNode(t);
  const saleId = await node.sale();
  const { orderId } = await buy(node, saleId, 'ann');
  assert.deepEqual(await list(node), []);
  const again = await node.call(`POST /api/v1/admin/webhooks/evt_${orderId}_paid/resend`, { as: 'operator' });
  assert.equal(said(again), '409 webhooks-off');
});

test('a cursor that is none of ours, and a state that is none, are told so', async (t) => {
  const node = await startNode(t);
  for (const query of ['?cursor=nonsense', '?status=lost', '?limit=0', '?orderId=1']) {
    assert.equal(
      said(await node.call(`GET /api/v1/admin/webhooks${query}`, { as: 'operator' })),
      '422 invalid-request',
    );
  }
});
