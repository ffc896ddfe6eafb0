import { setTimeout as wait } from 'node:timers/promises';
import type { Order, OrderList } from '@penstock/contract';
import { assert } from '@penstock/core';
import type { Bench } from '../bench.ts';
import { measuredSale } from '../measured-sale.ts';
import type { Penstock } from '../processes/penstock.ts';
import type { ScenarioResult } from '../result.ts';
import { figure } from '../result.ts';

const units = 100;
const buyers = 10_000;
/** Milliseconds from the making of a sale to its opening: time to connect before the crowd comes. */
const opensInMs = 3_500;
/** Milliseconds before the opening at which the crowd comes, and for which it asks. */
const earlyMs = 2_000;
const asksForMs = 3_000;
const firstWithinMs = 50;

/** Asks pour in from two seconds before the opening: nothing is given before it, and the first unit right after. */
export async function opening(bench: Bench): Promise<ScenarioResult> {
  await bench.load.mint(buyers);
  const penstock = await bench.startPenstock({ dataDir: await bench.dataDir() });
  const firstHeard: number[] = [];
  const firstPlaced: number[] = [];
  const asked: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const saleId = `opening-${round}`;
    const opensAtMs = Date.now() + opensInMs;
    await penstock.call('createSale', { body: measuredSale({ saleId, units, opensAtMs }) });
    await bench.load.connect(penstock.port);
    await wait(opensAtMs - earlyMs - Date.now());
    const asks = { firstBuyer: 0, buyers, asksMax: Number.MAX_SAFE_INTEGER, msMax: asksForMs };
    const result = await bench.load.ask({ saleId, ...asks });
    const orders = await ordersOf(penstock, saleId);
    assert(orders.length === units && result.firstHeldAtMs !== undefined, 'every unit was given');
    firstHeard.push(result.firstHeldAtMs - opensAtMs);
    firstPlaced.push(Math.min(...orders.map(({ placedAt }) => Date.parse(placedAt))) - opensAtMs);
    asked.push((result.answered / result.tookMs) * 1_000);
  }
  const earliest = Math.min(...firstPlaced);
  const latest = Math.max(...firstHeard);
  return {
    title: 'opening while asks pour in from 2 s before',
    targets: [
      {
        text: 'nothing given before opensAt',
        measured: `${earliest >= 0 ? '+' : ''}${earliest} ms`,
        isMet: earliest >= 0,
      },
      { text: `the first unit within ${firstWithinMs} ms`, measured: `${latest} ms`, isMet: latest <= firstWithinMs },
    ],
    figures: [
      figure('first unit placed after opensAt, by the gate’s clock (the earliest counts)', 'ms', firstPlaced),
      figure('first unit heard of after opensAt, by the load (the latest counts)', 'ms', firstHeard),
      figure('asks around the opening', '/s', asked),
    ],
    limitedBy: 'one turn of the event loop and one commit: what was in flight is answered before the first winner.',
  };
}

async function ordersOf(penstock: Penstock, saleId: string): Promise<readonly Order[]> {
  const request = { params: { saleId }, query: { limit: String(units) } };
  return ((await penstock.call('exportOrders', request)) as unknown as OrderList).orders;
}
