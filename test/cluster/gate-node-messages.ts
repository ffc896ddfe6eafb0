/** How a node is started: as an argument, in JSON. */
export type NodeOptions = {
  readonly urls: readonly string[];
  readonly prefix: string;
  /** Safeguards that are switched off: the bound on the age of memory, and the sight of gaps in the changes. */
  readonly viewAgeMaxMs?: number;
  readonly isBlindToGaps?: boolean;
};

export type NodeQuestion =
  | { readonly kind: 'refusal'; readonly saleId: string; readonly buyerId: string }
  | { readonly kind: 'clock'; readonly saleId: string }
  | {
      readonly kind: 'hold';
      readonly saleId: string;
      readonly buyerId: string;
      readonly orderId: string;
      readonly sku: string;
    };

export type NodeAnswer = {
  readonly id: number;
  readonly answer: string;
  /** When it was answered, by the clock that all processes of a machine share, in ms since its start. */
  readonly atMs: number;
  /** The node's own clock then, in epoch ms. */
  readonly ownMs: number;
};

/** The clock that all processes of this machine share, in ms since its start. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1_000_000;
}
