// `penstock webhooks …` as a child process, against a real server that tells a real receiver.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createClient } from '@penstock/client';
import type { Delivery } from '@penstock/contract';
import { startShopReceiver } from '@penstock/port-tests';
import { penstock, serve, temporaryFolder } from './penstock-process.ts';

const dataDir = temporaryFolder();

type Expected = { readonly code?: number; readonly stdout?: RegExp; readonly stderr?: RegExp };

async function check(words: string, { code = 0, stdout = /^/, stderr = /^$/ }: Expected = {}): Promise<string> {
  const ending = await penstock(['--data-dir', dataDir, ...words.split(' ')]);
  assert.equal(ending.code, code, `${words}\n${ending.stdout}\n${ending.stderr}`);
  assert.match(ending.stdout, stdout);
  assert.match(ending.stderr, stderr);
  return ending.stdout;
}

const list = async (words: string): Promise<readonly Delivery[]> =>
  JSON.parse(await check(`webhooks list --json ${words}`, { stderr: /^/ })).deliveries;

/** Settles once as many deliveries as named are in a state and fit. */
async function until(
  status: Delivery['status'],
  count: number,
  fits: (delivery: Delivery) => boolean = () => true,
): Promise<readonly Delivery[]> {
  for (;;) {
    const found = (await list(`--status ${status}`)).filter(fits);
    if (found.length >= count) return found;
  }
}

async function buy(url: string): Promise<string> {
  const made = await createClient({ baseUrl: url }).call('createDemoBuyer', {});
  assert.ok(made.kind === 'ok');
  const buyer = createClient({ baseUrl: url, token: made.body.token });
  const answer = await buyer.call('askForUnit', { params: { saleId: 'told' }, body: {} });
  assert.ok(answer.kind === 'ok', JSON.stringify(answer));
  return answer.body.orderId;
}

test('an operator sees what the shop did not take, mends it, and sends it again', async (t) => {
  const shop = await startShopReceiver(t);
  const settings = { PENSTOCK_WEBHOOK_URL: shop.url, PENSTOCK_WEBHOOK_SECRET: shop.secret };
  const server = await serve(t, dataDir, ['--demo'], settings);
  const { url } = server.started;
  const { PENSTOCK_ADMIN_TOKEN: token } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  const operator = createClient({ baseUrl: url, token });
  await check('sale create --id told --units 5 --opens-at +1s');
  await check('watch told --until open');
  await check('webhooks list', { stdout: /^$/ });

  // A receiver that fails: the delivery waits, with the reason, and is sent at once when an operator says so.
  shop.answer(500);
  const first = await buy(url);
  const [waiting] = await until('pending', 1, ({ lastError }) => lastError !== undefined);
  assert.deepEqual([waiting?.orderId, waiting?.lastError], [first, 'It answered 500.']);
  await check('webhooks list', {
    stdout:
      /^delivery\tstate\ttries\tmade\tnext try\tlast error\nevt_\S+\tpending\t\d\t\S+Z\t\S+Z\tIt answered 500\.\n$/,
  });
  shop.answer(204);
  await check(`webhooks resend ${waiting?.id}`, { stdout: new RegExp(`^delivery\t.*\n${waiting?.id}\tpending\t0\t`) });
  await until('delivered', 1);

  // One that wants nothing more: a dead letter, and what comes after waits untold.
  shop.answer(410);
  const second = await buy(url);
  const [dead] = await until('failed', 1);
  assert.deepEqual([dead?.orderId, dead?.lastError], [second, 'It answered 410.']);
  const id = dead?.id ?? '';
  const third = await buy(url);
  const letters = await operator.call('listDeadLetters', {});
  assert.ok(letters.kind === 'ok');
  assert.deepEqual(
    letters.body.deadLetters.map(({ kind, orderId }) => [kind, orderId]),
    [['delivery', second]],
  );
  const gone = /^The receiver wants nothing since \S+Z \(410\); a resend asks it anew\.\n/;
  await check('webhooks list --status failed', { stdout: /\tfailed\t1\t\S+Z\t\tIt answered 410\.\n$/, stderr: gone });
  const oneOnly = /^delivery\t.*\nevt_\S+\tpending\t0\t.*\n$/;
  await check('webhooks list --limit 1', { stdout: oneOnly, stderr: /There are more, older ones/ });
  const ofThird = (await list(`--order ${third}`)).map(({ status, attempts }) => [status, attempts]);
  assert.deepEqual(ofThird, [['pending', 0]]);

  // The receiver is mended: sent again, it arrives, and so does what waited.
  shop.answer(204);
  const resent: Delivery = JSON.parse(await check(`webhooks resend ${id} --json`));
  assert.deepEqual([resent.id, resent.status, resent.attempts], [id, 'pending', 0]);
  await until('delivered', 3);
  assert.deepEqual(shop.forged, []);
  assert.deepEqual(await list('--status failed'), []);

  // What was done is in the log of operators, and what was refused is not.
  await check('webhooks resend evt_nothing_paid', {
    code: 1,
    stderr: /\(delivery-not-found\)[\s\S]*evt_nothing_paid[\s\S]*next: .*penstock webhooks list/,
  });
  const log = await operator.call('listOperatorLog', {});
  assert.ok(log.kind === 'ok');
  assert.deepEqual(
    log.body.entries
      .filter(({ action }) => action === 'resend')
      .map(({ operator: who, orderId, detail }) => [who, orderId, detail]),
    [
      ['admin-token', second, id],
      ['admin-token', first, waiting?.id],
    ],
  );

  // A server that tells nobody lists what was told, and sends nothing.
  await server.stop();
  await serve(t, dataDir, ['--demo']);
  assert.equal((await list('--limit 9')).length, 3);
  await check(`webhooks resend ${id} --json`, { code: 1, stdout: /^$/, stderr: /"code":"webhooks-off"/ });
});

test('what cannot be asked for is said before the server is', async () => {
  await check('webhooks list --limit 0', { code: 2, stderr: /--limit[\s\S]*a whole number from 1 to 1000/ });
  await check('webhooks list --status lost', { code: 2, stderr: /pending, delivered, failed/ });
  await check('webhooks resend', { code: 2, stderr: /Missing required argument 'id'/ });
  await check('webhooks', { code: 2, stderr: /list \[options\][\s\S]*resend <id>/ });
  await check(`webhooks list --data-dir ${temporaryFolder()}`, { code: 2, stderr: /SERVER_UNREACHABLE/ });
});
