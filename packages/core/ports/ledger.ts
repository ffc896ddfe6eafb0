import type { Audit } from '../domain/audit.ts';
import type { CancelDecision } from '../domain/decide-order.ts';
import type { ActDecision, CreateDecision, EditDecision, NewSale, SaleAct, SaleEdit } from '../domain/decide-sale.ts';
import type { AddDecision, StockAdjustment } from '../domain/decide-stock.ts';
import type { UnitOfOrder, UnitRange } from '../domain/gate-changes.ts';
import type { GateChunk } from '../domain/gate-fence.ts';
import type { OperatorAct } from '../domain/operator.ts';
import type { Order, OrderStatus } from '../domain/order.ts';
import type { GateRules, Sale, SaleState } from '../domain/sale.ts';
import type { Settlement } from '../domain/settlement.ts';
import type { AskRecords } from './ask-records.ts';
import type { DeliveryBook } from './delivery-book.ts';
import type { OutboxEntry } from './gate.ts';
import type { LedgerNumbers } from './ledger-numbers.ts';
import type { MoneyStory } from './money-story.ts';
import type { OperatorBook } from './operator-book.ts';
import type { PaymentBook } from './payment-book.ts';
import type { SaleSummaries } from './sale-summary.ts';
import type { SessionBook } from './session-book.ts';

/** A change that the gate must hear of, written in the same transaction as the change itself. */
export type Change =
  | { readonly kind: 'released'; readonly orders: readonly UnitOfOrder[] }
  | { readonly kind: 'paid'; readonly orders: readonly UnitOfOrder[] }
  | { readonly kind: 'rules'; readonly rules: GateRules }
  | { readonly kind: 'added'; readonly sku: string; readonly range: UnitRange }
  | { readonly kind: 'published' }
  | { readonly kind: 'dropped' };

export type ChangeRow = { readonly seq: number; readonly saleId: string; readonly change: Change };

export type JournalRow = {
  readonly seq: number;
  readonly atMs: number;
  readonly clock: 'gate' | 'ledger';
  readonly orderId: string;
  readonly sku: string;
  readonly unit: number;
  readonly from: OrderStatus | undefined;
  readonly to: OrderStatus;
  readonly cause: string;
};

export type Page<Row, Cursor> = { readonly rows: readonly Row[]; readonly next: Cursor | undefined };

/** Which orders of a sale are asked for. What is left out does not narrow them. */
export type OrderFilter = {
  readonly status?: OrderStatus;
  readonly buyerId?: string;
  /** What a person types: an order's id or its beginning, its short code, or the beginning of a buyer's id. */
  readonly text?: string;
  readonly after?: string;
  readonly limit: number;
};

/** An order that the gate may have given and that did not arrive: all that its id tells. */
export type LostOrder = Pick<Order, 'orderId' | 'saleId' | 'sku' | 'buyerId' | 'placedAtMs'>;

/** The part of the ledger that records and ends orders. Throws LEDGER_UNAVAILABLE when nothing was stored. */
export interface OrderBook {
  /** Records all orders of an entry in one transaction, durably, and answers one settlement each, in their order. */
  record(entry: OutboxEntry): Promise<readonly Settlement[]>;
  /**
   * Writes `refused` (`lost`) under an id, so that a late entry with it finds a "no"; an id that is known changes nothing.
   * Answers the order as it then stands. `undefined`: there is no such sale or sku.
   */
  refuseLost(lost: LostOrder): Promise<Order | undefined>;
  /** Compare-and-set to `cancelled`. `undefined`: no such order of this buyer. */
  cancel(
    orderId: string,
    buyerId: string,
  ): Promise<{ readonly decision: CancelDecision; readonly order: Order } | undefined>;
  /**
   * Ends orders whose `payBy` has come, oldest first, at most `limit`; says when the next falls due. An order whose
   * payment the provider may still capture is left until `closeGraceMs` after its `payBy`.
   */
  expireDue(limit: number): Promise<{ readonly expired: number; readonly nextDueAtMs: number | undefined }>;
  order(orderId: string): Promise<Order | undefined>;
  /** All orders of a buyer in a sale, oldest first. */
  ordersOfBuyerInSale(saleId: string, buyerId: string): Promise<readonly Order[]>;
  /** A buyer's orders in all sales, newest first. The cursor is the last order id of the page before. */
  ordersOfBuyer(buyerId: string, after: string | undefined, limit: number): Promise<Page<Order, string>>;
  /** The orders of a sale by order id. The cursor is the last order id of the page before. */
  ordersOfSale(saleId: string, filter: OrderFilter): Promise<Page<Order, string>>;
  /** The journal of a sale or of one order, oldest first. The cursor is the last `seq` of the page before. */
  journal(
    saleId: string,
    filter: { readonly orderId?: string; readonly after?: number; readonly limit: number },
  ): Promise<Page<JournalRow, number>>;
}

