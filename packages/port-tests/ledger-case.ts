import assert from 'node:assert/strict';
import type {
  Change,
  HeldOrder,
  JournalRow,
  Ledger,
  NewSale,
  Order,
  OutboxEntry,
  Sale,
  Settlement,
  StockAdjustment,
} from '@penstock/core';
import { paymentIdOf } from '@penstock/core';

/** A ledger to be tested, empty. */
export type LedgerUnderTest = {
  readonly ledger: Ledger;
  /** Lets `ms` milliseconds of the ledger's own clock pass: at once where it is fake, by waiting where it is real. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
};

export type MakeLedger = () => Promise<LedgerUnderTest>;

/** One promise of the port, by its name. */
export type LedgerCase = readonly [name: string, run: (under: LedgerUnderTest) => Promise<void>];

export const saleId = 'sale-1';

/** In ms. Short, since it really passes where the ledger's clock is real. */
export const windowMs = 600;

/** A sale of five tees and two caps that opens in an hour. */
export function newSale(nowMs: number, change: Partial<NewSale> = {}): NewSale {
  return {
    ...{ saleId, draft: false, title: 'Sale', opensAtMs: nowMs + 3_600_000, closesAtMs: nowMs + 7_200_000 },
    ...{ perBuyer: 2, paymentWindowMs: windowMs },
    variants: [
      { sku: 'tee', title: 'Tee', priceMinor: 990, currency: 'CNY', imageUrl: '/tee.png', units: 5 },
      { sku: 'cap', title: 'Cap', priceMinor: 450, currency: 'EUR', units: 2 },
    ],
    ...change,
  };
}

export async function createSale({ ledger }: LedgerUnderTest, change: Partial<NewSale> = {}): Promise<Sale> {
  const decision = await ledger.create(newSale(ledger.nowMs(), change));
  assert.equal(decision.kind, 'create');
  return decision.sale;
}

/** `ann-1 tee 3`: order ann-1 of ann has tee 3, in slot 0; `ann-2 cap 1 slot 1 key k`. */
export function heldOf(text: string, placedAtMs: number): HeldOrder {
  const match = /^(?<orderId>\S+) (?<sku>\S+) (?<unit>\d+)( slot (?<slot>\d+))?( key (?<key>\S+))?$/.exec(text);
  assert.ok(match?.groups, text);
  const { orderId = '', sku = '', unit, slot, key } = match.groups;
  const buyerId = orderId.split('-')[0] ?? '';
  return { orderId, buyerId, sku, unit: Number(unit), slot: Number(slot ?? 0), key, placedAtMs };
}

let entries = 0;

export function entryOf({ ledger }: LedgerUnderTest, held: readonly string[], epoch = 1, of = saleId): OutboxEntry {
  entries += 1;
  const orders = held.map((text, index) => heldOf(text, ledger.nowMs() - 100 + index));
  return { entryId: `entry-${entries}`, saleId: of, epoch, orders };
}

/** Records one entry, and answers what became of each: `ann-1 promised; bob-1 refused unit-taken`. */
export async function record(under: LedgerUnderTest, ...held: string[]): Promise<string> {
  const entry = entryOf(under, held);
  return settlementText(await under.ledger.record(entry));
}

export function settlementText(settlements: readonly Settlement[]): string {
  return settlements.map(wordText).join('; ');
}

function wordText(settlement: Settlement): string {
  if (settlement.kind === 'refused') return `${settlement.orderId} refused ${settlement.reason}`;
  const { orderId, status } = settlement.order;
  return settlement.kind === 'promised' ? `${orderId} promised` : `${orderId} known ${status}`;
}

/** The order, which must be there. */
export async function orderOf({ ledger }: LedgerUnderTest, orderId: string): Promise<Order> {
  const order = await ledger.order(orderId);
  assert.ok(order, `${orderId} is recorded`);
  return order;
}

/** `tee: held 1 2, sold -, withdrawn 3 of 5/5` for each sku: units by number, then how many there are, then the last. */
export async function placesText({ ledger }: LedgerUnderTest, of = saleId): Promise<string> {
  const places = await ledger.places(of);
  assert.ok(places, `${of} has places`);
  const list = (units: readonly number[]) => units.toSorted((a, b) => a - b).join(' ') || '-';
  const skus = places.skus.map(({ sku, units, unitLast, held, sold, withdrawn }) => {
    return `${sku}: held ${list(held)}, sold ${list(sold)}, withdrawn ${list(withdrawn)} of ${units}/${unitLast}`;
  });
  return skus.join('; ');
}

/** What the gate has still to hear, in order; marked as told. */
export async function takeChanges({ ledger }: LedgerUnderTest): Promise<readonly Change[]> {
  const rows = await ledger.pendingChanges(1_000);
  await ledger.markTold(rows.map((row) => row.seq));
  return rows.map((row) => row.change);
}

/** `released ann-1:tee:1`, `rules 3`, `added tee 6-7` */
export function changeText(change: Change): string {
  switch (change.kind) {
    case 'released':
    case 'paid':
      return `${change.kind} ${change.orders.map(({ orderId, sku, unit }) => `${orderId}:${sku}:${unit}`).join(' ')}`;
    case 'rules':
      return `rules ${change.rules.version}`;
    case 'added':
      return `added ${change.sku} ${change.range.firstUnit}-${change.range.lastUnit}`;
    default:
      return change.kind;
  }
}

export async function changesText(under: LedgerUnderTest): Promise<string> {
  return (await takeChanges(under)).map(changeText).join('; ') || 'none';
}

/** `reserved>awaiting_payment>expired`: the path of an order by its journal, each step from where the last one ended. */
export async function pathText({ ledger }: LedgerUnderTest, orderId: string): Promise<string> {
  const { rows } = await ledger.journal(saleId, { orderId, limit: 100 });
  return foldPath(rows).join('>');
}

export function foldPath(rows: readonly JournalRow[]): string[] {
  const path: string[] = [];
  for (const row of rows) {
    assert.equal(row.from, path.at(-1), `the journal of ${row.orderId} has no gap`);
    path.push(row.to);
  }
  return path;
}

export function adjustmentOf(adjustmentId: string, sku: string, delta: number): StockAdjustment {
  return { adjustmentId, saleId, sku, delta, reason: 'a test' };
}

/** Writes an attempt to pay down: the order's first. */
export async function begin({ ledger }: LedgerUnderTest, orderId: string): Promise<void> {
  const buyerId = orderId.split('-')[0] ?? '';
  await ledger.beginPayment({ orderId, buyerId, provider: 'test' });
}

/** The provider says that it has the money of this order. */
export async function pay(under: LedgerUnderTest, orderId: string): Promise<void> {
  const { ledger } = under;
  const paymentId = paymentIdOf(orderId, 1);
  if ((await ledger.payment(paymentId)) === undefined) await begin(under, orderId);
  const payment = await ledger.payment(paymentId);
  assert.ok(payment, `${orderId} has a payment`);
  const { amountMinor, currency } = payment;
  const event = { type: 'succeeded', paymentId, amountMinor, currency } as const;
  await ledger.takeEvent({ ...event, provider: 'test', webhookId: `event-${orderId}` });
}
