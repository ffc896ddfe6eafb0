// What the process that makes the load is told, and what it answers: one answer to each.

/** Mints the tokens of so many buyers. The UTF-8 string is the key. */
export type MintOrder = { readonly kind: 'mint'; readonly buyers: number; readonly secret: string };

/** Opens the connections, and answers once all are open; those of before are closed. */
export type ConnectOrder = { readonly kind: 'connect'; readonly port: number; readonly connections: number };

/** Buyers ask one after the other, in a circle; each connection asks again once it has its answer. */
export type AskOrder = {
  readonly saleId: string;
  readonly firstBuyer: number;
  readonly buyers: number;
  /** Ends after so many asks or so many milliseconds, whichever comes first; what is in flight is still heard. */
  readonly asksMax: number;
  readonly msMax: number;
};

export type LoadOrder = MintOrder | ConnectOrder | ({ readonly kind: 'ask' } & AskOrder);

export type LoadResult = {
  readonly answered: number;
  /** Requests that got no answer. */
  readonly lost: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly tookMs: number;
  /** When the first 202 came, in epoch milliseconds. */
  readonly firstHeldAtMs: number | undefined;
};
