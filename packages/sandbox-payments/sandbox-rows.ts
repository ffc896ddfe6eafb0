import type { ProviderPayment } from '@penstock/core';
import type { SandboxMessage, SandboxPayment } from './sandbox-book.ts';
import { isScenario } from './scenarios.ts';

/**
 * The file of the sandbox. It outlives its process, killed or not. It is not synced against a power cut: it is written
 * on the thread that answers requests, which would stand still for 1.2 ms at every write instead of 0.1 ms (5 ms
 * instead of 0.3 ms in the slowest hundredth), and it takes no real money.
 */
export const schema = `
pragma journal_mode = wal;
pragma synchronous = normal;
create table if not exists payments (
  payment_id text primary key,
  sale_id text not null,
  order_id text not null,
  status text not null check (status in ('open', 'failed', 'closed', 'captured', 'refunded')),
  amount_minor integer not null,
  currency text not null,
  captured_minor integer not null default 0,
  refunded_minor integer not null default 0,
  refund_calls integer not null default 0,
  expires_at integer not null,
  answers_at integer not null default 0,
  changed_at integer not null,
  scenario text,
  check (captured_minor = 0 or status in ('captured', 'refunded')),
  check (refunded_minor = iif(status = 'refunded', captured_minor, 0))
) strict, without rowid;
create index if not exists payments_of_sale on payments (sale_id, payment_id);
create table if not exists messages (
  message_id text primary key,
  payment_id text not null,
  body text not null,
  attempts integer not null default 0,
  next_at integer not null
) strict, without rowid;
create index if not exists messages_due on messages (next_at);
`;

export type PaymentRow = {
  readonly payment_id: string;
  readonly sale_id: string;
  readonly order_id: string;
  readonly status: ProviderPayment['status'];
  readonly amount_minor: number;
  readonly currency: string;
  readonly captured_minor: number;
  readonly refunded_minor: number;
  readonly expires_at: number;
  readonly answers_at: number;
  readonly changed_at: number;
  readonly scenario: string | null;
};

export type MessageRow = {
  readonly message_id: string;
  readonly payment_id: string;
  readonly body: string;
  readonly attempts: number;
};

export function paymentOf(row: PaymentRow): SandboxPayment {
  return {
    paymentId: row.payment_id,
    saleId: row.sale_id,
    orderId: row.order_id,
    status: row.status,
    amountMinor: row.amount_minor,
    currency: row.currency,
    capturedMinor: row.captured_minor,
    refundedMinor: row.refunded_minor,
    expiresAtMs: row.expires_at,
    answersAtMs: row.answers_at,
    changedAtMs: row.changed_at,
    scenario: isScenario(row.scenario) ? row.scenario : undefined,
  };
}

export function messageOf({ message_id, payment_id, body, attempts }: MessageRow): SandboxMessage {
  return { messageId: message_id, paymentId: payment_id, body, attempts };
}
