import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SaleAct } from './decide-sale.ts';
import { decideAct } from './decide-sale.ts';
import type { Sale } from './sale.ts';
import { phaseOf } from './sale.ts';

const opensAtMs = 1_000;
const closesAtMs = 2_000;
const sale: Sale = {
  ...{ saleId: 's', state: 'published', title: 'T', opensAtMs, closesAtMs, perBuyer: 1, paymentWindowMs: 500 },
  ...{ paused: false, epoch: 3, version: 7, createdAtMs: 0, variants: [] },
};

const scenes = {
  draft: [{ ...sale, state: 'draft' }, opensAtMs],
  'draft of the past': [{ ...sale, state: 'draft' }, closesAtMs],
  scheduled: [sale, opensAtMs - 1],
  open: [sale, opensAtMs],
  paused: [{ ...sale, paused: true }, opensAtMs],
  ended: [sale, closesAtMs],
  'paused and ended': [{ ...sale, paused: true }, closesAtMs],
  withdrawn: [{ ...sale, state: 'withdrawn' }, opensAtMs - 1],
} as const satisfies Record<string, readonly [Sale, number]>;

/** Which act is possible in which state. `-`: it was done before. */
const table: Readonly<Record<keyof typeof scenes, Readonly<Record<SaleAct, string>>>> = {
  draft: { publish: 'act', withdraw: 'act', pause: 'draft', resume: 'draft', close: 'draft' },
  'draft of the past': { publish: 'ended', withdraw: 'act', pause: 'draft', resume: 'draft', close: 'draft' },
  scheduled: { publish: '-', withdraw: 'act', pause: 'act', resume: '-', close: 'act' },
  open: { publish: '-', withdraw: 'opened', pause: 'act', resume: '-', close: 'act' },
  paused: { publish: '-', withdraw: 'opened', pause: '-', resume: 'act', close: 'act' },
  ended: { publish: '-', withdraw: 'opened', pause: 'ended', resume: '-', close: '-' },
  'paused and ended': { publish: '-', withdraw: 'opened', pause: '-', resume: 'ended', close: '-' },
  withdrawn: { publish: 'withdrawn', withdraw: '-', pause: 'withdrawn', resume: 'withdrawn', close: 'withdrawn' },
};

suite('which act is possible in which state', () => {
  for (const [name, [before, nowMs]] of Object.entries(scenes)) {
    const row = table[name as keyof typeof scenes];
    for (const [act, outcome] of Object.entries(row) as [SaleAct, string][]) {
      test(`${act}, ${name}: ${outcome}`, () => assert.equal(actText(before, act, nowMs), outcome));
    }
  }
});

suite('what an act changes', () => {
  const check = (act: SaleAct, scene: keyof typeof scenes, change: Partial<Sale>) =>
    test(`${act}, ${scene}`, () => {
      const [before, nowMs] = scenes[scene];
      const expected = { ...before, version: 8, ...change };
      assert.deepEqual(decideAct(before, act, nowMs), { kind: 'act', sale: expected });
    });
  check('publish', 'draft', { state: 'published' });
  check('withdraw', 'scheduled', { state: 'withdrawn', epoch: 4 });
  check('pause', 'open', { paused: true });
  check('resume', 'paused', { paused: false });
  check('close', 'open', { closesAtMs: opensAtMs, opensAtMs: opensAtMs - 1 });
  check('close', 'scheduled', { closesAtMs: opensAtMs - 1, opensAtMs: opensAtMs - 2 });

  test('a sale that was closed before it opened has ended, and never opens', () => {
    const decision = decideAct(sale, 'close', opensAtMs - 1);
    assert.ok(decision.kind === 'act');
    for (const nowMs of [opensAtMs - 1, opensAtMs, closesAtMs]) {
      assert.equal(phaseOf(decision.sale, [], nowMs), 'ended');
    }
  });
  test('a sale that was open for a while keeps its opening when it is closed', () => {
    const decision = decideAct(sale, 'close', opensAtMs + 500);
    assert.ok(decision.kind === 'act');
    assert.deepEqual([decision.sale.opensAtMs, decision.sale.closesAtMs], [opensAtMs, opensAtMs + 500]);
  });
  test('done twice it changes nothing the second time', () => {
    for (const [name, [before, nowMs]] of Object.entries(scenes)) {
      for (const act of ['publish', 'withdraw', 'pause', 'resume', 'close'] as const) {
        const first = decideAct(before, act, nowMs);
        if (first.kind !== 'act') continue;
        assert.deepEqual(
          decideAct(first.sale, act, nowMs),
          { kind: 'done-before', sale: first.sale },
          `${act} ${name}`,
        );
      }
    }
  });
});

function actText(before: Sale, act: SaleAct, nowMs: number): string {
  const decision = decideAct(before, act, nowMs);
  if (decision.kind === 'done-before') return '-';
  return decision.kind === 'act' ? 'act' : decision.because;
}
