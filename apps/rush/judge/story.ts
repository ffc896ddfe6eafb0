// Hand-made histories for the judge's own tests. A line is one thing that happened; times are milliseconds after the
// opening, and both clocks are the same unless `toleranceMs` says otherwise.
//
//   ann asks 5..9 held o1 1             ann was given order o1, unit 1, awaiting payment
//   ann asks 5..9 held o1 1 reserved    the same, not promised yet
//   bob asks 5..9 sold-out              bob heard no
//   ann cancels 20..25 done o1 1 cancelled
//   ann lists 900..905 o1 1 expired, o2 2 awaiting_payment
//   books o1 ann 1 cancelled 7..25      the export: placed at 7, ended at 25
//   journal 7 o1 1 null>reserved        else the journal follows from the books
//   audit 1 1 0 2                       available, held, sold, units; else it follows from the books
//   payment o1 100 0                    captured and refunded, by the provider's own list
//   booked o1 100 0                     the same by the shop's books; as the provider has it when left out
//   missing journal                     could not be read: orders, journal, audit, payments or captures
import type { Audit, JournalEntry, Order, OrderStatus, PaymentRecord, SandboxPayment } from '@penstock/contract';
import { assert } from '../assert.ts';
import type { BuyerNames } from '../crowd/buyer-names.ts';
import type { RequestKind } from '../history/classify-answer.ts';
import type { RequestRecord } from '../history/history.ts';
import type { Outcome } from '../history/outcomes.ts';
import type { Books, OwnList } from '../reads/final-reads.ts';
import type { Evidence } from './evidence.ts';
import { toEvidence } from './evidence.ts';
import { isLive } from './order-moves.ts';
import { collectSightings } from './sightings.ts';

export type Setting = {
  readonly units?: number;
  readonly perBuyer?: number;
  readonly closesAfterMs?: number;
  readonly toleranceMs?: number;
  readonly isOwn?: boolean;
};

const opensAtMs = Date.parse('2026-11-22T07:00:00.000Z');
const holdMs = 60_000;
const priceMinor = 100;

type Tale = {
  readonly requests: RequestRecord[];
  readonly ownLists: OwnList[];
  readonly orders: Order[];
  readonly journal: JournalEntry[];
  readonly captures: SandboxPayment[];
  readonly booked: SandboxPayment[];
  readonly missing: Set<string>;
  readonly people: string[];
  audit: Audit | undefined;
};

/** The evidence that a story gives. */
export function evidenceOf(setting: Setting, lines: readonly string[]): Evidence {
  const { units = 2, perBuyer = 1 } = setting;
  const tale: Tale = newTale();
  for (const line of lines) tell(tale, setting, line.trim().split(/\s+/));
  const names = namesOf(tale.people, perBuyer);
  const clock = { offsetMs: opensAtMs, toleranceMs: setting.toleranceMs ?? 0, samples: 1 };
  return toEvidence({
    sale: {
      saleId: 's',
      isOwn: setting.isOwn ?? false,
      opensAtMs,
      closesAtMs: setting.closesAfterMs === undefined ? undefined : opensAtMs + setting.closesAfterMs,
      perBuyer,
      variants: [{ sku: 'unit', units }],
    },
    clock,
    names,
    requests: tale.requests,
    ...collectSightings(tale.requests, names, tale.ownLists),
    ownLists: tale.ownLists,
    books: booksOf(tale, units),
  });
}

function newTale(): Tale {
  return {
    requests: [],
    ownLists: [],
    orders: [],
    journal: [],
    captures: [],
    booked: [],
    missing: new Set(),
    people: [],
    audit: undefined,
  };
}

function tell(tale: Tale, setting: Setting, words: readonly string[]): void {
  const [first = '', second = '', ...rest] = words;
  if (first === 'books') tale.orders.push(bookedOrder(second, rest));
  else if (first === 'journal') tale.journal.push(journalEntry(tale.journal.length + 1, Number(second), rest));
  else if (first === 'audit') tale.audit = auditOf([second, ...rest].map(Number), []);
  else if (first === 'payment') tale.captures.push(paymentOf(second, rest.map(Number)));
  else if (first === 'booked') tale.booked.push(paymentOf(second, rest.map(Number)));
  else if (first === 'missing') tale.missing.add(second);
  else if (second === 'lists') tale.ownLists.push(ownList(tale, first, rest));
  else tale.requests.push(request(tale, setting, first, second === 'asks' ? 'ask' : 'cancel', rest));
}

function request(
  tale: Tale,
  setting: Setting,
  who: string,
  kind: RequestKind,
  words: readonly string[],
): RequestRecord {
  const [times = '', outcome = '', orderId, unit, status = 'awaiting_payment'] = words;
  const [sentMs, answeredMs] = span(times);
  const hasKey = (setting.perBuyer ?? 1) > 1;
  // With a limit above one `ann/1` is the second wish of ann.
  const [name = '', number = '0'] = who.split('/');
  const wish = personNumber(tale, name) * (setting.perBuyer ?? 1) + Number(number);
  const key = hasKey ? `${name}-${number}` : undefined;
  const order = orderId === undefined ? undefined : orderOf(orderId, { who: name, unit, status, key });
  return {
    kind,
    wish,
    sku: 0,
    attempt: 0,
    isEarly: false,
    isTwin: false,
    dueMs: sentMs,
    sentMs,
    answeredMs,
    outcome: outcome as Outcome,
    status: 0,
    body: order === undefined ? undefined : JSON.stringify(order),
  };
}

