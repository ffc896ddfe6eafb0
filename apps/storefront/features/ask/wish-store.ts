// Intents that outlive a reload: one for each sale, in the storage of the tab.
import type { Wish } from '@penstock/client';
import { newWish } from '@penstock/client';

/** A wish and, while its outcome is not known, when it was last sent (the server's time in milliseconds). */
export type KeptWish = Wish & { readonly sentAtMs?: number };

/** The part of `Storage` that is needed. */
export type KeyValueStore = {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

export type WishStore = {
  /** The wish of a sale that is still open, if there is one. */
  find(saleId: string): KeptWish | undefined;
  /** The wish for this sale and sku: the one that is kept, or a new one. Another sku is another wish. */
  wishFor(wanted: { readonly saleId: string; readonly sku: string }): KeptWish;
  keep(wish: KeptWish): void;
  /** The wish was fulfilled, or given up. */
  end(saleId: string): void;
};

const keyOf = (saleId: string): string => `penstock.wish.${saleId}`;

/** Makes a store of wishes on the storage of the tab. */
export function createWishStore(storage: KeyValueStore): WishStore {
  const find = (saleId: string): KeptWish | undefined => {
    const text = storage.getItem(keyOf(saleId));
    return text === null ? undefined : (JSON.parse(text) as KeptWish);
  };
  const keep = (wish: KeptWish): void => storage.setItem(keyOf(wish.saleId), JSON.stringify(wish));

  return {
    find,
    keep,
    wishFor: (wanted) => {
      const kept = find(wanted.saleId);
      if (kept !== undefined && kept.sku === wanted.sku) return kept;
      const wish = newWish(wanted);
      keep(wish);
      return wish;
    },
    end: (saleId) => storage.removeItem(keyOf(saleId)),
  };
}
