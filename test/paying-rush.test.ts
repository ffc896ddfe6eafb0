// The money of a whole sale, through three kills: 20,000 buyers, 1,000 units, 3 seconds to pay.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, jsonLinesOf, openAnswer } from '@penstock/client';
import type { JournalEntry, Order, OrderList, OrderStatus, SandboxPayment } from '@penstock/contract';
import { startShopReceiver, testSeed } from '@penstock/port-tests';
import { playRush, readRushOptions } from '@penstock/rush';
import type { ServerProcess } from './penstock-process.ts';
import { freePort, serve, temporaryFolder } from './penstock-process.ts';
import { soonSeconds } from './soon-seconds.ts';

const secret = 'thirty-two-bytes-and-a-few-more-of-them';
const adminToken = 'the-operator-of-the-paying-rush';
const saleId = 'paying';
const units = 1_000;
const priceMinor = 1_999;
const outgoing = ['awaiting_payment', 'paid', 'expired', 'cancelled', 'refund_due', 'refunded'];

test('captured less refunded is the price of what is paid, to the cent, through three kills', async (t) => {
  const shop = await startShopReceiver(t);
  const port = await freePort();
  const dataDir = temporaryFolder();
  const start = () =>
    serve(t, dataDir, ['--port', String(port)], {
      ...{ PENSTOCK_SECRET: secret, PENSTOCK_BUYER_SECRET: secret, PENSTOCK_PAYMENT_WEBHOOK_SECRET: secret },
      ...{ PENSTOCK_ADMIN_TOKEN: adminToken, PENSTOCK_PAYMENT_PROVIDER: 'sandbox', PENSTOCK_RATE_LIMIT: 'off' },
      ...{ PENSTOCK_WEBHOOK_URL: shop.url, PENSTOCK_WEBHOOK_SECRET: shop.secret, PENSTOCK_WEBHOOK_PRIVATE: '1' },
      PENSTOCK_LOG_LEVEL: 'error',
    });
  let server = await start();
  await makeSale(server);
  const books = booksAt(`http://127.0.0.1:${port}`);
  const crowd = { buyers: 20_000, connections: 64, retries: 100, seed: testSeed, buyerSecret: secret, adminToken };
  const paying = { pay: 0.6, payLate: 0.1, payTwice: 0.05 };
  const options = readRushOptions({ ...crowd, ...paying, sale: saleId, url: server.started.url });
  const playing = playRush(options, { environment: {}, signal: new AbortController().signal, onProgress: () => {} });
  // A crowd that fails, or is gone before the last kill, ends the waiting for the moment of a kill.
  let kills = 0;
  const gone = playing.then(({ report: { outcomes, money } }) =>
    assert.fail(`the crowd was gone after ${kills} kills: ${JSON.stringify({ outcomes, money })}`),
  );
  gone.catch(() => undefined);

  // In the middle of the giving; while people pay; and while money goes back.
  const killWhen = async (isTime: () => Promise<boolean>) => {
    while (!(await isTime())) await Promise.race([pause(20), gone]);
    await server.stop('SIGKILL');
    kills += 1;
    server = await start();
  };
  await killWhen(async () => (await books.counts()).taken >= units / 5);
  await killWhen(async () => (await books.counts()).sold >= units / 10);
  await killWhen(async () => (await books.has('refund_due')) || (await books.has('refunded')));
  const { report } = await playing;

  assert.deepEqual(
    report.verdicts.filter(({ holds }) => holds !== true),
    [],
    `PENSTOCK_SEED=${testSeed}`,
  );
  const orders = await books.orders();
  const paid = orders.filter(({ status }) => status === 'paid');
  const captures = await books.captures();
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const captured = sum(captures.map(({ capturedMinor }) => capturedMinor));
  const refunded = sum(captures.map(({ refundedMinor }) => refundedMinor));
  assert.equal(captured - refunded, priceMinor * paid.length);
  assert.equal(new Set(paid.map(({ unit }) => unit)).size, paid.length, 'no unit is paid for twice');
  assert.ok(
    orders.every(({ status }) => status !== 'refund_due'),
    'nothing is left to be given back',
  );
  assert.ok(refunded > 0 && paid.length > 0, `${captured} captured, ${refunded} refunded`);
  const audit = await books.audit();
  assert.deepEqual([audit.balanced, audit.skus[0]?.sold], [true, paid.length]);
  t.diagnostic(
    `${orders.length} orders, ${paid.length} paid at ${priceMinor}; ${captured} captured - ${refunded} refunded = ` +
      `${captured - refunded}; ${JSON.stringify(report.money?.payers)}`,
  );
  await everythingWasTold(t, shop, await books.journal());
});

