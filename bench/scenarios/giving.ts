import type { Bench } from '../bench.ts';
import { compareWithBare } from '../compare-with-bare.ts';
import { childAnswerMs, roundMs } from '../limits.ts';
import type { AskOrder } from '../load/load-orders.ts';
import { sampleAnswer } from '../load/sample-answer.ts';
import { measuredSale, measuredSku } from '../measured-sale.ts';
import type { ScenarioResult } from '../result.ts';

const saleId = 'giving';
const units = 200_000;
/** Units that are given before the first round: enough for the compiler to have seen what is hot. */
const warmUpUnits = 20_000;
const ratioMin = 0.25;

/** A sale in which everybody wins: each ask takes a unit and is answered after the commit to the disk. */
export async function giving(bench: Bench): Promise<ScenarioResult> {
  const winner = await bench.load.mint(units + 1);
  const penstock = await bench.startPenstock({ dataDir: await bench.dataDir() });
  await penstock.call('createSale', { body: measuredSale({ saleId, units: units + 1 }) });

  const answer = await sampleAnswer(`${penstock.url}/api/v1/sales/${saleId}/orders`, winner, measuredSku);
  const aRound = Math.floor((units - warmUpUnits) / bench.rounds);
  const asks = (firstBuyer: number, count: number): AskOrder => {
    const line = { firstBuyer, buyers: count, asksMax: count, msMax: childAnswerMs };
    return { saleId, ...line };
  };
  const { figures, target, medians } = await compareWithBare(bench, {
    penstock,
    answer,
    warmUp: asks(0, warmUpUnits),
    orderOf: (round) => asks(warmUpUnits + round * aRound, aRound),
    bareOrder: { ...asks(0, units), asksMax: Number.MAX_SAFE_INTEGER, msMax: roundMs },
    ratioMin,
  });
  const { cpuUs, mainCpuUs, bareCpuUs, busyShare } = medians;
  return {
    title: `giving ${units.toLocaleString('en')} units, every ask wins, synchronous=FULL`,
    targets: [target],
    figures,
    limitedBy:
      `CPU of an order: ${mainCpuUs.toFixed(1)} µs in the first thread (${bareCpuUs.toFixed(1)} µs of it HTTP), ` +
      `${(cpuUs - mainCpuUs).toFixed(1)} µs in the others, mostly the ledger's; and for ${((1 - busyShare) * 100).toFixed(0)} % ` +
      'of the time the core waits for the disk to have the commit.',
  };
}
