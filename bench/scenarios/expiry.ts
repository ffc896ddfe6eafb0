import { setTimeout as wait } from 'node:timers/promises';
import { assert } from '@penstock/core';
import type { Bench } from '../bench.ts';
import { lookEveryMs } from '../limits.ts';
import type { Penstock } from '../processes/penstock.ts';
import type { ScenarioResult } from '../result.ts';
import { figure } from '../result.ts';

const saleId = 'expiry';
const holds = 10_000;
/** Seconds until they fall due: the server has started long before. */
const paymentWindowSeconds = 8;
const freeWithinMs = 2_000;
/** Milliseconds after which nobody waits any longer. */
const freeAtLastMs = 30_000;

/** 10,000 holds fall due together; the clock runs from when the first is due until all units are for sale again. */
export async function expiry(bench: Bench): Promise<ScenarioResult> {
  const samples: number[] = [];
  const spreads: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const dataDir = await bench.dataDir();
    const due = await bench.seed(dataDir, [{ saleId, units: holds, holds, paymentWindowSeconds }]);
    const penstock = await bench.startPenstock({ dataDir });
    const before = await availableOf(penstock);
    assert(before === 0, 'the server had started before the holds fell due');
    samples.push((await whenAllFree(penstock, due.firstDueAtMs)) - due.firstDueAtMs);
    spreads.push(due.lastDueAtMs - due.firstDueAtMs);
    const audit = await penstock.call('getAudit', { params: { saleId } });
    assert(audit.balanced === true, 'the books balance after the expiry');
    await penstock.child.stop();
  }
  const worst = Math.max(...samples);
  return {
    title: `expiry of ${holds.toLocaleString('en')} holds that fall due together`,
    targets: [
      {
        text: `all for sale again within ${freeWithinMs / 1_000} s`,
        measured: `${(worst / 1_000).toFixed(2)} s`,
        isMet: worst <= freeWithinMs,
      },
    ],
    figures: [
      figure('from the first due to all for sale (the worst counts)', 'ms', samples),
      figure('from the first due to the last due', 'ms', spreads),
    ],
    limitedBy: 'transactions of a bounded number of orders, each told to the gate before the next.',
  };
}

async function whenAllFree(penstock: Penstock, firstDueAtMs: number): Promise<number> {
  await wait(Math.max(0, firstDueAtMs - Date.now()));
  for (;;) {
    const available = await availableOf(penstock);
    const nowMs = Date.now();
    if (available === holds) return nowMs;
    assert(nowMs - firstDueAtMs < freeAtLastMs, 'what falls due is for sale again');
    await wait(lookEveryMs);
  }
}

async function availableOf(penstock: Penstock): Promise<number | undefined> {
  return (await penstock.call('getAnySale', { params: { saleId } })).variants[0]?.available;
}
