// A sale small enough to be read at a glance, with faults that can be switched on: the judge's end-to-end control. It
// speaks as much of the contract as the crowd needs, keeps everything in memory and is of no other use.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JournalEntry, Order, OrderStatus, SaleCreate } from '@penstock/contract';
import type { MoneyFault } from './small-payments.ts';
import { SmallPayments } from './small-payments.ts';

export type Fault =
  | 'none'
  | MoneyFault
  /** A unit more than there are is given. */
  | 'one-too-many'
  /** The door opens a second before the opening. */
  | 'opens-early'
  /** Every fifth promise is not in the books. */
  | 'forgets-promises'
  /** Two asks of one buyer at once get two units. */
  | 'gives-twice'
  /** Every third ask has its effect, and the connection is cut instead of an answer. */
  | 'cuts-answers'
  /** Buyers do not see what they have. */
  | 'hides-orders'
  /** Cancelled orders come back to life. */
  | 'revives-cancelled'
  /** Every fourth ask is turned away although units are free. */
  | 'says-all-gone'
  /** Refusals leave orders behind. */
  | 'books-refusals'
  /** A unit is missing from the audit. */
  | 'leaks-a-unit'
  /** Every second ask hears 503 and `Retry-After: 0` first. */
  | 'is-busy';

export type SmallServer = { readonly url: string; readonly close: () => Promise<void> };

type State = {
  readonly fault: Fault;
  sale: SaleCreate;
  opensAtMs: number;
  asks: number;
  readonly orders: Map<string, Order>;
  readonly liveByBuyer: Map<string, string[]>;
  readonly free: Map<string, number[]>;
  readonly journal: JournalEntry[];
  readonly payments: SmallPayments;
};

type Reply = { readonly status: number; readonly body: unknown; readonly lines?: boolean } | 'cut';

const earlyMs = 1_000;

