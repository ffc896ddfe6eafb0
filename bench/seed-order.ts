/** A sale whose first `holds` units are held by the first as many buyers of the load. */
export type SeededSale = {
  readonly saleId: string;
  readonly units: number;
  readonly holds: number;
  readonly paymentWindowSeconds: number;
};

export type SeedOrder = { readonly dataDir: string; readonly secret: string; readonly sales: readonly SeededSale[] };

/** When the first and the last hold of all fall due, in epoch milliseconds. */
export type Seeded = { readonly firstDueAtMs: number; readonly lastDueAtMs: number };
