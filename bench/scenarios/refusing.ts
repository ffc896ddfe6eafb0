import type { Bench } from '../bench.ts';
import { compareWithBare } from '../compare-with-bare.ts';
import { roundMs, warmUpMs } from '../limits.ts';
import type { AskOrder } from '../load/load-orders.ts';
import { sampleAnswer } from '../load/sample-answer.ts';
import { measuredSale, measuredSku } from '../measured-sale.ts';
import type { ScenarioResult } from '../result.ts';
import { sellOut } from './sell-out.ts';

const saleId = 'refusing';
const units = 100;
const buyers = 10_000;
const ratioMin = 0.8;

/** Nothing is left, and 10,000 buyers, the winners among them, ask again and again; every token is checked. */
export async function refusing(bench: Bench): Promise<ScenarioResult> {
  const loser = await bench.load.mint(buyers + 1);
  const penstock = await bench.startPenstock({ dataDir: await bench.dataDir() });
  await penstock.call('createSale', { body: measuredSale({ saleId, units }) });
  await sellOut(bench, penstock, { saleId, units });

  const answer = await sampleAnswer(`${penstock.url}/api/v1/sales/${saleId}/orders`, loser, measuredSku);
  const order: AskOrder = {
    saleId,
    firstBuyer: 0,
    buyers,
    asksMax: Number.MAX_SAFE_INTEGER,
    msMax: roundMs,
  };
  const { figures, target, medians } = await compareWithBare(bench, {
    penstock,
    answer,
    warmUp: { ...order, msMax: warmUpMs },
    orderOf: () => order,
    bareOrder: order,
    ratioMin,
  });
  const more = medians.cpuUs - medians.bareCpuUs;
  return {
    title: `refusing ${buyers.toLocaleString('en')} buyers of a sale of ${units} units that has nothing left`,
    targets: [target],
    figures,
    limitedBy:
      `CPU: a request costs ${medians.bareCpuUs.toFixed(1)} µs in the bare server, which is node:http and the kernel, ` +
      `and ${more.toFixed(1)} µs more here: token, body, decision, count and request id.`,
  };
}
