import { paymentWindowSecondsMax } from '@penstock/contract';
import type { Bench } from '../bench.ts';
import type { ScenarioResult } from '../result.ts';
import { figure } from '../result.ts';

const holds = 200_000;
const readyWithinMs = 3_000;

/** Starts the server on a file with 200,000 live holds whose writer was killed, until it says that it is ready. */
export async function restart(bench: Bench): Promise<ScenarioResult> {
  const dataDir = await bench.dataDir();
  const sale = { saleId: 'restart', units: holds + 1, holds, paymentWindowSeconds: paymentWindowSecondsMax };
  await bench.seed(dataDir, [sale]);
  const samples: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const startedMs = performance.now();
    const penstock = await bench.startPenstock({ dataDir });
    await penstock.call('getReadyz', {});
    samples.push(performance.now() - startedMs);
    await penstock.child.kill();
  }
  const worst = Math.max(...samples);
  return {
    title: `restart with ${holds.toLocaleString('en')} live holds, from the start of the process to ready`,
    targets: [
      {
        text: `within ${readyWithinMs / 1_000} s`,
        measured: `${(worst / 1_000).toFixed(2)} s`,
        isMet: worst <= readyWithinMs,
      },
    ],
    figures: [figure('from start to ready (the worst counts)', 'ms', samples)],
    limitedBy:
      'reading every live hold from the file and putting it into the gate, on one core, and the start of Node itself.',
  };
}
