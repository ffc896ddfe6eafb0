// The names of buyers and of their wishes: equally long, so that requests can be built once and filled in.

export type BuyerNames = {
  /** Begins every name of this run, so that two runs against one sale are two crowds. */
  readonly crowd: string;
  readonly wishesPerBuyer: number;
  readonly buyerIdOf: (buyer: number) => string;
  /** Characters of `keyOf`; 0 when wishes have no key. */
  readonly keyLength: number;
  /** The `Idempotency-Key` of a wish, or undefined in a sale where a buyer has one wish and needs no name for it. */
  readonly keyOf: (wish: number) => string | undefined;
};

/** Digits of a buyer's number (`buyersMax` is a million) and of a wish among those of its buyer (`perBuyerMax` is 100). */
const buyerDigits = 7;
const wishDigits = 2;

export function nameBuyers(crowd: string, wishesPerBuyer: number): BuyerNames {
  const buyerIdOf = (buyer: number): string => `${crowd}-${String(buyer).padStart(buyerDigits, '0')}`;
  const hasKeys = wishesPerBuyer > 1;
  return {
    crowd,
    wishesPerBuyer,
    buyerIdOf,
    keyLength: hasKeys ? buyerIdOf(0).length + 1 + wishDigits : 0,
    keyOf(wish) {
      if (!hasKeys) return undefined;
      const buyer = Math.floor(wish / wishesPerBuyer);
      return `${buyerIdOf(buyer)}-${String(wish % wishesPerBuyer).padStart(wishDigits, '0')}`;
    },
  };
}
