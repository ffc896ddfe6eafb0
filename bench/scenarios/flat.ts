import { paymentWindowSecondsMax } from '@penstock/contract';
import type { Bench } from '../bench.ts';
import type { Sample } from '../compare.ts';
import { alternate, measure } from '../compare.ts';
import { roundMs, warmUpMs } from '../limits.ts';
import type { Figure, ScenarioResult, Target } from '../result.ts';
import { figure } from '../result.ts';

const million = 1_000_000;
const thousand = 1_000;
const hundred = 100;
/** Who ask in sales of different sizes. */
const askers = 10_000;
const differenceMax = 0.15;

const seeded = (saleId: string, holds: number) => ({
  saleId,
  units: holds,
  holds,
  paymentWindowSeconds: paymentWindowSecondsMax,
});

/** Refusing costs the same whatever the size: three sales in one server, all units held, each by a buyer of its own. */
export async function flat(bench: Bench): Promise<ScenarioResult> {
  await bench.load.mint(million + askers);
  const dataDir = await bench.dataDir();
  await bench.seed(dataDir, [seeded('hundred', hundred), seeded('thousand', thousand), seeded('million', million)]);
  const penstock = await bench.startPenstock({ dataDir });
  const refuse = (saleId: string, line: { readonly firstBuyer: number; readonly buyers: number }, msMax: number) =>
    measure(bench, penstock, { saleId, ...line, asksMax: Number.MAX_SAFE_INTEGER, msMax });
  const strangers = { firstBuyer: million, buyers: askers };
  const few = { firstBuyer: hundred, buyers: thousand };
  const many = { firstBuyer: hundred, buyers: million };
  await refuse('hundred', strangers, warmUpMs);
  await refuse('million', strangers, warmUpMs);
  const [ofHundred = [], ofThousand = [], ofMillion = [], byFew = [], byMany = []] = await alternate(bench.rounds, [
    () => refuse('hundred', strangers, roundMs),
    () => refuse('thousand', strangers, roundMs),
    () => refuse('million', strangers, roundMs),
    () => refuse('hundred', few, roundMs),
    () => refuse('hundred', many, roundMs),
  ]);
  const units = ratio('1,000,000 units to 100', ofMillion, ofHundred);
  const holders = ratio('1,000,000 buyers who hold to 1,000', ofMillion, ofThousand);
  const asking = ratio('1,000,000 buyers who ask to 1,000', byMany, byFew);
  return {
    title: 'CPU of a refused request, whatever the size of the sale and of the crowd',
    targets: [units, holders, asking].map(targetOf),
    figures: [
      units,
      holders,
      asking,
      cpu('100 units, 100 holders', ofHundred),
      cpu('1,000 units, 1,000 holders', ofThousand),
      cpu('1,000,000 units, 1,000,000 holders', ofMillion),
      cpu('asked by 1,000 buyers', byFew),
      cpu('asked by 1,000,000 buyers', byMany),
    ],
    limitedBy:
      'of who asks: a token that was seen lately is remembered, and of a million buyers each token is verified anew; of ' +
      'sizes: look-ups in a larger map meet the processor’s cache less often.',
  };
}

const cpuUs = (sample: Sample) => sample.cpuUs;

function cpu(name: string, samples: readonly Sample[]): Figure {
  return figure(`CPU a request: ${name}`, 'µs', samples.map(cpuUs));
}

function ratio(name: string, above: readonly Sample[], below: readonly Sample[]): Figure {
  return figure(
    name,
    '',
    above.map((sample, round) => cpuUs(sample) / cpuUs(below[round] as Sample)),
  );
}

function targetOf({ name, spread: { median } }: Figure): Target {
  const percent = (median - 1) * 100;
  return {
    text: `${name}: within ${differenceMax * 100} %`,
    measured: `${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %`,
    isMet: Math.abs(median - 1) <= differenceMax,
  };
}
