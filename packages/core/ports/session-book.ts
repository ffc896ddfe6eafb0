/**
 * What a buyer's sign-out ended: every session that was opened with one token up to that moment. Sessions themselves
 * are signed and kept by their browsers; only their early ends must be remembered, and no longer than they could live.
 */
export type EndedSessions = {
  /** The hash of the token; a token itself is written nowhere. */
  readonly tokenHash: string;
  readonly endedAtMs: number;
  /** From then on no session of this token is good anyway. */
  readonly expiresAtMs: number;
};

/** The part of the ledger that keeps the ends of buyers' sessions. */
export interface SessionBook {
  /** Writes an end down, over an earlier one of the same token, and forgets those that do not matter any more. */
  endBuyerSessions(ended: EndedSessions): Promise<void>;
  /** All ends that still matter. */
  endedBuyerSessions(): Promise<readonly EndedSessions[]>;
}
