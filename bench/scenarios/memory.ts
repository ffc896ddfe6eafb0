import type { Bench } from '../bench.ts';
import { childAnswerMs } from '../limits.ts';
import { measuredSale } from '../measured-sale.ts';
import type { ScenarioResult } from '../result.ts';
import { figure } from '../result.ts';
import { sellOut } from './sell-out.ts';

const saleId = 'memory';
const units = 100;
const asksFew = 10_000;
const asksMany = 1_000_000;
const growthMaxMb = 30;

const mb = (bytes: number) => bytes / 1e6;

/** Refused asks, each by a buyer of its own, leave nothing behind that grows with them. */
export async function memory(bench: Bench): Promise<ScenarioResult> {
  await bench.load.mint(units + asksMany);
  const penstock = await bench.startPenstock({ dataDir: await bench.dataDir(), canCollect: true });
  await penstock.call('createSale', { body: measuredSale({ saleId, units }) });
  await sellOut(bench, penstock, { saleId, units });
  const refuse = async (firstBuyer: number, asks: number) => {
    const line = { firstBuyer, buyers: asks, asksMax: asks, msMax: childAnswerMs };
    await bench.load.ask({ saleId, ...line });
    return penstock.memory();
  };
  const few = await refuse(units, asksFew);
  const many = await refuse(units + asksFew, asksMany - asksFew);
  const growthMb = mb(many.rss - few.rss);
  return {
    title: 'memory after a million refused asks of a million buyers, after forced collection',
    targets: [
      {
        text: `within ${growthMaxMb} MB of that after ${asksFew.toLocaleString('en')}`,
        measured: `${growthMb >= 0 ? '+' : ''}${growthMb.toFixed(1)} MB`,
        isMet: growthMb <= growthMaxMb,
      },
    ],
    figures: [
      figure('resident after 10,000 asks', 'MB', [mb(few.rss)]),
      figure('resident after 1,000,000 asks', 'MB', [mb(many.rss)]),
      figure('heap used after 10,000 asks', 'MB', [mb(few.heapUsed)]),
      figure('heap used after 1,000,000 asks', 'MB', [mb(many.heapUsed)]),
    ],
    limitedBy: 'the bounded memory of verified tokens.',
  };
}
