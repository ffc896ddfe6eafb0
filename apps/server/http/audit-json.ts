import type { Audit as AuditJson, JournalEntry, PaymentRecord } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Audit, JournalRow, Payment } from '@penstock/core';

/** An audit as the contract writes it. Statuses that no order has are left out. */
export function auditJson(audit: Audit): AuditJson {
  const { saleId, balanced, atMs, skus, ordersByStatus, gate, ledger, inFlight } = audit;
  return {
    saleId,
    balanced: balanced ?? null,
    at: formatInstant(atMs),
    skus: skus.map((sku) => ({ ...sku, unexplained: [...sku.unexplained] })),
    orders: { byStatus: Object.fromEntries(Object.entries(ordersByStatus).filter(([, count]) => count > 0)) },
    gate,
    ledger,
    ...(inFlight !== undefined && { inFlight }),
  };
}

/** A line of the journal as the contract writes it. */
export function journalJson(row: JournalRow): JournalEntry {
  const { seq, atMs, clock, orderId, sku, unit, from, to, cause } = row;
  return { seq, at: formatInstant(atMs), clock, orderId, sku, unit, from: from ?? null, to, cause };
}

/** A line of the payments as the contract writes it. An attempt that is being opened may be paid at any moment. */
export function paymentRecordJson(payment: Payment): PaymentRecord {
  const { paymentId, orderId, status, capturedMinor, refundedMinor, provider, amountMinor, currency } = payment;
  return {
    paymentId,
    orderId,
    status: status === 'opening' ? 'open' : status,
    capturedMinor,
    refundedMinor,
    at: formatInstant(payment.changedAtMs),
    provider,
    amountMinor,
    currency,
  };
}
