// What the shop missed while it was away, and what a process was about to tell when it was killed, arrives all the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@penstock/client';
import { startShopReceiver } from '@penstock/port-tests';

import { penstock, serve, temporaryFolder } from './penstock-process.ts';

const buyers = 30;

async function buyAll(url: string, saleId: string): Promise<readonly string[]> {
  const buy = async () => {
    const made = await createClient({ baseUrl: url }).call('createDemoBuyer', {});
    assert.ok(made.kind === 'ok');
    const buyer = createClient({ baseUrl: url, token: made.body.token });
    const answer = await buyer.call('askForUnit', { params: { saleId }, body: {} });
    assert.ok(answer.kind === 'ok', JSON.stringify(answer));
    return answer.body.orderId;
  };
  return Promise.all(Array.from({ length: buyers }, buy));
}

async function openSale(dataDir: string, saleId: string): Promise<void> {
  const sale = ['sale', 'create', '--id', saleId, '--units', String(buyers), '--opens-at', '+1s'];
  for (const args of [sale, ['watch', saleId, '--until', 'open']]) {
    const { code, stderr } = await penstock(['--data-dir', dataDir, ...args]);
    assert.equal(code, 0, stderr);
  }
}

test('a receiver that is away, and three kills of the server: every order is told', async (t) => {
  const dataDir = temporaryFolder();
  const away = await startShopReceiver(t);
  const { port } = new URL(away.url);
  await away.stop();
  const settings = { PENSTOCK_WEBHOOK_URL: away.url, PENSTOCK_WEBHOOK_SECRET: away.secret };
  const start = () => serve(t, dataDir, ['--demo'], settings);
  let server = await start();
  await openSale(dataDir, 'first');
  const orders = [...(await buyAll(server.started.url, 'first'))];
  await server.stop('SIGKILL');

  // It comes back with the server, takes messages and gives no answer: it has heard, and the server never knows.
  const shop = await startShopReceiver(t, Number(port));
  shop.answer('silent');
  server = await start();
  await shop.until((heard) => heard.length >= 1);
  await server.stop('SIGKILL');

  server = await start();
  await openSale(dataDir, 'second');
  orders.push(...(await buyAll(server.started.url, 'second')));
  await server.stop('SIGKILL');

  shop.answer(204);
  server = await start();
  const told = () => new Set(shop.heard.map(({ data }) => data.orderId));
  await shop.until(() => told().size === orders.length);
  assert.deepEqual([...told()].toSorted(), orders.toSorted());
  assert.deepEqual(shop.forged, []);
  assert.ok(shop.heard.every(({ type, data }) => type === `order.${data.status}`));
});
