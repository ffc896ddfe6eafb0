import type { GatePart } from '@penstock/core';
import type { KeyNames } from '../keys.ts';
import { writeOrder } from '../order-line.ts';
import type { SkuNames } from './sku-names.ts';

export type LoadParts = {
  readonly keys: KeyNames;
  readonly skuNames: SkuNames;
  readonly run: (keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown>;
};

/** One call of the script `load`. Answers the script's word. */
export async function callLoad(parts: LoadParts, saleId: string, epoch: number, part: GatePart): Promise<unknown> {
  const { state, skus, orders, buyers, named, withdrawn } = parts.keys.of(saleId);
  const { skus: loaded = [], orders: known = [] } = part;
  const names = [...new Set([...loaded, ...known].map((each) => each.sku))];
  parts.skuNames.see(saleId, names);
  const skuArgs = names.flatMap((name) => {
    const pieces = loaded.filter((each) => each.sku === name);
    const free = pieces.flatMap((each) => each.free);
    return [name, pieces[0]?.unitLast ?? '', free.length, ...free];
  });
  const keys = [state, skus, orders, buyers, named, withdrawn, ...parts.keys.lists(saleId, names)];
  return parts.run(keys, [epoch, part.number, names.length, ...skuArgs, ...known.map(writeOrder)]);
}
