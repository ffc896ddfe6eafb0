import type { KeyNames } from '../keys.ts';
import type { RedisLink } from '../link/redis-link.ts';

/** Which skus each sale has: whoever runs a script names every key that it may touch. */
export type SkuNames = {
  /** What the gate has now. Of a sale that is being loaded, perhaps not all. */
  read(saleId: string): Promise<readonly string[]>;
  /** What this process has seen so far. */
  seen(saleId: string): readonly string[];
  see(saleId: string, skus: Iterable<string>): void;
  forget(saleId: string): void;
};

export function createSkuNames(link: Pick<RedisLink, 'call'>, keys: KeyNames): SkuNames {
  const seen = new Map<string, Set<string>>();
  const see = (saleId: string, skus: Iterable<string>) => {
    const names = seen.get(saleId) ?? new Set();
    for (const sku of skus) names.add(sku);
    seen.set(saleId, names);
  };
  return {
    async read(saleId) {
      const names = (await link.call('HKEYS', keys.of(saleId).skus)) as string[];
      see(saleId, names);
      return names;
    },
    seen: (saleId) => [...(seen.get(saleId) ?? [])],
    see,
    forget: (saleId) => void seen.delete(saleId),
  };
}
