// What everybody agrees on after the crowd has gone: the buyers' own lists, and the operator's books.

import { setTimeout as pause } from 'node:timers/promises';
import type { Audit, JournalEntry, Order, PaymentRecord, SandboxPayment } from '@penstock/contract';
import { RushFailure } from '../failures.ts';
import type { CalmClient } from '../http/calm-client.ts';
import { moneyQuietMaxMs, quietMaxMs, quietPollMs, readsAtOnceMax } from '../limits.ts';

/** A buyer's own list of orders in the sale, with the moments between which it was read. */
export type OwnList = {
  readonly buyer: number;
  readonly orders: readonly Order[];
  readonly sentMs: number;
  readonly answeredMs: number;
};

/** Undefined where there is no operator's token, or the server does not have the call. */
export type Books = {
  readonly orders: readonly Order[] | undefined;
  readonly journal: readonly JournalEntry[] | undefined;
  /** Before and after the orders were read: equal ones say that nothing moved in between. */
  readonly auditBefore: Audit | undefined;
  readonly audit: Audit | undefined;
  readonly payments: readonly PaymentRecord[] | undefined;
  /** What the payment provider itself says it took and gave back. */
  readonly captures: readonly SandboxPayment[] | undefined;
};

const nothing: Books = {
  orders: undefined,
  journal: undefined,
  auditBefore: undefined,
  audit: undefined,
  payments: undefined,
  captures: undefined,
};

/**
 * Waits until nothing is in flight: the server answers, the audit is stable and no order is `reserved`. After `quietMaxMs`
 * it goes on with what there is, which the judge then sees. Throws SERVER_UNREACHABLE when the server is still away then.
 */
export async function waitUntilQuiet(
  client: CalmClient,
  saleId: string,
  adminToken: string | undefined,
): Promise<void> {
  const untilMs = performance.now() + quietMaxMs;
  while (!(await isQuietNow(client, saleId, adminToken, performance.now() >= untilMs))) {
    if (performance.now() >= untilMs) return;
    await pause(quietPollMs);
  }
}

/**
 * Waits until no money is on its way: what the provider took is booked, and what was too late is given back. After
 * `moneyQuietMaxMs` it goes on with what there is, which the judge then sees.
 */
export async function waitUntilMoneyRests(
  client: CalmClient,
  saleId: string,
  adminToken: string | undefined,
): Promise<void> {
  if (adminToken === undefined) return;
  const untilMs = performance.now() + moneyQuietMaxMs;
  while (!(await isMoneyAtRest(client, saleId, adminToken)) && performance.now() < untilMs) await pause(quietPollMs);
}

async function isMoneyAtRest(client: CalmClient, saleId: string, adminToken: string): Promise<boolean> {
  try {
    const captures = (await readCaptures(client, saleId, adminToken)) ?? [];
    const records = (await readAll<PaymentRecord>(client, `${adminPath(saleId)}/payments`, adminToken)) ?? [];
    const booked = new Map(records.map(({ paymentId, status }) => [paymentId, status]));
    const isBooked = captures.every(({ paymentId, status }) => {
      return status !== 'captured' || booked.get(paymentId) === 'captured';
    });
    return isBooked && records.every(({ status }) => status !== 'refund_due');
  } catch (error) {
    if (error instanceof RushFailure) return false;
    throw error;
  }
}

function readCaptures(client: CalmClient, saleId: string, token: string): Promise<SandboxPayment[] | undefined> {
  return readAll<SandboxPayment>(client, capturesPath(saleId), token);
}

/** Where the sandbox lists its payments of a sale; not there with another provider. */
export function capturesPath(saleId: string): string {
  return `/sandbox/payments?saleId=${encodeURIComponent(saleId)}`;
}

/** A server that is away is one that is not quiet, but for the last time. */
async function isQuietNow(
  client: CalmClient,
  saleId: string,
  adminToken: string | undefined,
  isLast: boolean,
): Promise<boolean> {
  try {
    if (adminToken === undefined) return (await client.call('GET', '/api/v1/time')).status === 200;
    const audit = await readAudit(client, saleId, adminToken);
    return audit === undefined || isQuiet(audit);
  } catch (error) {
    if (isLast || !(error instanceof RushFailure)) throw error;
    return false;
  }
}

function isQuiet(audit: Audit): boolean {
  return audit.balanced !== null && (audit.inFlight ?? 0) === 0 && (audit.orders.byStatus.reserved ?? 0) === 0;
}

/** Reads `orders/mine` for each of these buyers; a list that cannot be read is left out. */
export async function readOwnLists(
  client: CalmClient,
  saleId: string,
  buyers: readonly number[],
  tokenOf: (buyer: number) => string,
): Promise<readonly OwnList[]> {
  const path = `/api/v1/sales/${encodeURIComponent(saleId)}/orders/mine`;
  const ownLists: OwnList[] = [];
  let next = 0;
  const readSome = async (): Promise<void> => {
    for (let at = next++; at < buyers.length; at = next++) {
      const buyer = buyers[at] as number;
      const sentMs = performance.now();
      const { status, body } = await client.call('GET', path, { token: tokenOf(buyer) });
      const { orders } = (status === 200 ? body : {}) as { orders?: readonly Order[] };
      if (orders !== undefined) ownLists.push({ buyer, orders, sentMs, answeredMs: performance.now() });
    }
  };
  await Promise.all(Array.from({ length: Math.min(readsAtOnceMax, buyers.length) }, readSome));
  return ownLists;
}

/** Reads the operator's side: audit, orders, journal, payments, the provider's own list, audit again. */
export async function readBooks(client: CalmClient, saleId: string, adminToken: string | undefined): Promise<Books> {
  if (adminToken === undefined) return nothing;
  const base = adminPath(saleId);
  const auditBefore = await readAudit(client, saleId, adminToken);
  const orders = await readAll<Order>(client, `${base}/orders?format=ndjson`, adminToken);
  const journal = await readAll<JournalEntry>(client, `${base}/journal`, adminToken);
  const payments = await readAll<PaymentRecord>(client, `${base}/payments`, adminToken);
  const captures = await readCaptures(client, saleId, adminToken);
  const audit = await readAudit(client, saleId, adminToken);
  return { orders, journal, auditBefore, audit, payments, captures };
}

async function readAll<Line>(client: CalmClient, path: string, token: string): Promise<Line[] | undefined> {
  const lines: Line[] = [];
  const status = await client.lines(path, token, (line) => lines.push(line as Line));
  return status === 200 ? lines : undefined;
}

async function readAudit(client: CalmClient, saleId: string, token: string): Promise<Audit | undefined> {
  const { status, body } = await client.call('GET', `${adminPath(saleId)}/audit`, { token });
  return status === 200 ? (body as Audit) : undefined;
}

function adminPath(saleId: string): string {
  return `/api/v1/admin/sales/${encodeURIComponent(saleId)}`;
}
