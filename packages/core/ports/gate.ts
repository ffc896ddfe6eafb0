import type { Ask, AskRefusal, Wish } from '../domain/decide-ask.ts';
import type { UnitOfOrder, UnitRange, Withdrawal, WithdrawalOutcome } from '../domain/gate-changes.ts';
import type { GatePart } from '../domain/gate-fence.ts';
import type { GateOrder, GateUnits } from '../domain/gate-state.ts';
import type { HoldOutcome } from '../domain/hold-unit.ts';
import type { GateRules, SalePhase, SkuCounts } from '../domain/sale.ts';
import type { Settlement } from '../domain/settlement.ts';

export type { GateUnits, HoldOutcome };

/** The orders of one batch on their way to the ledger: one entry, one message, one transaction, never split. */
export type OutboxEntry = {
  readonly entryId: string;
  readonly saleId: string;
  readonly epoch: number;
  readonly orders: readonly HeldOrder[];
};

export type HeldOrder = Pick<GateOrder, 'orderId' | 'buyerId' | 'sku' | 'unit' | 'slot' | 'key' | 'placedAtMs'>;

/** A cheap look at a sale. Two looks with the same count of changes saw the same state. */
export type GatePulse = {
  readonly armed: boolean;
  readonly changes: number;
  /** Orders that were given and are not settled yet. */
  readonly inFlight: number;
  /** How long ago in ms the oldest of them was given; 0 when there is none. */
  readonly oldestAgeMs: number;
  /** How long ago in ms a sale that is not armed was fenced or loaded: small while a rebuild goes on. */
  readonly idleMs: number;
};

/**
 * Decides who gets a unit, in one atomic step. Every method is safe to repeat: an order id, an adjustment id or a
 * version that was seen before changes nothing. Throws GATE_UNAVAILABLE when there is no answer.
 */
export interface Gate {
  /** Decides asks in their order, each on the state the last one left. The same order id gets the same answer. */
  hold(saleId: string, asks: readonly Ask[]): Promise<readonly HoldOutcome[]>;
  /** Gives units of ended orders back. Acts only where order and unit both match. */
  release(saleId: string, orders: readonly UnitOfOrder[]): Promise<void>;
  /** Marks units as sold for good. */
  paid(saleId: string, orders: readonly UnitOfOrder[]): Promise<void>;
  /** Puts new units up for sale. */
  add(saleId: string, sku: string, range: UnitRange): Promise<void>;
  /** Takes free units out for the house, all or none. */
  withdraw(saleId: string, withdrawal: Withdrawal): Promise<WithdrawalOutcome>;
  /** Gives back what `withdraw` took, for an adjustment that the ledger did not store. */
  undoWithdrawal(saleId: string, sku: string, adjustmentId: string): Promise<void>;
  /** Takes newer rules. */
  setRules(saleId: string, rules: GateRules): Promise<void>;
  /**
   * From here to `arm` everything of this sale is answered `not-armed`. A sale that the gate lacks is made, empty.
   * Refused under an older epoch than the gate's, so that a late rebuild never stops what a newer one has armed.
   */
  fence(rules: GateRules): Promise<void>;
  /**
   * Loads a part of at most `loadPartMax` units and orders into a fenced sale, by number from 0, which empties it. A
   * part that was loaded before changes nothing; one out of turn or of another epoch than the fence's is refused.
   */
  load(saleId: string, epoch: number, part: GatePart): Promise<void>;
  arm(saleId: string, epoch: number): Promise<void>;
  /** Forgets a sale that was taken off. */
  drop(saleId: string): Promise<void>;
  /** What the gate remembers of an order id that it gave. */
  order(saleId: string, orderId: string): Promise<GateOrder | undefined>;
  /** `undefined`: the gate has no such sale. */
  pulse(saleId: string): Promise<GatePulse | undefined>;
  /**
   * Which units are free, by number. A gate may read them page by page while it goes on giving: they are of one moment
   * only if the pulse is the same before and after. `undefined`: the gate has no such sale.
   */
  units(saleId: string): Promise<readonly GateUnits[] | undefined>;
}

/** The gate's side of the way to the ledger. */
export interface GateOutbox {
  /** The next entry that nobody works on; waits until there is one, and is `undefined` once closed. */
  next(): Promise<OutboxEntry | undefined>;
  /** The ledger's word on every order of an entry: asks that wait get their answer, refused units come back. */
  settle(entry: OutboxEntry, settlements: readonly Settlement[]): Promise<void>;
  /** The ledger has stored nothing of this entry, for certain. What follows is the adapter's rule. */
  failed(entry: OutboxEntry, cause: unknown): Promise<void>;
}

/** What became of an order that the gate gave: the ledger's word, or `undone` when nothing was stored. */
export type Settled = Settlement | { readonly kind: 'undone'; readonly orderId: string };

/** What this node knows of the gate without asking it. All methods answer at once. */
export interface GateView {
  /** The gate's clock as this node follows it, in epoch ms: that of this sale's gate, where each sale has its own. */
  nowMs(saleId?: string): number;
  /** What may be answered from memory, or `undefined` when the gate itself must be asked. Never gives anything. */
  refusal(saleId: string, wish: Wish): AskRefusal | undefined;
  /** `undefined` for a sale that the gate lacks or that is not armed: while it is loaded its counts mean nothing. */
  counts(
    saleId: string,
  ): { readonly phase: SalePhase; readonly skus: readonly SkuCounts[]; readonly changes: number } | undefined;
  /** Waits for the ledger's word on an order that the gate gave, at most `waitMs`. */
  settled(orderId: string, waitMs: number): Promise<Settled | undefined>;
  /** Calls back after a sale's counts or rules changed, at most once a turn. Answers how to stop. */
  onChange(listener: (saleId: string) => void): () => void;
}
