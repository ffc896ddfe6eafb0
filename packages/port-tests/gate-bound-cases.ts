import assert from 'node:assert/strict';
import { holdBatchMax, inFlightAgeMaxMs, ordersInFlightMax } from '@penstock/core';
import type { GateCase } from './gate-case.ts';
import { askOf, hold, holdText, nextEntry, openTee, saleId } from './gate-case.ts';
import { promised } from './gate-stage.ts';

export const gateBoundCases: readonly GateCase[] = [
  [
    `with ${ordersInFlightMax} orders in flight it is busy, and gives again when some are settled`,
    async (under) => {
      await openTee(under, ordersInFlightMax + 1);
      for (let given = 0; given < ordersInFlightMax; given += holdBatchMax) {
        const count = Math.min(holdBatchMax, ordersInFlightMax - given);
        const asks = Array.from({ length: count }, (_, index) => askOf(`b${given + index}-1`));
        const outcomes = await under.gate.hold(saleId, asks);
        assert.ok(outcomes.every((outcome) => outcome.kind === 'held'));
      }
      assert.equal(await holdText(under, 'ann-1', 'b0-1', 'b0-2'), 'ann busy; b0 held 1; b0 already-held 1');
      const entry = await nextEntry(under);
      await under.outbox.settle(
        entry,
        entry.orders.map((each) => promised(each, entry)),
      );
      assert.equal((await hold(under, 'ann-1'))[0]?.kind, 'held');
    },
  ],
  [
    `with an order in flight for more than ${inFlightAgeMaxMs} ms it is busy, and only for those it would give to`,
    async (under) => {
      await openTee(under, 2);
      await hold(under, 'ann-1');
      await under.advance(inFlightAgeMaxMs + 1);
      assert.equal(await holdText(under, 'ann-1', 'ann-2', 'bob-1'), 'ann held 1; ann already-held 1; bob busy');
      const entry = await nextEntry(under);
      await under.outbox.settle(
        entry,
        entry.orders.map((each) => promised(each, entry)),
      );
      assert.equal(await holdText(under, 'bob-1', 'cid-1'), 'bob held 2; cid all-held');
    },
  ],
];
