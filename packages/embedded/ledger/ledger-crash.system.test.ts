import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Ledger } from '@penstock/core';
import { seededRandom, testSeed } from '@penstock/port-tests';
import { openLedgerInline } from './open-ledger-inline.ts';
import { inFolder } from './test-folder.ts';
import { saleId, teeSale } from './test-holds.ts';

const rounds = 20;
const answersMax = 300;
const unitsMax = 1_000_000;
const child = fileURLToPath(new URL('./test-crash-child.ts', import.meta.url));

/** What was answered, over all rounds: the last word on each order. */
type Answers = Map<string, 'promised' | 'cancelled'>;

test(`killed ${rounds} times while it answers, it has kept every answer`, { timeout: 300_000 }, () =>
  inFolder(async ({ file }) => {
    const random = seededRandom(testSeed);
    const first = openLedgerInline({ file, clock: { nowMs: () => Date.now() } });
    // The payment window is beyond the test's end: nothing falls due meanwhile.
    await first.create(teeSale(unitsMax, { paymentWindowMs: 3_600_000, closesAtMs: Date.now() + 3_600_000 }));
    first.close();
    const answers: Answers = new Map();
    let firstUnit = 1;
    for (let round = 0; round < rounds; round += 1) {
      await runAndKill(file, firstUnit, 1 + Math.floor(random() * answersMax), answers);
      const ledger = openLedgerInline({ file, clock: { nowMs: () => Date.now() } });
      firstUnit = await checkKept(ledger, answers);
      ledger.close();
    }
  }),
);

/** Lets a child record from a unit on, kills it after so many answers, and takes down all that it had said by then. */
async function runAndKill(file: string, firstUnit: number, killAfter: number, answers: Answers): Promise<void> {
  const running = spawn(process.execPath, [child, file, String(firstUnit)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let count = 0;
  for await (const line of createInterface({ input: running.stdout })) {
    const [kind, orderId = ''] = line.split(' ');
    assert.ok(kind === 'promised' || kind === 'cancelled', line);
    answers.set(orderId, kind);
    count += 1;
    if (count === killAfter) running.kill('SIGKILL');
  }
  if (running.signalCode === null) await once(running, 'exit');
  assert.equal(running.signalCode, 'SIGKILL', 'the child lived until it was killed');
}

/** Every answer is true, no unit is in two places, and no order is without its journal. Answers a unit beyond all. */
async function checkKept(ledger: Ledger, answers: Answers): Promise<number> {
  const { rows: orders } = await ledger.ordersOfSale(saleId, { limit: unitsMax });
  const status = new Map(orders.map((order) => [order.orderId, order.status]));
  for (const [orderId, answer] of answers) {
    const kept = status.get(orderId);
    if (answer === 'cancelled') assert.equal(kept, 'cancelled', orderId);
    // The word of a cancel that was done may have been lost with the process.
    else assert.ok(kept === 'awaiting_payment' || kept === 'cancelled', `${orderId} is ${kept}`);
  }
  const places = await ledger.places(saleId);
  const live = orders.filter((order) => order.status === 'awaiting_payment').map(({ unit }) => unit);
  assert.deepEqual(places?.skus[0]?.held.toSorted(), live.toSorted());
  const { rows: moves } = await ledger.journal(saleId, { limit: unitsMax });
  const last = new Map(moves.map(({ orderId, to }) => [orderId, to]));
  assert.deepEqual(last, status);
  const changes = await ledger.pendingChanges(unitsMax);
  const released = changes.filter(({ change }) => change.kind === 'released').length;
  assert.equal(released, orders.filter((order) => order.status === 'cancelled').length);
  return Math.max(0, ...orders.map(({ unit }) => unit)) + 1;
}
