import type { SkuNames } from '../gate/sku-names.ts';
import type { KeyNames } from '../keys.ts';
import { ordersPageSize, winnersMax } from '../limits.ts';
import type { RedisLink } from '../link/redis-link.ts';
import type { Script } from '../link/scripts.ts';
import type { SaleMemory } from './sale-memory.ts';
import { createSaleMemory } from './sale-memory.ts';

export type SnapshotParts = {
  readonly link: Pick<RedisLink, 'run' | 'call'>;
  readonly script: Script;
  readonly keys: KeyNames;
  readonly skuNames: SkuNames;
};

export type Version = { readonly epoch: string; readonly step: string };

export type Snapshot = {
  readonly version: Version;
  readonly memory: SaleMemory;
  /** Whether it knows everybody who has an order. Who does not may refuse nobody for want of one. */
  readonly isWhole: boolean;
};

/**
 * Reads a sale at a version, its orders page by page. What changes meanwhile has a later version, and taking these
 * changes afterwards, all of them and in order, makes the memory right.
 */
export async function readSnapshot({ link, script, keys, skuNames }: SnapshotParts, saleId: string): Promise<Snapshot> {
  const { state, skus, orders } = keys.of(saleId);
  const names = await skuNames.read(saleId);
  const scriptKeys = [state, skus, orders, ...keys.lists(saleId, names)];
  const [epoch = '', step = '', ordersCount, ...lines] = (await link.run(script, scriptKeys, [
    names.length,
    ...names,
  ])) as string[];
  const memory = createSaleMemory();
  for (const line of lines) memory.take(line);
  const isWhole = Number(ordersCount) <= winnersMax;
  if (isWhole) await readOrders(link, orders, memory);
  return { version: { epoch, step }, memory, isWhole };
}

async function readOrders(link: Pick<RedisLink, 'call'>, key: string, memory: SaleMemory): Promise<void> {
  let cursor = '0';
  do {
    const page = (await link.call('HSCAN', key, cursor, 'COUNT', ordersPageSize)) as [string, string[]];
    cursor = page[0];
    for (const [index, line] of page[1].entries()) if (index % 2 === 1) memory.take(`order\t${line}`);
  } while (cursor !== '0');
  memory.sort();
}
