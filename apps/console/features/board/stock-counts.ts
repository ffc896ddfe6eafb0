// Where the units are, by the gate and by the ledger: of one variant, or of all together.
import type { Live } from '@penstock/contract';

type LiveSku = Live['skus'][number];

export type StockCounts = Pick<LiveSku, 'units' | 'gate' | 'ledger' | 'difference'>;

/**
 * The counts of one sku, or of all where none is named. A part that is not known for one sku is not known for the sum:
 * a number that leaves something out would look like one that does not.
 */
export function stockCounts(skus: readonly LiveSku[], sku: string | undefined): StockCounts {
  const counted = sku === undefined ? skus : skus.filter((each) => each.sku === sku);
  return {
    units: counted.reduce((sum, each) => sum + each.units, 0),
    gate: summed(counted.map(({ gate }) => gate)),
    ledger: summed(counted.map(({ ledger }) => ledger)),
    difference:
      summed(counted.map(({ difference }) => (difference === null ? null : { difference })))?.difference ?? null,
  };
}

function summed<Part extends Readonly<Record<string, number>>>(parts: readonly (Part | null)[]): Part | null {
  const [first, ...rest] = parts;
  if (first === undefined || first === null) return null;
  let sum: Record<string, number> = { ...first };
  for (const part of rest) {
    if (part === null) return null;
    sum = Object.fromEntries(Object.entries(part).map(([name, count]) => [name, count + (sum[name] ?? 0)]));
  }
  return sum as Part;
}
