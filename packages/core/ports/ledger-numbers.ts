/** Where the units of one sku are by the ledger: `units = available + held + paid`. */
export type SkuNumbers = {
  readonly sku: string;
  readonly units: number;
  readonly available: number;
  readonly held: number;
  readonly paid: number;
  /** Orders that were promised a unit so far, whatever became of them. */
  readonly given: number;
  /** Orders that ended without a sale so far: expired, cancelled or refused. */
  readonly returned: number;
};

/** A sale as the ledger counts it at one moment. */
export type SaleNumbers = {
  readonly skus: readonly SkuNumbers[];
  readonly payments: {
    /** Attempts that the provider may still capture. */
    readonly open: number;
    /** Orders that money came in for, over the last `captureWindowMs`. */
    readonly capturedPerSecond: number;
    /** Captured payments whose money has still to go back. */
    readonly refundDue: number;
  };
};

/** The part of the ledger that counts, cheaply enough to be asked twice a second however large a sale is. */
export interface LedgerNumbers {
  /** `undefined`: there is no such sale. Throws LEDGER_UNAVAILABLE. */
  saleNumbers(saleId: string): Promise<SaleNumbers | undefined>;
}
