import assert from 'node:assert/strict';
import type { SalePhase } from '@penstock/core';
import { turn } from './fake-clock.ts';
import type { GateCase } from './gate-case.ts';
import { hold, nextEntry, openTee, saleId, unitOf } from './gate-case.ts';
import type { GateUnderTest } from './gate-stage.ts';
import { promised } from './gate-stage.ts';
import { clockErrorMs } from './story-rules.ts';

export const gateViewCases: readonly GateCase[] = [
  [
    'whoever waits for an order that is not settled is told nothing after that time',
    async (under) => {
      await openTee(under, 1);
      await hold(under, 'ann-1');
      const startMs = under.view.nowMs();
      const waiting = under.view.settled('ann-1', 200);
      await under.advance(200);
      assert.equal(await waiting, undefined);
      assert.ok(under.view.nowMs() >= startMs + 200);
    },
  ],
  [
    'all who wait are told, whenever their own time ends; who gave up before is not',
    async (under) => {
      await openTee(under, 1);
      await hold(under, 'ann-1');
      const impatient = under.view.settled('ann-1', 100);
      const others = [600_000, 900_000, 300_000].map((waitMs) => under.view.settled('ann-1', waitMs));
      await under.advance(100);
      assert.equal(await impatient, undefined);
      const entry = await nextEntry(under);
      await under.outbox.settle(
        entry,
        entry.orders.map((each) => promised(each, entry)),
      );
      assert.deepEqual(
        (await Promise.all(others)).map((each) => each?.kind),
        ['promised', 'promised', 'promised'],
      );
    },
  ],
  [
    'each waits its own time',
    async (under) => {
      await openTee(under, 2);
      await hold(under, 'ann-1', 'bob-1');
      const ended: string[] = [];
      const waits = [under.view.settled('ann-1', 400), under.view.settled('bob-1', 200)];
      void waits[0]?.then(() => ended.push('ann'));
      void waits[1]?.then(() => ended.push('bob'));
      await under.advance(200);
      await waits[1];
      assert.deepEqual(ended, ['bob']);
      await under.advance(200);
      await waits[0];
      assert.deepEqual(ended, ['bob', 'ann']);
    },
  ],
  [
    'counts and phase follow what the gate does',
    async (under) => {
      const rules = await openTee(under, 2);
      await checkCounts(under, 'open', { units: 2, available: 2, held: 0, sold: 0 });
      await hold(under, 'ann-1', 'bob-1');
      await checkCounts(under, 'all-held', { units: 2, available: 0, held: 2, sold: 0 });
      const [ann, bob] = (await nextEntry(under)).orders.map(unitOf);
      assert.ok(ann && bob);
      await under.gate.paid(saleId, [ann]);
      await checkCounts(under, 'all-held', { units: 2, available: 0, held: 1, sold: 1 });
      await under.gate.release(saleId, [bob]);
      await checkCounts(under, 'open', { units: 2, available: 1, held: 0, sold: 1 });
      await under.gate.withdraw(saleId, { adjustmentId: 'a1', sku: 'tee', count: 1 });
      await checkCounts(under, 'sold-out', { units: 1, available: 0, held: 0, sold: 1 });
      await under.gate.add(saleId, 'tee', { firstUnit: 3, lastUnit: 4 });
      await checkCounts(under, 'open', { units: 3, available: 2, held: 0, sold: 1 });
      await under.gate.setRules(saleId, { ...rules, version: 2, paused: true });
      await checkCounts(under, 'paused', { units: 3, available: 2, held: 0, sold: 1 });
      await under.gate.setRules(saleId, { ...rules, version: 3, closesAtMs: under.view.nowMs() - clockErrorMs });
      await checkCounts(under, 'ended', { units: 3, available: 2, held: 0, sold: 1 });
    },
  ],
  [
    'a sale that will open is scheduled, and opens by itself',
    async (under) => {
      await openTee(under, 1, { opensAtMs: under.view.nowMs() + 300 });
      await checkCounts(under, 'scheduled', { units: 1, available: 1, held: 0, sold: 0 });
      await under.advance(300);
      await checkCounts(under, 'open', { units: 1, available: 1, held: 0, sold: 0 });
    },
  ],
  [
    'a gate that is emptied and loaded anew never says sold out',
    async (under) => {
      const rules = await openTee(under, 1);
      const phases: (SalePhase | undefined)[] = [];
      const look = () => phases.push(under.view.counts(saleId)?.phase);
      await under.gate.fence(rules);
      look();
      await under.gate.load(saleId, 1, { number: 0 });
      look();
      await under.gate.load(saleId, 1, { number: 1, skus: [{ sku: 'tee', unitLast: 1, free: [1] }] });
      look();
      assert.ok(!phases.some((phase) => phase === 'sold-out' || phase === 'all-held'), phases.join(' '));
    },
  ],
  [
    'memory refuses what the gate would refuse, and nobody whom the gate would give to',
    async (under) => {
      await openTee(under, 1);
      assert.equal(refusal(under, 'ann'), undefined);
      assert.equal(refusal(under, 'ann', 'hat') ?? 'unknown-sku', 'unknown-sku');
      await hold(under, 'ann-1');
      assert.equal(refusal(under, 'ann') ?? 'already-held', 'already-held');
      assert.equal(refusal(under, 'bob') ?? 'all-held', 'all-held');
      const [ann] = (await nextEntry(under)).orders.map(unitOf);
      assert.ok(ann);
      await under.gate.release(saleId, [ann]);
      await eventually(under, () => refusal(under, 'bob') === undefined);
      assert.deepEqual(
        (await hold(under, 'bob-1')).map((outcome) => outcome.kind),
        ['held'],
      );
    },
  ],
  [
    'memory refuses everybody while the gate is fenced, if it says anything',
    async (under) => {
      const rules = await openTee(under, 1);
      await under.gate.fence(rules);
      await eventually(under, () => (refusal(under, 'ann') ?? 'not-armed') === 'not-armed');
    },
  ],
  [
    'listeners hear of every change, and not after they stopped',
    async (under) => {
      const rules = await openTee(under, 2);
      const heard: string[] = [];
      const stop = under.view.onChange((changed) => heard.push(changed));
      for (const change of [
        () => hold(under, 'ann-1'),
        async () => {
          const entry = await nextEntry(under);
          await under.outbox.settle(
            entry,
            entry.orders.map((each) => promised(each, entry)),
          );
        },
        () => under.gate.setRules(saleId, { ...rules, version: 2, paused: true }),
        () => under.gate.fence(rules),
      ]) {
        const next = nextChange(under);
        heard.length = 0;
        await change();
        await next;
        assert.ok(heard.length > 0 && heard.every((changed) => changed === saleId), heard.join(' '));
      }
      stop();
      heard.length = 0;
      const next = nextChange(under);
      await under.gate.arm(saleId, 1);
      await next;
      assert.deepEqual(heard, []);
    },
  ],
  [
    'many changes in one turn are told at most once',
    async (under) => {
      await openTee(under, 50);
      await turn();
      let calls = 0;
      const stop = under.view.onChange(() => {
        calls += 1;
      });
      const next = nextChange(under);
      await Promise.all(Array.from({ length: 50 }, (_, index) => hold(under, `b${index}-1`)));
      await next;
      stop();
      assert.equal(calls, 1);
    },
  ],
  [
    "the gate's clock moves on, and a sale it does not know has no counts",
    async (under) => {
      const beforeMs = under.view.nowMs();
      await under.advance(50);
      assert.ok(under.view.nowMs() >= beforeMs + 50);
      assert.equal(under.view.counts('other'), undefined);
      assert.equal(await under.gate.units('other'), undefined);
    },
  ],
];

type Counts = { readonly units: number; readonly available: number; readonly held: number; readonly sold: number };

async function checkCounts(under: GateUnderTest, phase: SalePhase, counts: Counts): Promise<void> {
  const expected = { phase, skus: [{ sku: 'tee', ...counts }] };
  const seen = () => {
    const { changes: _, ...rest } = under.view.counts(saleId) ?? { changes: 0 };
    return rest;
  };
  const isSame = () => JSON.stringify(seen()) === JSON.stringify(expected);
  await eventually(under, isSame);
  assert.deepEqual(seen(), expected);
}

function refusal({ view }: GateUnderTest, buyerId: string, sku = 'tee'): string | undefined {
  return view.refusal(saleId, { buyerId, sku, key: undefined })?.kind;
}

/** Waits until it is so. A view may lag behind its gate; it says when it has caught up. */
async function eventually(under: GateUnderTest, isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextChange(under);
}

function nextChange({ view }: GateUnderTest): Promise<void> {
  return new Promise((resolve) => {
    const stop = view.onChange(() => {
      stop();
      resolve();
    });
  });
}