export type StockOutcome =
  | AddDecision
  | { readonly kind: 'withdrawn'; readonly sale: Sale }
  | { readonly kind: 'done-before'; readonly sale: Sale }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'not-enough-free'; readonly available: number };

/**
 * The part of the ledger that keeps sales. Every change of a published sale writes its outbox row with it, and `by`,
 * where a person asked for it, into the log of operators: an act that was done before too, one that was refused not.
 */
export interface SaleBook {
  sales(): Promise<readonly Sale[]>;
  sale(saleId: string): Promise<Sale | undefined>;
  create(wanted: NewSale, by?: OperatorAct): Promise<CreateDecision>;
  edit(saleId: string, edit: SaleEdit, by?: OperatorAct): Promise<EditDecision | undefined>;
  act(saleId: string, act: SaleAct, by?: OperatorAct): Promise<ActDecision | undefined>;
  /** What was done under this adjustment id before, if anything. */
  adjustment(adjustmentId: string): Promise<StockAdjustment | undefined>;
  /** Adds units, once: under an adjustment id that is known nothing is added. `undefined`: there is no such sale. */
  addUnits(adjustment: StockAdjustment, by?: OperatorAct): Promise<StockOutcome | undefined>;
  /** Marks units that the gate took out as withdrawn. */
  withdrawUnits(adjustment: StockAdjustment, units: readonly number[], by?: OperatorAct): Promise<Sale>;
  /** Raises the epoch, so that no entry of an older one is recorded later. Answers the new rules. */
  raiseEpoch(saleId: string): Promise<GateRules>;
  /** What the gate must know of a sale, in chunks of one unmoving snapshot. */
  gateChunks(saleId: string): AsyncIterable<GateChunk>;
}

/** The ledger's outbox towards the gate. */
export interface ChangeOutbox {
  /** The oldest changes that the gate has not confirmed, in order; none of the sales that are left out. */
  pendingChanges(limit: number, leftOut?: readonly string[]): Promise<readonly ChangeRow[]>;
  markTold(seqs: readonly number[]): Promise<void>;
}

export type LedgerPlaces = {
  /** Only a published sale is at a gate. */
  readonly state: SaleState;
  readonly skus: readonly {
    readonly sku: string;
    readonly units: number;
    readonly unitLast: number;
    readonly held: readonly number[];
    readonly sold: readonly number[];
    readonly withdrawn: readonly number[];
  }[];
  readonly ordersByStatus: Audit['ordersByStatus'];
  /** Changes of this sale that the gate has not confirmed yet. */
  readonly changesPending: number;
};

export interface LedgerAudit {
  /** Where every unit of a sale is, in one snapshot. */
  places(saleId: string): Promise<LedgerPlaces | undefined>;
}

export interface Ledger
  extends OrderBook,
    SaleBook,
    ChangeOutbox,
    LedgerAudit,
    LedgerNumbers,
    PaymentBook,
    MoneyStory,
    AskRecords,
    SaleSummaries,
    OperatorBook,
    SessionBook,
    DeliveryBook {
  /** The ledger's clock, in epoch milliseconds. */
  nowMs(): number;
}
