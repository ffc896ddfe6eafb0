/** The keys of one sale. All share the hash tag `{saleId}`, so that they lie in one slot, and one script may take them. */
export type SaleKeys = {
  /** Hash: rules, whether it is armed and on which server, the version of its changes. */
  readonly state: string;
  /** Hash: sku → its highest unit number, units held and sold. */
  readonly skus: string;
  /** Hash: every order id that was given → the order's line. */
  readonly orders: string;
  /** Hash: buyer → ids of the live orders, oldest first. */
  readonly buyers: string;
  /** Hash: buyer and Idempotency-Key → order id. */
  readonly named: string;
  /** Hash: adjustment id → the units that the house took out. */
  readonly withdrawn: string;
  /** Stream: orders on their way to the ledger. */
  readonly outbox: string;
  /** Stream: what changed, for the nodes that follow. */
  readonly changes: string;
};

export type KeyNames = {
  readonly of: (saleId: string) => SaleKeys;
  /** List: the numbers of free units; the last is given next. */
  readonly free: (saleId: string, sku: string) => string;
  /** List: ids of held orders, oldest first. */
  readonly held: (saleId: string, sku: string) => string;
  /** `free` and `held` of each sku, in the order in which every script takes them. */
  readonly lists: (saleId: string, skus: readonly string[]) => string[];
  /** Set: the ids of all sales of the gate. */
  readonly register: string;
};

/** The only place that knows how keys are written. `prefix` keeps several gates on one Redis apart. */
export function keyNames(prefix: string): KeyNames {
  const key = (saleId: string, rest: string) => `${prefix}:{${saleId}}:${rest}`;
  const free = (saleId: string, sku: string) => key(saleId, `free:${sku}`);
  const held = (saleId: string, sku: string) => key(saleId, `held:${sku}`);
  return {
    of: (saleId) => ({
      state: key(saleId, 'state'),
      skus: key(saleId, 'skus'),
      orders: key(saleId, 'orders'),
      buyers: key(saleId, 'buyers'),
      named: key(saleId, 'named'),
      withdrawn: key(saleId, 'withdrawn'),
      outbox: key(saleId, 'outbox'),
      changes: key(saleId, 'changes'),
    }),
    free,
    held,
    lists: (saleId, skus) => skus.flatMap((sku) => [free(saleId, sku), held(saleId, sku)]),
    register: `${prefix}:sales`,
  };
}
