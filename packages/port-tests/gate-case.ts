import assert from 'node:assert/strict';
import type { Ask, GateRules, HeldOrder, HoldOutcome, OutboxEntry, UnitOfOrder } from '@penstock/core';
import { isFailure } from '@penstock/core';
import type { GateUnderTest } from './gate-stage.ts';
import { openSale } from './gate-stage.ts';
import { rulesOfStory, storySaleId } from './story-rules.ts';

/** One promise of the port, by its name. */
export type GateCase = readonly [name: string, run: (under: GateUnderTest) => Promise<void>];

export const saleId = storySaleId;

/** Opens a sale of these units of one sku, and answers its rules. */
export async function openTee(
  { gate, view }: GateUnderTest,
  units: number,
  change: Partial<GateRules> = {},
): Promise<GateRules> {
  const rules = { ...rulesOfStory(view.nowMs(), 1), ...change };
  await openSale(gate, rules, [{ sku: 'tee', units }]);
  return rules;
}

/** An ask of a buyer; the same text is the same order id. */
export function askOf(orderId: string, key?: string): Ask {
  return { orderId, buyerId: orderId.split('-')[0] ?? '', sku: 'tee', key };
}

/** Asks for each order id in one batch. `ann-1` is the first order of ann. */
export async function hold(under: GateUnderTest, ...orderIds: string[]): Promise<readonly HoldOutcome[]> {
  return structuredClone(
    await under.gate.hold(
      saleId,
      orderIds.map((orderId) => askOf(orderId)),
    ),
  );
}

/** `ann held 1`, `ann all-held` */
export async function holdText(under: GateUnderTest, ...orderIds: string[]): Promise<string> {
  const outcomes = await hold(under, ...orderIds);
  const text = outcomes.map((outcome, index) => {
    const unit = 'order' in outcome ? ` ${outcome.order.unit}` : '';
    return `${orderIds[index]?.split('-')[0]} ${outcome.kind}${unit}`;
  });
  return text.join('; ');
}

/** The next entry, which must be there. */
export async function nextEntry({ outbox }: GateUnderTest): Promise<OutboxEntry> {
  const entry = await outbox.next();
  assert.ok(entry, 'the outbox is open and has an entry');
  return entry;
}

export function orderIdsOf(entry: OutboxEntry): string[] {
  return entry.orders.map((order) => order.orderId);
}

export function unitOf({ orderId, sku, unit }: HeldOrder): UnitOfOrder {
  return { orderId, sku, unit };
}

/** `1 2 3 | held 1 sold 0 | in flight 1`: what is free by number, and the counts. */
export async function unitsText({ gate }: GateUnderTest): Promise<string> {
  const pulse = await gate.pulse(saleId);
  const units = await gate.units(saleId);
  if (pulse === undefined || units === undefined) return 'no sale';
  const skus = units.map(({ free, held, sold }) => {
    return `${free.toSorted((a, b) => a - b).join(' ') || 'none'} | held ${held} sold ${sold}`;
  });
  return `${skus.join(', ') || 'no sku'} | in flight ${pulse.inFlight}`;
}

/** The call must fail because the gate cannot answer. */
export async function assertUnavailable(call: () => Promise<unknown>): Promise<void> {
  await assert.rejects(call, (error) => isFailure(error, 'GATE_UNAVAILABLE'));
}
