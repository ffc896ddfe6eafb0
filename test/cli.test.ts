// Every command of the command line, as a child process against a real server.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Client } from '@penstock/client';
import { createClient } from '@penstock/client';
import type { AdminSale, Order, PaymentRecord } from '@penstock/contract';
import { orderColumns } from '@penstock/contract';
import { changeBehindServer } from './behind-the-server.ts';
import type { Environment } from './penstock-process.ts';
import { penstock, serve, temporaryFolder } from './penstock-process.ts';

const dataDir = temporaryFolder();
const server = await serve({ after }, dataDir, ['--demo']);
const { url } = server.started;

type Expected = { readonly code?: number; readonly stdout?: RegExp; readonly stderr?: RegExp };

/** Runs a command on the server's data folder and compares its end; answers its standard output. */
async function check(args: readonly string[], expected: Expected = {}, extra: Environment = {}): Promise<string> {
  const { code, stdout, stderr } = await penstock(['--data-dir', dataDir, ...args], extra);
  assert.equal(code, expected.code ?? 0, `${args.join(' ')}\n${stdout}\n${stderr}`);
  if (expected.stdout !== undefined) assert.match(stdout, expected.stdout);
  assert.match(stderr, expected.stderr ?? /^$/);
  return stdout;
}

const checkJson = async (args: readonly string[], expected: Expected = {}) =>
  JSON.parse(await check([...args, '--json'], expected));

const linesOf = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Creates a sale that is open when this returns. */
async function openSale(saleId: string, ...args: readonly string[]): Promise<void> {
  await checkJson(['sale', 'create', '--id', saleId, '--opens-at', '+1s', ...args]);
  await check(['watch', saleId, '--until', 'open'], { stdout: /\tphase\topen$/m });
}

/** Lets new buyers ask for one unit each. */
async function buy(
  saleId: string,
  count: number,
  then: (buyer: Client, order: Order) => Promise<void> = async () => undefined,
): Promise<readonly Order[]> {
  const orders: Order[] = [];
  for (let bought = 0; bought < count; bought += 1) {
    const made = await createClient({ baseUrl: url }).call('createDemoBuyer', {});
    assert.ok(made.kind === 'ok');
    const buyer = createClient({ baseUrl: url, token: made.body.token });
    const answer = await buyer.call('askForUnit', { params: { saleId }, body: {} });
    assert.ok(answer.kind === 'ok', JSON.stringify(answer));
    orders.push(answer.body);
    await then(buyer, answer.body);
  }
  return orders;
}

/** Pays on the sandbox's page, as its form does, and waits until the order says so. */
async function pay(buyer: Client, { orderId }: Order): Promise<void> {
  const opened = await buyer.call('openPayment', { params: { orderId } });
  assert.ok(opened.kind === 'ok', JSON.stringify(opened));
  const body = new URLSearchParams({ scenario: 'approve' });
  const decided = await fetch(opened.body.url, { method: 'POST', body, redirect: 'manual' });
  assert.deepEqual([decided.status, decided.headers.get('location')], [303, `/orders/${orderId}`]);
  const { promise: isPaid, resolve } = Promise.withResolvers<void>();
  const onEvent = (_: string, order: object) => 'status' in order && order.status === 'paid' && resolve();
  const stop = buyer.follow('streamOrder', { params: { orderId } }, { onEvent });
  await isPaid.finally(stop);
}

