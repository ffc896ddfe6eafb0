import { DatabaseSync } from 'node:sqlite';
import type { Payment, ProviderPayment } from '@penstock/core';
import type { MessageRow, PaymentRow } from './sandbox-rows.ts';
import { messageOf, paymentOf, schema } from './sandbox-rows.ts';
import type { Plan, Scenario } from './scenarios.ts';

/** A payment as the sandbox keeps it. Times are epoch milliseconds. */
export type SandboxPayment = ProviderPayment & {
  /** Both empty where the shop closed a payment that it never opened. */
  readonly saleId: string;
  readonly orderId: string;
  readonly expiresAtMs: number;
  readonly changedAtMs: number;
  /** Until then nobody who asks about the payment gets an answer. */
  readonly answersAtMs: number;
  /** What was chosen last on the page. */
  readonly scenario: Scenario | undefined;
};

/** A message that waits to be delivered. */
export type SandboxMessage = {
  readonly messageId: string;
  readonly paymentId: string;
  readonly body: string;
  readonly attempts: number;
};

export type Decision = Omit<Plan, 'messages'> & {
  readonly scenario: Scenario;
  readonly messages: readonly { readonly messageId: string; readonly body: string; readonly nextAtMs: number }[];
};

/** The sandbox's own record: what it says it captured, it did. Every method is one transaction. */
export type SandboxBook = {
  /** Makes the payment known, unless its id is. */
  open(payment: Payment, nowMs: number): SandboxPayment;
  find(paymentId: string): SandboxPayment | undefined;
  /** Nothing can be captured any more, but for what was. An id that was never opened is closed for good. */
  close(paymentId: string, nowMs: number): SandboxPayment;
  /** Captures or declines, and writes the messages about it. `undefined`: it can not be paid any more. */
  decide(paymentId: string, decision: Decision, nowMs: number): SandboxPayment | undefined;
  /** Gives the money back, once; under `refund-fails-once` not at the first call. */
  refund(paymentId: string, nowMs: number): SandboxPayment | undefined;
  list(filter: {
    readonly saleId: string;
    readonly after: string | undefined;
    readonly limit: number;
  }): readonly SandboxPayment[];
  messagesDue(nowMs: number, limit: number): readonly SandboxMessage[];
  messageDone(messageId: string): void;
  messageFailed(messageId: string, nextAtMs: number): void;
  end(): void;
};

/** Opens the sandbox's file, and makes it when there is none. */
export function openSandboxBook(file: string): SandboxBook {
  const database = new DatabaseSync(file);
  database.exec(schema);
  const find = finder(database);
  const known = (paymentId: string): SandboxPayment => {
    const payment = find(paymentId);
    if (payment === undefined) throw new Error(`no payment ${paymentId} after it was written`);
    return payment;
  };
  return {
    find,
    ...lives(database, known),
    ...messages(database),
    refund: refunder(database, find),
    list: lister(database),
    end: () => database.close(),
  };
}

function finder(database: DatabaseSync): SandboxBook['find'] {
  const select = database.prepare('select * from payments where payment_id = ?');
  return (paymentId) => {
    const row = select.get(paymentId) as PaymentRow | undefined;
    return row && paymentOf(row);
  };
}

function lives(
  database: DatabaseSync,
  known: (paymentId: string) => SandboxPayment,
): Pick<SandboxBook, 'open' | 'close' | 'decide'> {
  const insert = database.prepare(`
    insert into payments (payment_id, sale_id, order_id, status, amount_minor, currency, expires_at, changed_at)
    values (?, ?, ?, 'open', ?, ?, ?, ?) on conflict do nothing`);
  const close = database.prepare(`
    insert into payments (payment_id, sale_id, order_id, status, amount_minor, currency, expires_at, changed_at)
    values (?1, '', '', 'closed', 0, '', 0, ?2)
    on conflict do update set status = 'closed', changed_at = ?2 where status in ('open', 'failed')`);
  const decide = database.prepare(`
    update payments set status = ?, captured_minor = ?, answers_at = ?, scenario = ?, changed_at = ?
    where payment_id = ? and status in ('open', 'failed')`);
  const insertMessage = database.prepare(
    'insert into messages (message_id, payment_id, body, next_at) values (?, ?, ?, ?)',
  );
  return {
    open({ paymentId, saleId, orderId, amountMinor, currency, expiresAtMs }, nowMs) {
      insert.run(paymentId, saleId, orderId, amountMinor, currency, expiresAtMs, nowMs);
      return known(paymentId);
    },
    close(paymentId, nowMs) {
      close.run(paymentId, nowMs);
      return known(paymentId);
    },
    decide(paymentId, { to, capturedMinor, answersAtMs, scenario, messages: sent }, nowMs) {
      return inTransaction(database, () => {
        const { changes } = decide.run(to, capturedMinor, answersAtMs, scenario, nowMs, paymentId);
        if (Number(changes) === 0) return undefined;
        for (const { messageId, body, nextAtMs } of sent) insertMessage.run(messageId, paymentId, body, nextAtMs);
        return known(paymentId);
      });
    },
  };
}

function refunder(database: DatabaseSync, find: SandboxBook['find']): SandboxBook['refund'] {
  const count = database.prepare('update payments set refund_calls = refund_calls + 1 where payment_id = ?');
  const refund = database.prepare(`
    update payments set status = 'refunded', refunded_minor = captured_minor, changed_at = ?
    where payment_id = ? and status = 'captured'
      and (scenario is not 'refund-fails-once' or refund_calls > 1)`);
  return (paymentId, nowMs) =>
    inTransaction(database, () => {
      count.run(paymentId);
      refund.run(nowMs, paymentId);
      return find(paymentId);
    });
}

function lister(database: DatabaseSync): SandboxBook['list'] {
  const select = database.prepare(
    'select * from payments where sale_id = ? and payment_id > ? order by payment_id limit ?',
  );
  return ({ saleId, after = '', limit }) => (select.all(saleId, after, limit) as PaymentRow[]).map(paymentOf);
}

function messages(database: DatabaseSync): Pick<SandboxBook, 'messagesDue' | 'messageDone' | 'messageFailed'> {
  const due = database.prepare('select * from messages where next_at <= ? order by next_at limit ?');
  const remove = database.prepare('delete from messages where message_id = ?');
  const retry = database.prepare('update messages set attempts = attempts + 1, next_at = ? where message_id = ?');
  return {
    messagesDue: (nowMs, limit) => (due.all(nowMs, limit) as MessageRow[]).map(messageOf),
    messageDone: (messageId) => void remove.run(messageId),
    messageFailed: (messageId, nextAtMs) => void retry.run(nextAtMs, messageId),
  };
}

function inTransaction<Result>(database: DatabaseSync, run: () => Result): Result {
  database.exec('begin immediate');
  try {
    const result = run();
    database.exec('commit');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
