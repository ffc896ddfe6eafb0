import type { Ledger, OperatorBook, SessionBook } from '@penstock/core';
import type { Caller } from './call.ts';
import type { GatePart } from './gate-parts.ts';
import { unpackPart } from './gate-parts.ts';
import { packEntry, unpackAnswer } from './hold-batch.ts';
import { unpackPlaces } from './ledger-audit.ts';
import type { LedgerReads, LedgerSurveys, LedgerWrites } from './sqlite-ledger.ts';

/** Ways to the ledger's core, which runs inline or in threads of its own. */
export type LedgerCore = {
  readonly nowMs: () => number;
  readonly write: Caller<LedgerWrites>;
  readonly read: Caller<LedgerReads>;
  readonly survey: Caller<Omit<LedgerSurveys, 'gateParts'>>;
  readonly gateParts: (saleId: string) => AsyncIterable<GatePart>;
};

/** The port of the core package over a ledger's core. */
export function createLedgerPort(core: LedgerCore): Ledger {
  const { write, read, survey } = core;
  return {
    nowMs: core.nowMs,
    record: async (entry) => unpackAnswer(entry, await write('record', packEntry(entry))),
    refuseLost: (lost) => write('refuseLost', lost),
    cancel: (orderId, buyerId) => write('cancel', orderId, buyerId),
    expireDue: (limit) => write('expireDue', limit),
    create: (wanted, by) => write('create', wanted, by),
    edit: (saleId, edit, by) => write('edit', saleId, edit, by),
    act: (saleId, act, by) => write('act', saleId, act, by),
    addUnits: (adjustment, by) => write('addUnits', adjustment, by),
    withdrawUnits: (adjustment, units, by) => write('withdrawUnits', adjustment, units, by),
    raiseEpoch: (saleId) => write('raiseEpoch', saleId),
    resumeAsks: (node) => write('resumeAsks', node),
    saveAsks: (node, records, isLast) => write('saveAsks', node, records, isLast),
    nextDeliveryAtMs: () => read('nextDeliveryAtMs'),
    deliveries: (filter) => read('deliveries', filter),
    takeDeliveries: (limit, untilMs) => write('takeDeliveries', limit, untilMs),
    settleDelivery: (deliveryId, decision) => write('settleDelivery', deliveryId, decision),
    resendDelivery: (deliveryId) => write('resendDelivery', deliveryId),
    pruneDeliveries: (beforeMs, limit) => write('pruneDeliveries', beforeMs, limit),
    markTold: (seqs) => write('markTold', seqs),
    beginPayment: (about) => write('beginPayment', about),
    paymentOpened: (paymentId, url) => write('paymentOpened', paymentId, url),
    paymentClosed: (paymentId) => write('paymentClosed', paymentId),
    takeEvent: (event) => write('takeEvent', event),
    claimChecks: (limit) => write('claimChecks', limit),
    paymentRefunded: (paymentId, refundedMinor) => write('paymentRefunded', paymentId, refundedMinor),
    refundFailed: (paymentId, retryAtMs) => write('refundFailed', paymentId, retryAtMs),
    payment: (paymentId) => read('payment', paymentId),
    capturablePayments: (orderId) => read('capturablePayments', orderId),
    refundsDue: (limit) => read('refundsDue', core.nowMs(), limit),
    paymentsOfSale: (saleId, after, limit) => read('paymentsOfSale', saleId, after, limit),
    deliveryNumbers: () => survey('deliveryNumbers'),
    moneyOfOrder: (orderId) => survey('moneyOfOrder', orderId),
    eventsNotApplied: (limit) => survey('eventsNotApplied', limit),
    ...operatorPort(core),
    order: (orderId) => read('order', orderId),
    ordersOfBuyerInSale: (saleId, buyerId) => read('ordersOfBuyerInSale', saleId, buyerId),
    ordersOfBuyer: (buyerId, after, limit) => read('ordersOfBuyer', buyerId, after, limit),
    // A search looks at every order of the sale; nobody who buys waits behind it.
    ordersOfSale: (saleId, filter) =>
      filter.text === undefined ? read('ordersOfSale', saleId, filter) : survey('ordersOfSale', saleId, filter),
    journal: (saleId, filter) => read('journal', saleId, filter),
    sales: () => read('sales'),
    sale: (saleId) => read('sale', saleId),
    adjustment: (adjustmentId) => read('adjustment', adjustmentId),
    pendingChanges: (limit, leftOut) => read('pendingChanges', limit, leftOut),
    async places(saleId) {
      const packed = await survey('places', saleId);
      return packed && unpackPlaces(packed);
    },
    saleSummary: (saleId) => survey('saleSummary', saleId),
    saleNumbers: (saleId) => survey('saleNumbers', saleId, core.nowMs()),
    async *gateChunks(saleId) {
      for await (const part of core.gateParts(saleId)) yield unpackPart(part);
    },
  };
}

function operatorPort({ nowMs, write, read }: LedgerCore): OperatorBook & SessionBook {
  return {
    operators: () => read('operators'),
    operatorSecret: (name) => read('operatorSecret', name),
    addOperator: (account, by) => write('addOperator', account, by),
    changeOperator: (name, edit, by) => write('changeOperator', name, edit, by),
    openSession: (opening, by) => write('openSession', opening, by),
    session: (sessionHash) => read('session', nowMs(), sessionHash),
    useSession: (sessionHash) => write('useSession', sessionHash),
    endSession: (sessionHash, by) => write('endSession', sessionHash, by),
    logAct: (act) => write('logAct', act),
    operatorLog: (filter) => read('operatorLog', filter),
    endBuyerSessions: (ended) => write('endBuyerSessions', ended),
    endedBuyerSessions: () => read('endedBuyerSessions', nowMs()),
  };
}
