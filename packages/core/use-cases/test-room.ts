import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryGate, createOrderEventHub, openLedgerInline } from '@penstock/embedded';
import { fakeClock, seededIds, turn } from '@penstock/port-tests';
import type { NewSale } from '../domain/decide-sale.ts';
import type { Order } from '../domain/order.ts';
import { failure } from '../failures.ts';
import { settlementWaitMs } from '../limits.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AskAnswer } from './ask-for-unit.ts';
import { askForUnit } from './ask-for-unit.ts';
import { createSale } from './change-sale.ts';
import { recordHolds } from './record-holds.ts';
import { relayChanges } from './relay-changes.ts';
import { createSaleCatalog } from './sale-catalog.ts';

const startMs = 1_764_000_000_000;
export const saleId = 'sale';

/** The adapters of one machine around the use-cases, with a clock that is moved and a ledger that can be made to fail. */
function newRoom() {
  const clock = fakeClock(startMs);
  const stored = openLedgerInline({ clock });
  const away = new Set<string>();
  const ledger = failing(stored, away);
  const { gate, outbox, view, close } = createMemoryGate(clock);
  const catalog = createSaleCatalog({ ledger, view });
  const events = createOrderEventHub();
  const ids = seededIds(1);
  const ports = { clock, ledger, gate, outbox, view, catalog, events, ids, settlementWaitMs };
  const relay = () => relayChanges(ports);
  const strays: string[] = [];
  return {
    ...{ ...ports, relay, strays },
    /** The ledger itself, which never fails. */
    stored,
    /** Makes these calls of the ledger fail until `back`. */
    away: (...methods: string[]) => {
      for (const method of methods) away.add(method);
    },
    back: () => away.clear(),
    closeOutbox: close,
    /** Records what the gate gives, until the end of the test. */
    startRecorder: () => void recordHolds({ ...ports, onStray: (id) => strays.push(id) }),
    async open(change: Partial<NewSale> = {}) {
      await createSale({ ledger, catalog, relay }, saleOf(clock.nowMs(), change));
      await clock.advance(1_000);
    },
    ask: (buyerId: string, wish: { sku?: string; key?: string } = {}) =>
      Promise.resolve(askForUnit(ports, saleId, { buyerId, sku: wish.sku, key: wish.key })),
    close() {
      close();
      stored.close();
    },
  };
}

export type Room = ReturnType<typeof newRoom>;

/** A test in a room of its own. */
export function inRoom(name: string, run: (room: Room) => Promise<void>): void {
  test(name, async () => {
    const room = newRoom();
    try {
      await run(room);
    } finally {
      room.close();
    }
  });
}

/** Three tees and two caps, one each, open from a second after now. */
export function saleOf(nowMs: number, change: Partial<NewSale> = {}): NewSale {
  return {
    ...{ saleId, draft: false, title: 'Sale', opensAtMs: nowMs + 1_000, closesAtMs: nowMs + 3_600_000 },
    ...{ perBuyer: 1, paymentWindowMs: 60_000 },
    variants: [
      { sku: 'tee', title: 'Tee', priceMinor: 990, currency: 'CNY', units: 3 },
      { sku: 'cap', title: 'Cap', priceMinor: 450, currency: 'CNY', units: 2 },
    ],
    ...change,
  };
}

/** `held awaiting_payment tee 1`, `sold-out` */
export function answerText(answer: AskAnswer): string {
  return 'order' in answer ? `${answer.kind} ${orderText(answer.order)}` : answer.kind;
}

function orderText({ status, sku, unit }: Order): string {
  return `${status} ${sku} ${unit}`;
}

/** The promise must settle without time passing. */
export async function now<Value>(promise: Promise<Value>): Promise<Value> {
  let settled: { readonly value: Value } | undefined;
  void promise.then(
    (value) => {
      settled = { value };
    },
    () => undefined,
  );
  await turn();
  assert.ok(settled, 'it waits for something that does not come');
  return settled.value;
}

function failing(ledger: Ledger, away: ReadonlySet<string>): Ledger {
  const check = (method: string) => {
    if (away.has(method)) throw failure('LEDGER_UNAVAILABLE', { detail: `${method} was made to fail.` });
  };
  const methods = Object.entries(ledger).map(([name, method]) => {
    const call = async (...args: unknown[]) => {
      check(name);
      return method(...args);
    };
    return [name, call];
  });
  return {
    ...Object.fromEntries(methods),
    nowMs: () => ledger.nowMs(),
    async *gateChunks(id: string) {
      for await (const chunk of ledger.gateChunks(id)) {
        yield chunk;
        check('gateChunks');
      }
    },
  };
}
