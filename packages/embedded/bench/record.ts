/**
 * How many orders a second the ledger records: `node packages/embedded/bench/record.ts [--orders 102400] [--rounds 5]`.
 * One writer, synchronous=FULL, buyers in random order; with and without a message to the shop for each. The floor is a bare loop that writes the same rows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { OutboxEntry } from '@penstock/core';
import { assert } from '@penstock/core';
import { openForWriting } from '../ledger/open-database.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { openLedgerInline } from '../ledger/open-ledger-inline.ts';
import { benchSale, entriesOf } from './entries.ts';

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '102400' }, rounds: { type: 'string', default: '5' } },
});
const orderCount = Number(values.orders);
/** Entries on their way at a time: the gate gives the next while the ledger writes this one. */
const entriesInFlight = 4;

type Way = (file: string, entries: readonly OutboxEntry[]) => Promise<number>;

const ways: Readonly<Record<string, Way>> = {
  floor,
  inline,
  'inline, told to the shop': (file, entries) => inline(file, entries, true),
  threads,
  'threads, told to the shop': (file, entries) => threads(file, entries, true),
};

for (const batch of [64, 256]) {
  const figures = new Map(
    Object.keys(ways).map((name) => [name, { perSecond: [] as number[], cpuUs: [] as number[] }]),
  );
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const folder = mkdtempSync(join(tmpdir(), 'penstock-record-'));
      const entries = entriesOf(orderCount, batch);
      const cpu = process.cpuUsage();
      const ms = await way(join(folder, 'penstock.db'), entries);
      const { user, system } = process.cpuUsage(cpu);
      figures.get(name)?.perSecond.push((orderCount / ms) * 1_000);
      figures.get(name)?.cpuUs.push((user + system) / orderCount);
      rmSync(folder, { recursive: true });
    }
  }
  for (const [name, { perSecond, cpuUs }] of figures) {
    const speed = Math.round(median(perSecond)).toLocaleString('en');
    console.log(`${name} ${batch} a batch: ${speed} orders/s, ${median(cpuUs).toFixed(1)} CPU us an order`);
  }
}

async function threads(file: string, entries: readonly OutboxEntry[], tellsShop = false): Promise<number> {
  const ledger = await openLedger({ file, tellsShop, onBroken: (error) => assert(false, error.message) });
  await ledger.create(benchSale(orderCount));
  const startMs = performance.now();
  let next = 0;
  const carry = async () => {
    for (let entry = entries[next]; entry !== undefined; entry = entries[next]) {
      next += 1;
      const settlements = await ledger.record(entry);
      assert(
        settlements.every(({ kind }) => kind === 'promised'),
        'everybody wins',
      );
    }
  };
  await Promise.all(Array.from({ length: entriesInFlight }, carry));
  const ms = performance.now() - startMs;
  await ledger.close();
  return ms;
}

async function inline(file: string, entries: readonly OutboxEntry[], tellsShop = false): Promise<number> {
  const ledger = openLedgerInline({ file, tellsShop, clock: { nowMs: () => Date.now() } });
  await ledger.create(benchSale(orderCount));
  const startMs = performance.now();
  for (const entry of entries) await ledger.record(entry);
  const ms = performance.now() - startMs;
  ledger.close();
  return ms;
}

async function floor(file: string, entries: readonly OutboxEntry[]): Promise<number> {
  const ledger = openLedgerInline({ file, clock: { nowMs: () => Date.now() } });
  await ledger.create(benchSale(orderCount));
  ledger.close();
  const { database, close } = openForWriting(file);
  database.exec('pragma wal_autocheckpoint = 16000');
  const order = database.prepare(`
    insert into orders (order_id, sale_no, variant_no, unit, buyer_id, slot, status, price_minor, currency, epoch,
      placed_at, promised_at, pay_by) values (?, 1, 1, ?, ?, 0, 'awaiting_payment', 100, 'CNY', 1, ?, ?, ?)`);
  const hold = database.prepare(`insert into holds values (1, 1, ?, 'held', ?, ?, 0)`);
  const journal = database.prepare(`
    insert into journal values (1, ?, ?, ?, 'reserved', 'awaiting_payment', 'recorded')`);
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const startMs = performance.now();
  for (const { orders } of entries) {
    const nowMs = Date.now();
    begin.run();
    for (const { orderId, unit, buyerId, placedAtMs } of orders) {
      order.run(orderId, unit, buyerId, placedAtMs, nowMs, nowMs + 1_800_000);
      hold.run(unit, unit, buyerId);
      journal.run(unit * 2, nowMs, unit);
    }
    commit.run();
  }
  const ms = performance.now() - startMs;
  close();
  return ms;
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}