test('the server of demo mode leaves its address and its secrets, for its owner alone', () => {
  assert.equal(server.started.sale?.saleId, 'demo-1');
  assert.equal(statSync(join(dataDir, 'secrets.json')).mode & 0o777, 0o600);
  assert.deepEqual(JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')), { url, pid: server.pid });
});

test('sale create, show and list', async () => {
  const created: AdminSale = await checkJson(
    ['sale', 'create', '--units', '100', '--opens-at', '15:00[Asia/Shanghai]'].concat(
      ...[
        ['--id', 'afternoon'],
        ['--payment-window', '15m'],
        ['--price', '12.50'],
        ['--closes-at', '+2h'],
      ],
    ),
  );
  assert.match(created.opensAt, /T07:00:00\.000Z$/);
  assert.equal(Date.parse(created.closesAt ?? '') - Date.parse(created.opensAt), 2 * 3_600_000);
  assert.equal(created.paymentWindowSeconds, 900);
  assert.deepEqual(
    created.variants.map(({ sku, units, priceMinor, currency }) => [sku, units, priceMinor, currency]),
    [['unit', 100, 1_250, 'CNY']],
  );
  await check(['sale', 'show', 'afternoon'], {
    stdout: /^afternoon {2}Sale of 100 units\n.*scheduled.*\n.*opens.*in \d/,
  });
  assert.equal((await checkJson(['sale', 'show', 'afternoon'])).saleId, 'afternoon');
  await check(['sale', 'list'], { stdout: /^afternoon\tscheduled\t.*\t100\t100\t0\t0\tSale of 100 units$/m });
  const { sales } = await checkJson(['sale', 'list']);
  assert.ok(sales.some(({ saleId }: AdminSale) => saleId === 'demo-1'));
  const words = ['sale', 'create', '--units', '5', '--opens-at', '+1h', '--title', '手机'];
  await check(words, { stdout: /手机[\s\S]*next:\n {2}penstock watch / });
});

test('payments: what was taken and given back, by line and in sum', async () => {
  await openSale('paid', '--units', '3', '--price', '9.90');
  await check(['payments', 'paid'], { stdout: /^$/ });
  const [order] = await buy('paid', 1, pay);
  const [payment] = linesOf(await check(['payments', 'paid', '--json'])) as readonly PaymentRecord[];
  assert.deepEqual([payment?.orderId, payment?.status, payment?.capturedMinor], [order?.orderId, 'captured', 990]);
  await check(['payments', 'paid'], { stdout: /captured 9\.90 CNY, refunded 0\.00 CNY, kept 9\.90 CNY\n$/ });
  await check(['payments', 'paid', '--status', 'refund_due'], { stdout: /^$/ });
  await check(['payments', 'none'], { code: 1, stderr: /sale-not-found/ });
});

test('a draft with variants is edited, published and withdrawn', async () => {
  const variants = ['--variant', 'black:60:4999', '--variant', 'white:40:4799.5:White one'];
  const draft = await checkJson(['sale', 'create', '--id', 'two', ...variants, '--opens-at', '+1h', '--draft']);
  assert.equal(draft.state, 'draft');
  const edit = ['sale', 'edit', 'two', '--title', 'Two colours', '--variant-price', 'black=4899', '--per-buyer', '2'];
  const edited: AdminSale = await checkJson(edit);
  assert.deepEqual([edited.title, edited.perBuyer], ['Two colours', 2]);
  assert.deepEqual(
    edited.variants.map(({ title, priceMinor }) => [title, priceMinor]),
    [
      ['black', 489_900],
      ['White one', 479_950],
    ],
  );
  assert.equal((await checkJson(['sale', 'publish', 'two'])).state, 'published');
  assert.equal((await checkJson(['sale', 'withdraw', 'two', '--reason', 'late'])).state, 'withdrawn');
  await check(['sale', 'edit', 'two', '--variant-price', 'red=1'], {
    code: 2,
    stderr: /has no variant red[\s\S]*black, white/,
  });
  await check(['sale', 'edit', 'two'], { code: 2, stderr: /Nothing says what to change/ });
});

test('an open sale: stock, orders, their stories, the books, pause, resume, close', async () => {
  await openSale('rush-hour', '--units', '5');
  const stocked = await checkJson(['sale', 'stock', 'rush-hour', 'unit', '+3', '--reason', 'second pallet']);
  assert.equal(stocked.variants[0].units, 8);
  await check(['sale', 'stock', 'rush-hour', 'unit', '-2', '--reason', 'damaged', '--key', 'k1'], {
    stdout: /rush-hour/,
  });
  const again = await checkJson(['sale', 'stock', 'rush-hour', 'unit', '-2', '--reason', 'damaged', '--key', 'k1']);
  assert.equal(again.variants[0].units, 6);
  const tooMany = ['sale', 'stock', 'rush-hour', 'unit', '-7', '--reason', 'x', '--json'];
  const refusal = await check(tooMany, { code: 1, stdout: /^$/, stderr: /"code":"not-enough-free"/ });
  assert.equal(refusal, '');

  const orders = await buy('rush-hour', 3);
  const ids = orders.map(({ orderId }) => orderId);
  const exported = linesOf(await check(['orders', 'rush-hour', '--json'])) as readonly Order[];
  assert.deepEqual(exported.map(({ orderId }) => orderId).sort(), [...ids].sort());
  const whole = JSON.parse(await check(['orders', 'rush-hour', '--format', 'json', '--status', 'awaiting_payment']));
  assert.equal(whole.orders.length, 3);
  assert.deepEqual(JSON.parse(await check(['orders', 'rush-hour', '--format', 'json', '--status', 'paid'])), {
    orders: [],
  });
  const csv = (await check(['orders', 'rush-hour', '--format', 'csv'])).trimEnd().split(/\r?\n/);
  assert.deepEqual([csv[0], csv.length], [orderColumns.join(','), 4]);
  await check(['orders', 'rush-hour'], {
    stdout: /^order\tsku\tunit\tbuyer\tstatus[\s\S]*\tawaiting_payment\t9\.90 CNY\t/,
  });

  const [first = ''] = ids;
  const story = await checkJson(['order', first]);
  assert.equal(story.order.orderId, first);
  assert.equal(story.journal.at(-1).to, 'awaiting_payment');
  await check(['order', first], { stdout: /awaiting_payment\n[\s\S]* → awaiting_payment / });
  assert.ok(linesOf(await check(['journal', 'rush-hour', '--json'])).length >= 3);
  await check(['journal', 'rush-hour', '--order', first], { stdout: /^seq\tat\tclock\torder\t/ });

  assert.equal((await checkJson(['audit', 'rush-hour'])).balanced, true);
  await check(['audit', 'rush-hour'], { stdout: /^balanced {2}rush-hour/ });
  await check(['rebuild', 'rush-hour', '--reason', 'rehearsal'], { stdout: /^balanced/ });

  assert.equal((await checkJson(['sale', 'pause', 'rush-hour', '--reason', 'rehearsal'])).phase, 'paused');
  assert.equal((await checkJson(['sale', 'resume', 'rush-hour'])).phase, 'open');
  assert.equal((await checkJson(['sale', 'close', 'rush-hour'])).phase, 'ended');
  const events = linesOf(await check(['watch', 'rush-hour', '--until', 'ended', '--json'])) as { event: string }[];
  assert.equal(events[0]?.event, 'phase');
  await check(['watch', 'rush-hour', '--until', 'open'], { code: 1, stdout: /ended/ });
});

test('books that do not balance are exit code 1, and the unit is named; a rebuild mends the gate', async () => {
  await openSale('damaged', '--units', '3');
  const [order] = await buy('damaged', 1);
  // Behind the server's back: the ledger forgets a unit that the gate has given.
  const forget = 'delete from holds where sale_no = (select sale_no from sales where sale_id = ?)';
  changeBehindServer(join(dataDir, 'penstock.db'), forget, 'damaged');
  const audit = await checkJson(['audit', 'damaged'], { code: 1 });
  assert.equal(audit.balanced, false);
  assert.deepEqual(audit.skus[0].unexplained, [order?.unit]);
  await check(['audit', 'damaged'], { code: 1, stdout: /^NOT BALANCED[\s\S]*unexplained units of unit: \d\n$/ });
  await check(['rebuild', 'damaged'], { stdout: /^balanced/ });
});

test('the rush finds the server and judges a small crowd', async () => {
  const args = ['rush', '--buyers', '200', '--units', '20', '--connections', '8', '--opens-in', '1s', '--seed', '7'];
  const report = JSON.parse((await penstock([...args, '--data-dir', dataDir, '--json'])).stdout);
  assert.equal(report.holds, true);
  const bad = await penstock(['rush', '--data-dir', dataDir, '--buyers', 'many', '--json']);
  assert.equal(bad.code, 2);
  assert.equal(JSON.parse(bad.stderr).code, 'OPTION_INVALID');
});

test('doctor, config and openapi', async () => {
  const { ok, checks } = await checkJson(['doctor']);
  assert.equal(ok, true);
  const names = ['Node', 'data folder', 'secrets file', 'disk', 'port', 'server', 'clock', 'database'];
  assert.deepEqual(
    checks.map(({ check: name }: { check: string }) => name),
    names,
  );
  await check(['doctor'], { stdout: /^ok {4}server +http.* is ready$/m });
  const config = await check(['config', '--json'], {}, { PENSTOCK_PORT: '8080' });
  assert.deepEqual(JSON.parse(config).PENSTOCK_PORT, { value: '8080', source: 'environment' });
  assert.equal(JSON.parse(config).PENSTOCK_ADMIN_TOKEN.source, 'secrets.json');
  const secrets = Object.values(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')));
  for (const secret of secrets) assert.ok(!config.includes(String(secret)));
  assert.equal((await checkJson(['openapi'])).openapi.slice(0, 3), '3.1');
});

test('a refusal is exit code 1, with what, why and what next', async () => {
  await check(['sale', 'show', 'nothing'], {
    code: 1,
    stdout: /^$/,
    stderr: /^penstock: There is no such sale \(sale-not-found\)\.\n {2}why: .*\n {2}next: .*\n {2}see: {2}http/,
  });
  const { code, stderr } = await penstock(['audit', 'nothing', '--data-dir', dataDir, '--json']);
  assert.equal(code, 1);
  const problem = JSON.parse(stderr);
  assert.deepEqual([problem.code, problem.status], ['sale-not-found', 404]);
  assert.ok(problem.remedy.length > 0);
  await check(['sale', 'list', '--admin-token', 'x'.repeat(32)], { code: 1, stderr: /unauthenticated/ });
  const long = 'x'.repeat(300);
  await check(['sale', 'create', '--units', '1', '--opens-at', '+1h', '--title', long], {
    code: 1,
    stderr: /^penstock: .*\n {2}why: {2}\/title .*\n {2}next: /,
  });
});

test('what cannot be done is exit code 2', async () => {
  const lost = ['--url', 'http://127.0.0.1:1', '--admin-token', 'x'];
  await check(['sale', 'list', ...lost], { code: 2, stderr: /SERVER_UNREACHABLE[\s\S]*ECONNREFUSED|bad port/ });
  await check(['sale', 'list', '--url', 'nowhere'], { code: 2, stderr: /OPTION_INVALID/ });
  await check(['sale', 'lst'], { code: 2, stderr: /Unknown command 'lst'\.\n {2}next: Did you mean list\?/ });
  await check(['sale', 'create', '--units', '5'], { code: 2, stderr: /--opens-at/ });
  await check(['sale', 'create', '--units', '5', '--opens-at', 'noon'], { code: 2, stderr: /not an instant: noon/ });
  await check(['sale', 'create', '--opens-at', '+1h'], { code: 2, stderr: /how many units/ });
  await check(['sale', 'stock', 'a', 'b', '5', '--reason', 'x'], { code: 2, stderr: /\+50 to add units/ });
  await check(['orders', 'a', '--format', 'xml'], { code: 2, stderr: /table, json, ndjson, csv/ });
  const empty = temporaryFolder();
  const { code, stderr } = await penstock(['sale', 'list', '--json', '--data-dir', empty]);
  assert.equal(code, 2);
  assert.equal(JSON.parse(stderr).code, 'SERVER_UNREACHABLE');
  await check(['sale', 'list', '--data-dir', empty, '--url', url], { code: 2, stderr: /SECRET_MISSING/ });
});

test('help shows examples, for every command', async () => {
  await check(['--help'], { stdout: /Commands:[\s\S]*doctor[\s\S]*Examples:[\s\S]*Exit codes:/ });
  await check(['sale', 'create', '--help'], {
    stdout: /--opens-at[\s\S]*Global Options:[\s\S]*Examples:\n {2}penstock sale create/,
  });
  await check(['--version'], { stdout: /^\d+\.\d+\.\d+\n$/ });
});