async function makeSale({ started: { url } }: ServerProcess): Promise<void> {
  const operator = createClient({ baseUrl: url, token: adminToken });
  const time = await operator.call('getTime', {});
  assert.ok(time.kind === 'ok');
  const opensAt = new Date(time.body.epochMs + 3_000).toISOString();
  const variants = [{ sku: 'unit', units, priceMinor, currency: 'CNY' }];
  const sale = { saleId, title: 'Paying', opensAt, paymentWindowSeconds: soonSeconds(3), variants };
  assert.equal((await operator.call('createSale', { body: sale })).kind, 'ok');
}

/** What the shop, and its provider, say; nothing while the server is away. */
function booksAt(baseUrl: string) {
  const caller = { baseUrl, token: adminToken };
  const params = { saleId };
  const rows = async <Row>(opening: ReturnType<typeof openAnswer>): Promise<readonly Row[]> => {
    const opened = await opening;
    assert.ok(opened.kind === 'ok', JSON.stringify(opened));
    const list: Row[] = [];
    for await (const row of jsonLinesOf<Row>(opened.response)) list.push(row);
    return list;
  };
  return {
    orders: () => rows<Order>(openAnswer(caller, 'exportOrders', { params, query: { format: 'ndjson' } })),
    journal: () => rows<JournalEntry>(openAnswer(caller, 'exportJournal', { params, query: {} })),
    captures: () => rows<SandboxPayment>(openAnswer(caller, 'listSandboxPayments', { query: { saleId } })),
    /** Looked at again and again while the crowd plays, so that it must cost next to nothing. */
    async counts() {
      const sale = await createClient(caller).call('getSale', { params });
      assert.ok(sale.kind === 'ok' && sale.body !== undefined, JSON.stringify(sale));
      const [{ held, sold } = assert.fail('a sale has a variant')] = sale.body.variants;
      return { taken: held + sold, sold };
    },
    async has(status: OrderStatus) {
      const query = { status, limit: '1' };
      const page = await createClient(caller).call('exportOrders', { params, query });
      assert.ok(page.kind === 'ok', JSON.stringify(page));
      // The route has three forms; without `format` it is a page of JSON.
      return (page.body as unknown as OrderList).orders.length > 0;
    },
    async audit() {
      const result = await createClient(caller).call('getAudit', { params });
      assert.ok(result.kind === 'ok', JSON.stringify(result));
      return result.body;
    },
  };
}

type Receiver = Awaited<ReturnType<typeof startShopReceiver>>;

/** Every change of an order that the shop's systems are told of has arrived there, also what a kill interrupted. */
async function everythingWasTold(t: TestContext, shop: Receiver, journal: readonly JournalEntry[]): Promise<void> {
  const changes = journal.filter(({ to }) => outgoing.includes(to)).map(({ orderId, to }) => `${orderId} order.${to}`);
  const missing = () => {
    const heard = new Set(shop.heard.map(({ type, data }) => `${data.orderId} ${type}`));
    return changes.filter((change) => !heard.has(change));
  };
  await shop.until((heard) => heard.length >= changes.length && missing().length === 0);
  assert.deepEqual(shop.forged, []);
  t.diagnostic(`${changes.length} changes were told, in ${shop.heard.length} messages`);
}
