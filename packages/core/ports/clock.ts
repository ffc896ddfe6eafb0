/** The only source of time. */
export interface Clock {
  /** Epoch milliseconds. The gate's clock decides what is given, the ledger's what is due. */
  nowMs(): number;
  /**
   * Settles after `ms` milliseconds of this clock. `isIdle`: nobody needs it to come true, so that a process that has
   * nothing else to do ends without it.
   */
  sleep(ms: number, options?: { readonly isIdle?: boolean }): Promise<void>;
}