function ownList(tale: Tale, who: string, words: readonly string[]): OwnList {
  const [times = '', ...rest] = words;
  const [sentMs, answeredMs] = span(times);
  const orders = rest
    .join(' ')
    .split(', ')
    .filter((text) => text !== '' && text !== 'nothing')
    .map((text) => {
      const [orderId = '', unit, status = ''] = text.split(' ');
      return orderOf(orderId, { who, unit, status, key: undefined });
    });
  return { buyer: personNumber(tale, who), orders, sentMs, answeredMs };
}

function bookedOrder(orderId: string, words: readonly string[]): Order {
  const [who = '', unit, status = '', times = '1..', key] = words;
  const [placedMs, endedMs] = span(times);
  const order = { ...orderOf(orderId, { who, unit, status, key }), placedAt: instant(placedMs) };
  return Number.isNaN(endedMs) ? order : { ...order, endedAt: instant(endedMs) };
}

type Parts = {
  readonly who: string;
  readonly unit: string | undefined;
  readonly status: string;
  readonly key: string | undefined;
};

function orderOf(orderId: string, { who, unit, status, key }: Parts): Order {
  const order: Order = {
    orderId,
    saleId: 's',
    sku: 'unit',
    unit: Number(unit),
    buyerId: who,
    status: status as OrderStatus,
    priceMinor,
    currency: 'CNY',
    placedAt: instant(1),
    payBy: instant(holdMs),
  };
  return key === undefined ? order : { ...order, idempotencyKey: key };
}

function journalEntry(seq: number, atMs: number, words: readonly string[]): JournalEntry {
  const [orderId = '', unit, move = ''] = words;
  const [from, to] = move.split('>');
  return {
    seq,
    at: instant(atMs),
    clock: from === 'null' ? 'gate' : 'ledger',
    orderId,
    unit: Number(unit),
    from: from === 'null' ? null : (from as OrderStatus),
    to: to as OrderStatus,
    cause: 'told',
  };
}

function booksOf(tale: Tale, units: number): Books {
  const { orders, missing, captures, booked } = tale;
  const journal = tale.journal.length > 0 ? tale.journal : journalOf(orders);
  const held = orders.filter(({ status }) => status === 'reserved' || status === 'awaiting_payment').length;
  const sold = orders.filter(({ status }) => status === 'paid').length;
  const audit = tale.audit ?? auditOf([units - held - sold, held, sold, units], orders);
  return {
    orders: missing.has('orders') ? undefined : orders,
    journal: missing.has('journal') ? undefined : journal,
    auditBefore: missing.has('audit') ? undefined : audit,
    audit: missing.has('audit') ? undefined : audit,
    payments: missing.has('payments') ? undefined : recordsOf(booked.length === 0 ? captures : booked),
    captures: missing.has('captures') || captures.length === 0 ? undefined : captures,
  };
}

function journalOf(orders: readonly Order[]): JournalEntry[] {
  const moves = orders.flatMap(({ orderId, unit, status, placedAt, endedAt }) => {
    const first: OrderStatus = isLive(status) ? status : 'awaiting_payment';
    const given = { at: placedAt, clock: 'gate', orderId, unit, from: null, to: first, cause: 'asked' } as const;
    if (endedAt === undefined) return [given];
    return [given, { at: endedAt, clock: 'ledger', orderId, unit, from: first, to: status, cause: 'ended' } as const];
  });
  return moves.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map((move, at) => ({ ...move, seq: at + 1 }));
}

function auditOf(numbers: readonly number[], orders: readonly Order[]): Audit {
  const [available = 0, held = 0, sold = 0, units = 0] = numbers;
  const byStatus = Object.fromEntries(
    Object.entries(Object.groupBy(orders, ({ status }) => status)).map(([status, list]) => [status, list?.length]),
  );
  return {
    saleId: 's',
    balanced: available + held + sold === units,
    at: instant(0),
    skus: [{ sku: 'unit', units, available, held, sold, unexplained: [] }],
    orders: { byStatus },
    gate: { available, held },
    ledger: { held, sold },
  };
}

function paymentOf(orderId: string, numbers: readonly number[]): SandboxPayment {
  const [capturedMinor = 0, refundedMinor = 0] = numbers;
  const money = { amountMinor: capturedMinor, currency: 'CNY', capturedMinor, refundedMinor };
  return { paymentId: `p-${orderId}`, orderId, status: 'captured', at: instant(0), ...money };
}

function recordsOf(payments: readonly SandboxPayment[]): readonly PaymentRecord[] {
  return payments.map((payment) => ({ ...payment, status: 'captured', provider: 'sandbox' }));
}

function namesOf(people: readonly string[], wishesPerBuyer: number): BuyerNames {
  const buyerIdOf = (buyer: number): string => people[buyer] ?? 'nobody';
  const keyOf = (wish: number): string | undefined =>
    wishesPerBuyer > 1 ? `${buyerIdOf(Math.floor(wish / wishesPerBuyer))}-${wish % wishesPerBuyer}` : undefined;
  return { crowd: 'story', wishesPerBuyer, buyerIdOf, keyLength: 0, keyOf };
}

function personNumber(tale: Tale, who: string): number {
  assert(who !== '', 'somebody does it');
  const known = tale.people.indexOf(who);
  return known >= 0 ? known : tale.people.push(who) - 1;
}

function span(text: string): readonly [number, number] {
  const [from = '', until = ''] = text.split('..');
  return [Number(from), until === '' ? Number.NaN : Number(until)];
}

function instant(ms: number): string {
  return new Date(opensAtMs + ms).toISOString();
}
