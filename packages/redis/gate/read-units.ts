import type { GateUnits } from '@penstock/core';
import type { KeyNames } from '../keys.ts';
import { unitsPageSize } from '../limits.ts';
import type { RedisLink } from '../link/redis-link.ts';
import type { SkuNames } from './sku-names.ts';

type UnitsParts = {
  readonly link: Pick<RedisLink, 'call'>;
  readonly keys: KeyNames;
  readonly skuNames: SkuNames;
};

/** Reads the free units page by page, so that a large sale never stops the gate. `undefined`: there is no such sale. */
export async function readUnits(parts: UnitsParts, saleId: string): Promise<readonly GateUnits[] | undefined> {
  const { state, skus } = parts.keys.of(saleId);
  if ((await parts.link.call('EXISTS', state)) === 0) return undefined;
  const units: GateUnits[] = [];
  for (const sku of await parts.skuNames.read(saleId)) {
    const line = (await parts.link.call('HGET', skus, sku)) as string | null;
    const [, held, sold] = (line ?? '0\t0\t0').split('\t').map(Number);
    units.push({ sku, free: await readFree(parts, saleId, sku), held: held ?? 0, sold: sold ?? 0 });
  }
  return units;
}

async function readFree({ link, keys }: UnitsParts, saleId: string, sku: string): Promise<number[]> {
  const free: number[] = [];
  for (let start = 0; ; start += unitsPageSize) {
    const stop = start + unitsPageSize - 1;
    const page = (await link.call('LRANGE', keys.free(saleId, sku), start, stop)) as string[];
    for (const unit of page) free.push(Number(unit));
    if (page.length < unitsPageSize) return free;
  }
}
