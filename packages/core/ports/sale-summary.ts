/** Money of one currency. */
export type MoneyOfSale = {
  readonly currency: string;
  readonly captured: number;
  readonly capturedMinor: number;
  readonly refunded: number;
  readonly refundedMinor: number;
};

/** What is told of a sale when it is over. */
export type SaleSummary = {
  /** Different buyers who were promised a unit, whatever became of it. */
  readonly buyers: number;
  /** When no unit was free for the first time, by the gate's clock for what it gave, in epoch ms. */
  readonly allGivenAtMs: number | undefined;
  /** When the last of all units was paid for; `undefined` while one is not. */
  readonly soldOutAtMs: number | undefined;
  /** By currency. */
  readonly money: readonly MoneyOfSale[];
};

/** The part of the ledger that sums a sale up. It may look at every order: for reports, not for boards. */
export interface SaleSummaries {
  /** `undefined`: there is no such sale. Throws LEDGER_UNAVAILABLE. */
  saleSummary(saleId: string): Promise<SaleSummary | undefined>;
}
