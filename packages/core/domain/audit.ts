import type { OrderStatus } from './order.ts';

/** Where the units of one sku are, by number, in the gate and in the ledger, at one moment at which nothing moved. */
export type SkuPlaces = {
  readonly sku: string;
  readonly unitLast: number;
  /** Units that belong to the sale by the ledger's record. */
  readonly units: number;
  readonly gateFree: readonly number[];
  readonly gateHeld: number;
  readonly gateSold: number;
  readonly ledgerHeld: readonly number[];
  readonly ledgerSold: readonly number[];
  readonly ledgerWithdrawn: readonly number[];
};

export type SkuAudit = {
  readonly sku: string;
  readonly units: number;
  readonly available: number;
  readonly held: number;
  readonly sold: number;
  /** Unit numbers that are in no place or in more than one, ascending. */
  readonly unexplained: readonly number[];
};

export type Audit = {
  readonly saleId: string;
  /** `undefined`: no moment was found at which nothing moved; `inFlight` then says how many orders were moving. */
  readonly balanced: boolean | undefined;
  readonly inFlight?: number;
  readonly atMs: number;
  readonly skus: readonly SkuAudit[];
  readonly ordersByStatus: Readonly<Record<OrderStatus, number>>;
  readonly gate: { readonly available: number; readonly held: number };
  readonly ledger: { readonly held: number; readonly sold: number };
};

/** The conservation equation by unit number: each unit 1..unitLast is free, held, sold or withdrawn, exactly once. */
export function auditSku(places: SkuPlaces): SkuAudit {
  const seen = new Uint8Array(places.unitLast + 1);
  const strays = new Set<number>();
  for (const list of [places.gateFree, places.ledgerHeld, places.ledgerSold, places.ledgerWithdrawn]) {
    for (const unit of list) {
      if (unit < 1 || unit > places.unitLast) strays.add(unit);
      else seen[unit] = Math.min((seen[unit] ?? 0) + 1, 2);
    }
  }
  for (let unit = 1; unit <= places.unitLast; unit += 1) if (seen[unit] !== 1) strays.add(unit);
  return {
    sku: places.sku,
    units: places.units,
    available: places.gateFree.length,
    held: places.ledgerHeld.length,
    sold: places.ledgerSold.length,
    unexplained: [...strays].sort((a, b) => a - b),
  };
}

/** Whether a sku balances: no stray unit, the sum is right, and gate and ledger count the same. */
export function isBalanced(places: SkuPlaces, audit: SkuAudit): boolean {
  return (
    audit.unexplained.length === 0 &&
    audit.units === audit.available + audit.held + audit.sold &&
    places.gateHeld === audit.held &&
    places.gateSold === audit.sold
  );
}
