import type { DatabaseSync } from 'node:sqlite';
import type {
  Clock,
  DeliveryNumbers,
  LostOrder,
  Order,
  Sale,
  SaleNumbers,
  SaleSummary,
  StockAdjustment,
} from '@penstock/core';
import { createAdjustmentRows } from './adjustment-rows.ts';
import type { AskRecordWriter } from './ask-records.ts';
import { createAskRecordWriter } from './ask-records.ts';
import type { ChangeReader } from './change-outbox.ts';
import { createChangeReader, createChangeWriter } from './change-outbox.ts';
import type { DeliveryReader } from './delivery-reader.ts';
import { createDeliveryNumbersReader, createDeliveryReader } from './delivery-reader.ts';
import type { DeliveryWriter } from './delivery-writer.ts';
import { createDeliveryWriter, createPromiseTeller, tellShopOf } from './delivery-writer.ts';
import type { OrderEnder } from './end-orders.ts';
import { createOrderEnder } from './end-orders.ts';
import type { EndedSessionsReader, EndedSessionsWriter } from './ended-sessions.ts';
import { createEndedSessionsReader, createEndedSessionsWriter } from './ended-sessions.ts';
import type { GatePart } from './gate-parts.ts';
import { createGatePartsReader } from './gate-parts.ts';
import type { HoldAnswer, HoldBatch } from './hold-batch.ts';
import type { JournalReader } from './journal-reader.ts';
import { createJournalReader } from './journal-reader.ts';
import { createJournalWriter } from './journal-writer.ts';
import type { PackedPlaces } from './ledger-audit.ts';
import { createPlacesReader } from './ledger-audit.ts';
import type { MoneyStoryReader } from './money-story.ts';
import { createMoneyStoryReader } from './money-story.ts';
import type { OperatorLogReader } from './operator-log.ts';
import { createOperatorLog, createOperatorLogReader } from './operator-log.ts';
import type { OperatorReader } from './operator-rows.ts';
import { createOperatorReader } from './operator-rows.ts';
import type { OperatorWriter } from './operator-writer.ts';
import { createOperatorWriter } from './operator-writer.ts';
import type { OrderReader } from './order-reader.ts';
import { createOrderReader } from './order-reader.ts';
import { createOrderWriter } from './order-writer.ts';
import type { PaymentReader } from './payment-reader.ts';
import { createPaymentReader } from './payment-reader.ts';
import type { PaymentWriter } from './payment-writer.ts';
import { createPaymentWriter } from './payment-writer.ts';
import { recordHolds } from './record-holds.ts';
import { refuseLost } from './refuse-lost.ts';
import type { SaleWriter } from './sale-book.ts';
import { createSaleWriter } from './sale-book.ts';
import { createSaleNumbersReader } from './sale-numbers.ts';
import type { StoredSale } from './sale-rows.ts';
import { createSaleRows } from './sale-rows.ts';
import { createSaleSummaryReader } from './sale-summary.ts';

/**
 * The ledger over SQLite, synchronous: what it writes and what it reads. Every method is called inside a transaction
 * of its caller, who commits it and then answers. Only the caller knows threads.
 */
export type LedgerWrites = OrderEnder &
  SaleWriter &
  PaymentWriter &
  AskRecordWriter &
  OperatorWriter &
  EndedSessionsWriter &
  DeliveryWriter & {
    record(batch: HoldBatch): HoldAnswer;
    refuseLost(lost: LostOrder): Order | undefined;
    markTold(seqs: readonly number[]): void;
  };

export type LedgerReads = OrderReader &
  PaymentReader &
  OperatorReader &
  OperatorLogReader &
  EndedSessionsReader &
  JournalReader &
  DeliveryReader &
  ChangeReader & {
    sales(): readonly Sale[];
    sale(saleId: string): Sale | undefined;
    adjustment(adjustmentId: string): StockAdjustment | undefined;
  };

