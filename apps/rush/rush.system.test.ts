// Whole runs against a small server: an honest one passes, and each fault is found and named.
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import type { Fault } from './controls/small-server.ts';
import { startSmallServer } from './controls/small-server.ts';
import type { RushReport } from './report/rush-report.ts';
import { rushCommand } from './rush-command.ts';

type Played = { readonly code: number; readonly report: RushReport; readonly said: string };

const usual = {
  buyers: '60',
  connections: '8',
  units: '20',
  opensIn: '400ms',
  seed: '7',
  json: true,
  adminToken: 'operator',
  buyerSecret: 'a secret of thirty-two bytes or more',
};

async function play(fault: Fault, options: Readonly<Record<string, unknown>> = {}): Promise<Played> {
  const server = await startSmallServer(fault);
  const stdout = collector();
  const stderr = collector();
  const shell = { environment: {}, stdout: stdout.sink, stderr: stderr.sink, signal: new AbortController().signal };
  try {
    const code = await rushCommand({ ...usual, url: server.url, ...options }, shell);
    return { code, report: JSON.parse(stdout.text() || '{}') as RushReport, said: stderr.text() };
  } finally {
    await server.close();
  }
}

function collector(): { readonly sink: Writable; readonly text: () => string } {
  const parts: string[] = [];
  const sink = new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part.toString());
      done();
    },
  });
  return { sink, text: () => parts.join('') };
}

/** Plays a crowd and says which predicates broke. */
async function check(
  fault: Fault,
  broken: string,
  options: Readonly<Record<string, unknown>> = {},
): Promise<RushReport> {
  const { code, report, said } = await play(fault, options);
  const names = report.verdicts.filter(({ holds }) => holds === false).map(({ id }) => id);
  const evidence = report.verdicts.flatMap((verdict) => verdict.evidence).join('\n');
  assert.equal(names.join(' '), broken, `${fault}: ${said}\n${evidence}`);
  assert.equal(code, broken === '' ? 0 : 1);
  return report;
}

test('a sale that is paid passes, and its money is summed up', async () => {
  const report = await check('none', '', { pay: '0.6', payTwice: '0.2' });
  assert.ok(report.money?.payers);
  const { capturedMinor, refundedMinor, paidMinor, paidOrders, payers } = report.money;
  const { meant, gaveUp, notPayable } = payers;
  assert.equal(meant['at-once'] + meant.twice, paidOrders);
  assert.ok(meant['at-once'] > 0 && meant.twice > 0 && meant.never > 0, JSON.stringify(meant));
  assert.deepEqual([paidMinor, refundedMinor], [paidOrders * 100, meant.twice * 100]);
  assert.equal(capturedMinor - refundedMinor, paidMinor);
  assert.deepEqual([gaveUp, notPayable], [0, 0]);
  const money = report.verdicts.find(({ id }) => id === 'H9');
  assert.deepEqual([money?.holds, money?.checked], [true, paidOrders]);
});

test('money that is kept without a right to it, and a sale without money, are found', async () => {
  await check('keeps-double-money', 'H9', { pay: '0.6', payTwice: '0.2' });
  await check('sells-unpaid', 'H9', { pay: '0.6' });
});

test('an honest sale passes, and every unit is given once', async () => {
  const report = await check('none', '', { twice: '0.3', early: '1s', opensIn: '2s' });
  assert.deepEqual(report.given, { units: 20, orders: 20, buyers: 20, cancelled: 0 });
  assert.ok(report.asks.early > 0, 'some asked too early');
  assert.ok((report.firstUnitAfterMs ?? -1) >= 0);
  assert.ok(report.soldOutAfterMs !== null);
  assert.deepEqual(
    report.verdicts.filter(({ holds }) => holds === 'not-judged').map(({ id }) => id),
    ['H9'],
  );
});

test('three variants and two wishes for each buyer pass too', async () => {
  const report = await check('none', '', { variants: '3', perBuyer: '2', twice: '0.5', units: '40' });
  assert.equal(report.given.units, 40);
  assert.equal(report.crowd.wishesPerBuyer, 2);
  assert.ok(report.given.buyers < 40, 'some buyers have two');
});

test('cancelled units go round again', async () => {
  const report = await check('none', '', { cancel: '0.5', again: '40' });
  assert.ok(report.given.cancelled > 0);
  assert.ok(report.given.orders > report.given.units);
});

test('answers that were cut off are asked for again and decided by the final reads', async () => {
  const report = await check('cuts-answers', '');
  assert.ok(report.asks.unanswered > 0);
  assert.ok(report.asks.retries > 0);
  assert.equal(report.given.units, 20);
});

test('busy answers are retried and marked as retries', async () => {
  const report = await check('is-busy', '', { retries: '3' });
  assert.ok(report.asks.retries > 0);
  assert.equal(report.given.units, 20);
});

test('a unit too many is found', async () => {
  await check('one-too-many', 'H2 H10');
});

test('a door that opens early is found', async () => {
  await check('opens-early', 'H6', { early: '1s', opensIn: '2s' });
});

test('a promise that was forgotten is found', async () => {
  const report = await check('forgets-promises', 'H1 H2');
  assert.match(report.verdicts[0]?.evidence[0] ?? '', /was promised to rush-.* and is finally unknown/);
});

test('a buyer with two units is found', async () => {
  await check('gives-twice', 'H3', { twice: '1' });
});

test('a cancelled order that lives on is found', async () => {
  await check('revives-cancelled', 'H4 H8', { cancel: '1', units: '60' });
});

test('a false "all gone" is found', async () => {
  const report = await check('says-all-gone', 'H7', { units: '100' });
  assert.match(report.verdicts[6]?.evidence[0] ?? '', /was told all-held/);
});

test('an order behind a refusal is found', async () => {
  await check('books-refusals', 'H4 H7', { twice: '0', units: '100' });
});

test('an order that its buyer cannot see is found', async () => {
  await check('hides-orders', 'H5');
});

test('a unit that is in no place is found', async () => {
  await check('leaks-a-unit', 'H10');
});

test('a run that cannot be done throws its failure and says why', async () => {
  await assert.rejects(play('none', { url: 'http://127.0.0.1:9' }), { code: 'SERVER_UNREACHABLE' });
  await assert.rejects(play('none', { buyers: 'many' }), {
    code: 'OPTION_INVALID',
    message: /--buyers <n> takes a whole number from 1 to 1000000, not "many"/,
  });
});
