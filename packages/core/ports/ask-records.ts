/** How the asks of one sale went at one node, as it is kept over restarts. */
export type AskRecord = {
  readonly saleId: string;
  /** Since when asks are counted, in epoch ms. */
  readonly sinceMs: number;
  /** `false`: a process that counted them died, and what it had counted since it wrote them down last is missing. */
  readonly isWhole: boolean;
  readonly asks: number;
  /** How many answers there were of each kind, by the kind's name. */
  readonly answers: Readonly<Record<string, number>>;
  /** The highest number of asks in one second. */
  readonly peakAsksPerSecond: number;
  /** Decisions by latency bucket, and the longest one in ms. The node knows what its buckets are. */
  readonly latencies: readonly number[];
  readonly latencyMaxMs: number;
};

/** The part of the ledger that keeps what nodes have counted. Nothing is decided by it. Throws LEDGER_UNAVAILABLE. */
export interface AskRecords {
  /**
   * What a node of this name had counted when it stopped. Until it says that it stops again, its records count as open:
   * one that is found open was left by a process that died.
   */
  resumeAsks(node: string): Promise<readonly AskRecord[]>;
  /** Writes records down in place of the older ones. `isLast`: the node counts nothing more, so they are whole. */
  saveAsks(node: string, records: readonly AskRecord[], isLast: boolean): Promise<void>;
}