/** Reads that may take long, because they look at every unit of a sale, or every message that waits. */
export type LedgerSurveys = Pick<OrderReader, 'ordersOfSale'> &
  MoneyStoryReader & {
    deliveryNumbers(): DeliveryNumbers;
    places(saleId: string): PackedPlaces | undefined;
    saleNumbers(saleId: string, nowMs: number): SaleNumbers | undefined;
    saleSummary(saleId: string): SaleSummary | undefined;
    gateParts(saleId: string, emit: (part: GatePart) => void): void;
  };

export type LedgerWritesOptions = {
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Whether what orders come to is written down for the shop to hear. */
  readonly tellsShop: boolean;
};

export function createLedgerWrites(
  database: DatabaseSync,
  { clock, tellsShop }: LedgerWritesOptions,
): { readonly writes: LedgerWrites; forget(): void } {
  const ownJournal = createJournalWriter(database);
  const journal = tellsShop ? tellShopOf(ownJournal, database) : ownJournal;
  const changes = createChangeWriter(database);
  const sales = createSaleRows(database);
  const adjustments = createAdjustmentRows(database);
  const log = createOperatorLog(database, clock);
  const orders = createOrderWriter(database);
  const { order: findOrder } = createOrderReader(database);
  // Prices and epochs as this connection wrote them last; it is the only one that writes.
  const known = new Map<string, StoredSale>();
  const findSale = (saleId: string) => {
    const stored = known.get(saleId) ?? sales.find(saleId);
    if (stored !== undefined) known.set(saleId, stored);
    return stored;
  };
  const update = (stored: StoredSale, next: Sale) => {
    known.delete(next.saleId);
    sales.update(stored, next);
  };
  const saleWriter = createSaleWriter(database, { clock, adjustments, changes, log, sales: { ...sales, update } });
  const tellPromised = tellsShop ? createPromiseTeller(database) : () => undefined;
  const recordPorts = { clock, orders, journal: ownJournal, findSale, findOrder, tellPromised };
  return {
    writes: {
      ...createOrderEnder(database, { clock, journal, changes }),
      ...createPaymentWriter(database, { clock, journal, changes }),
      ...createOperatorWriter(database, { clock, log }),
      ...createEndedSessionsWriter(database, clock),
      ...saleWriter,
      ...createAskRecordWriter(database),
      ...createDeliveryWriter(database, clock),
      record: (batch) => recordHolds(recordPorts, batch),
      refuseLost: (lost) => refuseLost(recordPorts, lost),
      markTold: changes.markTold,
    },
    forget() {
      known.clear();
      journal.forget();
    },
  };
}

export function createLedgerReads(database: DatabaseSync): LedgerReads {
  const sales = createSaleRows(database);
  const adjustments = createAdjustmentRows(database);
  return {
    ...createOrderReader(database),
    ...createPaymentReader(database),
    ...createOperatorReader(database),
    ...createOperatorLogReader(database),
    ...createEndedSessionsReader(database),
    ...createJournalReader(database),
    ...createDeliveryReader(database),
    ...createChangeReader(database),
    sales: () => sales.all().map(({ sale }) => sale),
    sale: (saleId) => sales.find(saleId)?.sale,
    adjustment: adjustments.find,
  };
}

export function createLedgerSurveys(database: DatabaseSync): LedgerSurveys {
  const sales = createSaleRows(database);
  const readPlaces = createPlacesReader(database);
  const readNumbers = createSaleNumbersReader(database);
  const readSummary = createSaleSummaryReader(database);
  const readParts = createGatePartsReader(database);
  return {
    ordersOfSale: createOrderReader(database).ordersOfSale,
    ...createMoneyStoryReader(database),
    deliveryNumbers: createDeliveryNumbersReader(database),
    places(saleId) {
      const stored = sales.find(saleId);
      return stored && readPlaces(stored);
    },
    saleNumbers(saleId, nowMs) {
      const stored = sales.find(saleId);
      return stored && readNumbers(stored, nowMs);
    },
    saleSummary(saleId) {
      const stored = sales.find(saleId);
      return stored && readSummary(stored);
    },
    gateParts(saleId, emit) {
      const stored = sales.find(saleId);
      if (stored !== undefined) readParts(stored, emit);
    },
  };
}