export async function startSmallServer(fault: Fault): Promise<SmallServer> {
  const state: State = {
    fault,
    sale: { title: '', opensAt: '', variants: [] },
    opensAtMs: 0,
    asks: 0,
    orders: new Map(),
    liveByBuyer: new Map(),
    free: new Map(),
    journal: [],
    payments: new SmallPayments(fault),
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(state, request, response, Buffer.concat(parts).toString()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answer(state: State, request: IncomingMessage, response: ServerResponse, body: string): void {
  const reply = route(state, request, body);
  if (reply === 'cut') {
    response.destroy();
    return;
  }
  const text = reply.lines
    ? (reply.body as unknown[]).map((line) => `${JSON.stringify(line)}\n`).join('')
    : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    'content-type': reply.status < 400 ? 'application/json' : 'application/problem+json',
    'content-length': Buffer.byteLength(text),
    ...(reply.status === 503 ? { 'retry-after': '0' } : {}),
  });
  response.end(text);
}

function route(state: State, request: IncomingMessage, body: string): Reply {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const name = `${request.method} ${path.replace('/sales/small', '/sales/{id}')}`;
  const buyerId = buyerOf(request.headers.authorization);
  if (name === 'GET /api/v1/time') return { status: 200, body: { now: instant(Date.now()), epochMs: Date.now() } };
  if (name === 'POST /api/v1/admin/sales') return createSale(state, JSON.parse(body) as SaleCreate);
  if (name === 'GET /api/v1/sales/{id}') return { status: 200, body: saleOf(state) };
  if (name === 'POST /api/v1/sales/{id}/orders')
    return ask(state, buyerId, request, JSON.parse(body) as { sku: string });
  if (name === 'GET /api/v1/sales/{id}/orders/mine')
    return { status: 200, body: { orders: state.fault === 'hides-orders' ? [] : booked(state, buyerId) } };
  if (name === 'GET /api/v1/admin/sales/{id}/orders')
    return { status: 200, body: booked(state, undefined), lines: true };
  if (name === 'GET /api/v1/admin/sales/{id}/journal') return { status: 200, body: state.journal, lines: true };
  if (name === 'GET /api/v1/admin/sales/{id}/audit') return { status: 200, body: auditOf(state) };
  if (name === 'GET /api/v1/admin/sales/{id}/payments' || name === 'GET /sandbox/payments')
    return { status: 200, body: state.payments.list(), lines: true };
  const [, act = '', id = ''] = /^\/(api\/v1\/orders|sandbox\/payments)\/([^/]+)/.exec(path) ?? [];
  if (path.endsWith('/cancel')) return cancelOrder(state, id);
  if (path.endsWith('/payment')) return openPayment(state, id);
  return act === 'sandbox/payments' ? decidePayment(state, id, JSON.parse(body)) : problem(404, 'not-found');
}

function openPayment({ orders, payments }: State, orderId: string): Reply {
  const order = orders.get(orderId);
  const payment = order && payments.open(order);
  return payment === undefined ? problem(409, 'order-not-payable') : { status: 201, body: payment };
}

function decidePayment(state: State, paymentId: string, { scenario }: { scenario: string }): Reply {
  const decided = state.payments.decide(paymentId, scenario, (orderId) => state.orders.get(orderId));
  if (decided === undefined) return problem(409, 'not-open');
  if (decided.paid !== undefined) {
    state.orders.set(decided.paid.orderId, { ...decided.paid, status: 'paid', paidAt: instant(Date.now()) });
    note(state, decided.paid, 'awaiting_payment', 'paid');
  }
  return { status: 303, body: {} };
}

function createSale(state: State, sale: SaleCreate): Reply {
  state.sale = sale;
  state.opensAtMs = Date.parse(sale.opensAt);
  for (const { sku, units } of sale.variants) {
    const count = units + (state.fault === 'one-too-many' ? 1 : 0);
    state.free.set(
      sku,
      Array.from({ length: count }, (_, at) => count - at),
    );
  }
  return { status: 201, body: saleOf(state) };
}

function ask(state: State, buyerId: string, request: IncomingMessage, { sku }: { sku: string }): Reply {
  state.asks++;
  const key = request.headers['idempotency-key'];
  const doorMs = state.opensAtMs - (state.fault === 'opens-early' ? earlyMs : 0);
  if (Date.now() < doorMs) return problem(409, 'sale-not-open');
  if (state.fault === 'is-busy' && state.asks % 2 === 0 && request.headers['penstock-retry'] === undefined)
    return problem(503, 'busy');
  const known = knownOrder(state, buyerId, key as string | undefined);
  if (known !== undefined && state.fault !== 'gives-twice') return { status: 200, body: known };
  if ((state.liveByBuyer.get(buyerId)?.length ?? 0) >= (state.sale.perBuyer ?? 1) && state.fault !== 'gives-twice')
    return problem(409, 'limit-reached');
  if (state.fault === 'says-all-gone' && state.asks % 4 === 0) return problem(409, 'all-held');
  const unit = state.free.get(sku)?.pop();
  if (unit === undefined) return problem(409, 'all-held');
  const order = give(state, { buyerId, sku, unit, key: key as string | undefined });
  if (state.fault === 'books-refusals' && state.asks % 5 === 0) return problem(409, 'all-held');
  return state.fault === 'cuts-answers' && state.asks % 3 === 0 ? 'cut' : { status: 202, body: order };
}

type Gift = { readonly buyerId: string; readonly sku: string; readonly unit: number; readonly key: string | undefined };

function give(state: State, { buyerId, sku, unit, key }: Gift): Order {
  const nowMs = Date.now();
  const order: Order = {
    orderId: randomUUID(),
    saleId: 'small',
    sku,
    unit,
    buyerId,
    status: 'awaiting_payment',
    priceMinor: 100,
    currency: 'CNY',
    placedAt: instant(nowMs),
    payBy: instant(nowMs + (state.sale.paymentWindowSeconds ?? 1_800) * 1_000),
    ...(key === undefined ? {} : { idempotencyKey: key.slice(1, -1) }),
  };
  state.liveByBuyer.set(buyerId, [...(state.liveByBuyer.get(buyerId) ?? []), order.orderId]);
  note(state, order, null, 'awaiting_payment');
  if (!(state.fault === 'forgets-promises' && state.journal.length % 5 === 0)) state.orders.set(order.orderId, order);
  return order;
}

function cancelOrder(state: State, orderId: string): Reply {
  const order = state.orders.get(orderId);
  if (order === undefined) return problem(404, 'order-not-found');
  const cancelled: Order = { ...order, status: 'cancelled', endedAt: instant(Date.now()) };
  if (state.fault === 'revives-cancelled') return { status: 200, body: cancelled };
  state.orders.set(orderId, cancelled);
  note(state, order, 'awaiting_payment', 'cancelled');
  state.free.get(order.sku)?.push(order.unit);
  const live = state.liveByBuyer.get(order.buyerId) ?? [];
  state.liveByBuyer.set(
    order.buyerId,
    live.filter((other) => other !== orderId),
  );
  return { status: 200, body: cancelled };
}

function knownOrder({ orders, liveByBuyer, sale }: State, buyerId: string, key: string | undefined): Order | undefined {
  const live = (liveByBuyer.get(buyerId) ?? [])
    .map((orderId) => orders.get(orderId))
    .filter((order) => order !== undefined);
  if (key === undefined || (sale.perBuyer ?? 1) === 1) return live.at(-1);
  return live.find((order) => order.idempotencyKey === key.slice(1, -1));
}

function note(state: State, { orderId, unit, sku }: Order, from: OrderStatus | null, to: OrderStatus): void {
  const seq = state.journal.length + 1;
  state.journal.push({
    seq,
    at: instant(Date.now()),
    clock: from === null ? 'gate' : 'ledger',
    orderId,
    sku,
    unit,
    from,
    to,
    cause: 'asked',
  });
}

function booked({ orders }: State, buyerId: string | undefined): readonly Order[] {
  return [...orders.values()].filter((order) => buyerId === undefined || order.buyerId === buyerId);
}

function saleOf({ sale, opensAtMs, free }: State): unknown {
  const nowMs = Date.now();
  const variants = sale.variants.map((variant) => ({
    ...variant,
    available: free.get(variant.sku)?.length ?? 0,
    held: 0,
    sold: 0,
  }));
  const phase = nowMs < opensAtMs ? 'scheduled' : 'open';
  const { title, perBuyer = 1, paymentWindowSeconds = 1_800 } = sale;
  const instants = { opensAt: instant(opensAtMs), closesAt: null, serverTime: instant(nowMs) };
  return { saleId: 'small', title, phase, ...instants, perBuyer, paymentWindowSeconds, variants };
}

/** Counts what is held by the books and believes itself about the rest, as a broken server would. */
function auditOf({ sale, orders, fault }: State): unknown {
  const skus = sale.variants.map(({ sku, units }) => {
    const count = (status: OrderStatus) =>
      [...orders.values()].filter((order) => order.sku === sku && order.status === status).length;
    const [held, sold] = [count('awaiting_payment'), count('paid')];
    const available = Math.max(0, units - held - sold) - (fault === 'leaks-a-unit' ? 1 : 0);
    return { sku, units, available, held, sold, unexplained: [] };
  });
  const balanced = fault !== 'leaks-a-unit';
  return { saleId: 'small', balanced, at: instant(Date.now()), skus, orders: { byStatus: {} }, gate: {}, ledger: {} };
}

function problem(status: number, code: string): Reply {
  return { status, body: { type: `/problems/${code}`, title: code, status, detail: code, code } };
}

/** Whose token it is; this server checks no signature, the real one's tests do. */
function buyerOf(authorization: string | undefined): string {
  const payload = authorization?.split('.')[1] ?? '';
  try {
    return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string }).sub;
  } catch {
    // The operator's token is no JWT.
    return '';
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
